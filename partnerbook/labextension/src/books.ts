import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { IHost, panelCommand } from './host';
import type { IKind } from './kinds';

const BOOK = /\.xls[xm]$/i;
const RANK = 2.5; // below Lab's own "Open" and "Open With"

/** Offer kinds of panels for the books that are selected in the file browser, by a right click. */
export function offerForBooks(kinds: IKind[], browsers: IFileBrowserFactory, host: IHost): void {
  const { app, trans } = host;
  const { commands, contextMenu, serviceManager } = app;
  const selected = () => [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
  for (const kind of kinds) {
    const command = `${panelCommand(kind)}-of-books`;
    const label = trans.__('Open in partnerbook');
    commands.addCommand(command, {
      label: kinds.length > 1 ? `${label}: ${kind.title}` : label,
      icon: kind.icon,
      isVisible: () => selected().every(item => item.type === 'file' && BOOK.test(item.name)),
      execute: async () => {
        for (const item of selected()) {
          await commands.execute(panelCommand(kind), { book: serviceManager.contents.localPath(item.path) });
        }
      }
    });
    contextMenu.addItem({ command, selector: '.jp-DirListing-item[data-isdir="false"]', rank: RANK });
  }
}
