import type { ITranslator } from '@jupyterlab/translation';

/** Python for a panel: code that shows it, and code that forgets it. */
export interface ICode {
  readonly code: string;
  readonly forget: string;
}

/**
 * Python that shows a panel in JupyterLab's language and with numbers as the browser writes them.
 * JSON's strings are Python's too, so that no file name can end one early.
 */
export function panelCode(panel: string, translator: ITranslator, values: Record<string, string> = {}): ICode {
  const spoken = translator.languageCode as string | undefined; // JupyterLab 4.2 has none where it has English only
  const named = { language: spoken ?? 'en', numbers: navigator.language, ...values };
  const written = Object.entries(named).map(([name, value]) => `, ${name}=${JSON.stringify(value)}`);
  const given = `(${JSON.stringify(panel)}${written.join('')})`;
  return {
    code: `from partnerbook.panels.side import side_panel\nside_panel${given}`,
    forget: `from partnerbook.panels.side import forget_panel\nforget_panel${given}`
  };
}

/** Python that makes a kernel ready for a panel, where nobody is told what it lacks: the panel will say that. */
export function readyCode(panel: string): string {
  return `from partnerbook.panels.side import ready_panel\nready_panel(${JSON.stringify(panel)})`;
}
