import { ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { offerForBooks } from './books';
import { tieFields } from './fields';
import type { IHost } from './host';
import { panelKinds } from './kinds';
import { addMainPanels } from './main_area';
import { addSidePanel } from './side_area';

const CATEGORY = 'partnerbook';

/** Every panel of Python's registry: in its place, among the launcher's tiles, in the palette, at books in the file browser. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'partnerbook:panels',
  description: "partnerbook's panels in the side panel and in the main area.",
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
    const translator = foundTranslator ?? nullTranslator;
    const host: IHost = { app, rendermime, restorer, translator, trans: translator.load('partnerbook') };
    const kinds = panelKinds(translator);
    tieFields(document.body);
    kinds.forEach((kind, place) => {
      const command = kind.area === 'side' ? addSidePanel(kind, place, host) : addMainPanels(kind, host);
      launcher?.add({ command, category: CATEGORY, rank: place + 1 });
      palette?.addItem({ command, category: CATEGORY });
    });
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
