import { ILabShell, ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { beginWhenApproached } from './approach';
import { offerForBooks } from './books';
import { tieFields } from './fields';
import type { IHost } from './host';
import { panelKinds } from './kinds';
import { addMainPanels, offerOwnKernel } from './main_area';
import { showSavedPanels } from './saved';
import { addSidePanel } from './side_area';

const CATEGORY = 'partnerbook';

/** Every panel of Python's registry: in its place, among the launcher's tiles, in the palette, at books in the file browser. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'partnerbook:panels',
  description: "partnerbook's panels in the side panel and in the main area.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ILabShell, ILayoutRestorer, ILauncher, ICommandPalette, IFileBrowserFactory, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    lab: ILabShell | null,
    restorer: ILayoutRestorer | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    browsers: IFileBrowserFactory | null,
    foundTranslator: ITranslator | null
  ) => {
    const translator = foundTranslator ?? nullTranslator;
    const host: IHost = { app, rendermime, restorer, translator, trans: translator.load('partnerbook') };
    tieFields(document.body);
    showSavedPanels(app, host.trans);
    if (!lab) {
      return; // Jupyter Notebook has one document a page: there is no place for a panel
    }
    const kinds = panelKinds(translator);
    // JupyterLab's own section, which is above the fold of a small screen as ours is not
    const first = translator.load('jupyterlab').__('Other');
    kinds.forEach((kind, place) => {
      const command = kind.area === 'side' ? addSidePanel(kind, place, host) : addMainPanels(kind, host);
      launcher?.add({ command, category: kind.first ? first : CATEGORY, rank: place + 1 });
      palette?.addItem({ command, category: CATEGORY });
    });
    beginWhenApproached(kinds, host);
    offerOwnKernel(host);
    if (browsers) {
      offerForBooks(
        kinds.filter(kind => kind.takesBook),
        browsers,
        host
      );
    }
  }
};

export default plugin;
