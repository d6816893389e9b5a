import { WidgetTracker } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { panelCode } from './code';
import { SHARED } from './home';
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
      const alone = args.alone === true;
      let panel = tracker.find(each => each.book === book && each.alone === alone);
      if (!panel) {
        panel = new MainPanel(kind, book, alone, host);
        void tracker.add(panel);
        shell.add(panel, 'main');
      }
      shell.activateById(panel.id);
      return panel;
    }
  });
  void restorer?.restore(tracker, {
    command,
    args: panel => ({ book: panel.book, alone: panel.alone }),
    name: panel => panel.id
  });
  return command;
}

/** Offer, by a right click in a panel of the main area, to draw it in a kernel of its own. */
export function offerOwnKernel(host: IHost): void {
  const { app, trans } = host;
  const command = 'partnerbook:own-kernel';
  const current = () => (app.shell.currentWidget instanceof MainPanel ? app.shell.currentWidget : null);
  app.commands.addCommand(command, {
    label: trans.__('Give this panel a kernel of its own'),
    isVisible: () => current()?.alone === false,
    execute: () => {
      const panel = current();
      if (panel) {
        panel.close();
        void app.commands.execute(panelCommand(panel.kind), { book: panel.book, alone: true });
      }
    }
  });
  app.contextMenu.addItem({ command, selector: '.pb-Panel' });
}

/** A panel of one book, "" for the sample or where the kind takes none; `alone` where it has a kernel of its own. */
class MainPanel extends KernelPanel {
  constructor(
    readonly kind: IKind,
    readonly book: string,
    readonly alone: boolean,
    host: IHost
  ) {
    const id = panelId(kind, book) + (alone ? '-alone' : '');
    super({
      ...host,
      id,
      session: alone ? id : SHARED,
      caption: book ? `${kind.title}: ${book}` : kind.title,
      icon: kind.icon,
      ...panelCode(kind.name, host.translator, { book })
    });
    this.title.label = book ? PathExt.basename(book) : kind.title;
    this.title.closable = true;
  }
}

/** A name without the marks that mean something in paths and selectors: it is the path of its own session as well. */
function panelId(kind: IKind, book: string): string {
  return book ? `partnerbook-${kind.id}-${encodeURIComponent(book)}` : `partnerbook-${kind.id}`;
}
