import { ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { panelCode } from './code';
import { tierIcon } from './icons';
import { KernelPanel } from './panel';

const COMMAND = 'partnerbook:tier-progress';
const OPEN_BOOKS = 'partnerbook:open-books';
const BOOK = /\.xls[xm]$/i;

/** Tier progress in the main area, a panel a book; books are opened from the file browser. */
export const tierProgressPlugin: JupyterFrontEndPlugin<void> = {
  id: 'partnerbook:tier-progress',
  description: 'Tier progress of a book in the main area.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ILayoutRestorer, ILauncher, ICommandPalette, IFileBrowserFactory, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    restorer: ILayoutRestorer | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    browsers: IFileBrowserFactory | null,
    foundTranslator: ITranslator | null
  ) => {
    const { commands, shell } = app;
    const translator = foundTranslator ?? nullTranslator;
    const trans = translator.load('partnerbook');
    const name = trans.__('Tier progress');
    const tracker = new WidgetTracker<BookPanel>({ namespace: 'partnerbook-tier-progress' });

    const bookPanel = (book: string): BookPanel => {
      const panel = new BookPanel(book, {
        app,
        rendermime,
        trans,
        id: panelId(book),
        caption: book ? `${name}: ${book}` : name,
        icon: tierIcon,
        code: panelCode('tier_progress', translator, { book })
      });
      panel.title.label = book ? PathExt.basename(book) : name;
      panel.title.closable = true;
      void tracker.add(panel);
      shell.add(panel, 'main');
      return panel;
    };

    commands.addCommand(COMMAND, {
      label: name,
      caption: trans.__('Open tier progress of the sample book'),
      icon: tierIcon,
      execute: args => {
        const book = typeof args.book === 'string' ? args.book : '';
        const panel = tracker.find(each => each.book === book) ?? bookPanel(book);
        shell.activateById(panel.id);
        return panel;
      }
    });
    launcher?.add({ command: COMMAND, category: 'partnerbook', rank: 2 });
    palette?.addItem({ command: COMMAND, category: 'partnerbook' });
    void restorer?.restore(tracker, {
      command: COMMAND,
      args: panel => ({ book: panel.book }),
      name: panel => panel.id
    });

    if (!browsers) {
      return;
    }
    const selected = () => [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
    commands.addCommand(OPEN_BOOKS, {
      label: trans.__('Open in partnerbook'),
      icon: tierIcon,
      isVisible: () => selected().every(item => item.type === 'file' && BOOK.test(item.name)),
      execute: async () => {
        const { contents } = app.serviceManager;
        for (const item of selected()) {
          await commands.execute(COMMAND, { book: contents.localPath(item.path) });
        }
      }
    });
    app.contextMenu.addItem({
      command: OPEN_BOOKS,
      selector: '.jp-DirListing-item[data-isdir="false"]',
      rank: 2.5 // below Lab's own "Open" and "Open With"
    });
  }
};

/** Tier progress of one book, "" for the sample. */
class BookPanel extends KernelPanel {
  constructor(
    readonly book: string,
    options: KernelPanel.IOptions
  ) {
    super(options);
  }
}

/** A name without the marks that mean something in paths and selectors: it is the session's path as well. */
function panelId(book: string): string {
  return book ? `partnerbook-tier-progress-${encodeURIComponent(book)}` : 'partnerbook-tier-progress';
}
