import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

/** What a panel says in place of its content, or above it: a sentence, a command to copy, a button, details to unfold. */
export interface INotice {
  text: string;
  command?: string;
  details?: { label: string; text: string };
  button?: { label: string; onClick: () => void };
}

/** The place where a panel says how it is. Screen readers read out the sentence and the command as they change. */
export class NoticeArea extends Widget {
  constructor() {
    super();
    this.addClass('pb-Panel-notice');
    this._status.setAttribute('role', 'status');
    this.node.append(this._status);
  }

  /** Say something, or nothing. */
  say(notice: INotice | null): void {
    this._status.replaceChildren();
    this.node.replaceChildren(this._status);
    if (!notice) {
      return;
    }
    this._status.append(element('p', notice.text));
    if (notice.command) {
      this._status.append(element('pre', notice.command));
    }
    if (notice.button) {
      const button = element('button', notice.button.label);
      button.className = 'jp-mod-styled jp-mod-accept';
      button.onclick = notice.button.onClick;
      this.node.append(button);
    }
    if (notice.details) {
      const details = document.createElement('details');
      details.append(element('summary', notice.details.label), element('pre', notice.details.text));
      this.node.append(details);
    }
  }

  private _status = document.createElement('div');
}

/** The sentence and the command for a Python package that the kernel lacks. */
export function missingPackage(name: string, kernel: string, program: string, trans: TranslationBundle): INotice {
  // Of partnerbook itself pip needs a copy; where it is there already, pip fetches what its panels lack.
  const [text, what] =
    name === 'partnerbook'
      ? [
          trans.__(
            'The kernel “%1” lacks the Python package %2 with its panels. In a copy of its repository, run this, then start again:',
            kernel,
            name
          ),
          '.[lab]'
        ]
      : [
          trans.__('The kernel “%1” lacks the Python package %2. Run this, then start again:', kernel, name),
          'partnerbook[lab]'
        ];
  return { text, command: `${program} -m pip install "${what}"` };
}

function element<K extends 'p' | 'pre' | 'button' | 'summary'>(tag: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
