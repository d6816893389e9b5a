import { WidgetTracker } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { panelCode } from './code';
import { IHost, panelCommand } from './host';
import type { IKind } from './kinds';
import { KernelPanel } from './panel';

/** Let a kind of panel be opened in the main area, one for each book; the command that does so comes back. */
export function addMainPanels(kind: IKind, host: IHost): string {
  const { app, restorer } = host;
  const { commands, shell } = app;
  const command = panelCommand(kind);
  const tracker = new WidgetTracker<MainPanel>({ namespace: `partnerbook-${kind.id}` });
  commands.addCommand(command, {
    label: kind.title,
    caption: kind.open,
    icon: kind.icon,
    execute: args => {
      const book = typeof args.book === 'string' ? args.book : '';
      let panel = tracker.find(each => each.book === book);
      if (!panel) {
        panel = new MainPanel(kind, book, host);
        void tracker.add(panel);
        shell.add(panel, 'main');
      }
      shell.activateById(panel.id);
      return panel;
    }
  });
  void restorer?.restore(tracker, {
    command,
    args: panel => ({ book: panel.book }),
    name: panel => panel.id
  });
  return command;
}

/** A panel of one book, "" for the sample or where the kind takes none. */
class MainPanel extends KernelPanel {
  constructor(
    kind: IKind,
    readonly book: string,
    host: IHost
  ) {
    super({
      ...host,
      id: panelId(kind, book),
      caption: book ? `${kind.title}: ${book}` : kind.title,
      icon: kind.icon,
      code: panelCode(kind.name, host.translator, { book })
    });
    this.title.label = book ? PathExt.basename(book) : kind.title;
    this.title.closable = true;
  }
}

/** A name without the marks that mean something in paths and selectors: it is the session's path as well. */
function panelId(kind: IKind, book: string): string {
  return book ? `partnerbook-${kind.id}-${encodeURIComponent(book)}` : `partnerbook-${kind.id}`;
}
