import {
  ABCWidgetFactory,
  DocumentModel,
  DocumentRegistry,
  DocumentWidget,
  TextModelFactory
} from '@jupyterlab/docregistry';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { MenuSvg, spreadsheetIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { IHost, panelCommand } from './host';
import type { IKind } from './kinds';

const BOOK = /\.xls[xm]$/i;
const FILE_TYPE = 'partnerbook-book';
const RANK = 2.5; // below Lab's own "Open" and "Open With"

/** Offer kinds of panels for the books in the file browser: a menu of them all at a right click, the first one at a double click. */
export function offerForBooks(kinds: IKind[], browsers: IFileBrowserFactory, host: IHost): void {
  const { app, trans } = host;
  const { commands, contextMenu, docRegistry, serviceManager } = app;
  const selected = () => [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
  const open = (kind: IKind, path: string) =>
    commands.execute(panelCommand(kind), { book: serviceManager.contents.localPath(path) });
  docRegistry.addFileType({
    name: FILE_TYPE,
    displayName: trans.__('Partner book'),
    pattern: BOOK_PATTERN,
    contentType: 'file',
    fileFormat: 'base64',
    icon: spreadsheetIcon
  });
  const menu = new MenuSvg({ commands });
  menu.id = 'partnerbook-menu';
  menu.title.label = trans.__('Open in partnerbook');
  for (const kind of kinds) {
    const command = `${panelCommand(kind)}-of-books`;
    commands.addCommand(command, {
      label: kind.title,
      icon: kind.icon,
      execute: async () => {
        for (const item of selected().filter(each => each.type === 'file' && BOOK.test(each.name))) {
          await open(kind, item.path);
        }
      }
    });
    menu.addItem({ command });
  }
  const selector = `.jp-DirListing-item[data-file-type="${FILE_TYPE}"]`;
  contextMenu.addItem({ type: 'submenu', submenu: menu, selector, rank: RANK });
  const [first] = kinds;
  commands.addCommand('partnerbook:folder', {
    label: trans.__('Open its CSV files in partnerbook'),
    icon: first.icon,
    isVisible: () => selected().every(each => each.type === 'directory'),
    execute: async () => {
      for (const item of selected()) {
        await open(first, item.path);
      }
    }
  });
  contextMenu.addItem({
    command: 'partnerbook:folder',
    selector: '.jp-DirListing-item[data-isdir="true"]',
    rank: RANK
  });
  docRegistry.addModelFactory(new UnreadFactory());
  docRegistry.addWidgetFactory(new BookFactory(path => void open(first, path), 'partnerbook'));
}

/** The same as BOOK, as JupyterLab wants it: it heeds the case of endings. */
const BOOK_PATTERN = '^.+\\.[xX][lL][sS][xXmM]$';

/** A model for files that Python reads and the browser does not: JupyterLab fetches nothing of them. */
class UnreadFactory extends TextModelFactory {
  get name(): string {
    return FILE_TYPE;
  }

  get fileFormat(): 'text' {
    return null as unknown as 'text'; // of which JupyterLab makes that no content is asked for
  }

  createNew(): DocumentRegistry.ICodeModel {
    return new UnreadModel();
  }
}

class UnreadModel extends DocumentModel {
  fromString(): void {
    return;
  }
}

/** What JupyterLab opens a book with at a double click: no document of its own, but the panel of the book. */
class BookFactory extends ABCWidgetFactory<DocumentWidget> {
  constructor(
    private open: (path: string) => void,
    label: string
  ) {
    super({
      name: 'partnerbook',
      label,
      modelName: FILE_TYPE,
      fileTypes: [FILE_TYPE],
      defaultFor: [FILE_TYPE],
      readOnly: true
    });
  }

  protected createNewWidget(context: DocumentRegistry.Context): DocumentWidget {
    const widget = new DocumentWidget({ content: new Widget(), context });
    void context.ready.then(() => {
      this.open(context.path);
      widget.dispose();
    });
    return widget;
  }
}
