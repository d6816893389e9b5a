import type { ITranslator } from '@jupyterlab/translation';

/**
 * Python that shows a panel in JupyterLab's language and with numbers as the browser writes them.
 * JSON's strings are Python's too, so that no file name can end one early.
 */
export function panelCode(panel: string, translator: ITranslator, values: Record<string, string> = {}): string {
  const spoken = translator.languageCode as string | undefined; // JupyterLab 4.2 has none where it has English only
  const named = { language: spoken ?? 'en', numbers: navigator.language, ...values };
  const written = Object.entries(named).map(([name, value]) => `, ${name}=${JSON.stringify(value)}`);
  return `from partnerbook.panels.side import side_panel\nside_panel(${JSON.stringify(panel)}${written.join('')})`;
}
