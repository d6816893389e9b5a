import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import type { IKind } from './kinds';

/** What JupyterLab gives to whoever adds a panel. */
export interface IHost {
  readonly app: JupyterFrontEnd;
  readonly rendermime: IRenderMimeRegistry;
  readonly restorer: ILayoutRestorer | null;
  readonly translator: ITranslator;
  readonly trans: TranslationBundle;
}

/** The command that opens a panel of a kind. */
export function panelCommand(kind: IKind): string {
  return `partnerbook:${kind.id}`;
}
