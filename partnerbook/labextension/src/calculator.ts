import { ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { panelCode } from './code';
import { calculatorIcon } from './icons';
import { KernelPanel } from './panel';

const COMMAND = 'partnerbook:calculator';

/** The points calculator behind a tab of its own in the right side panel, the place it has in HubSpot's dashboard. */
export const calculatorPlugin: JupyterFrontEndPlugin<void> = {
  id: 'partnerbook:calculator',
  description: 'The points calculator in the right side panel.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ILayoutRestorer, ILauncher, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    restorer: ILayoutRestorer | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    foundTranslator: ITranslator | null
  ) => {
    const translator = foundTranslator ?? nullTranslator;
    const trans = translator.load('partnerbook');
    const caption = trans.__('Points calculator');
    const panel = new KernelPanel({
      app,
      rendermime,
      trans,
      id: 'partnerbook-calculator',
      caption,
      icon: calculatorIcon,
      code: panelCode('calculator', translator)
    });
    app.shell.add(panel, 'right', { rank: 500 });
    restorer?.add(panel, panel.id);
    app.commands.addCommand(COMMAND, {
      label: caption,
      caption: trans.__('Open the points calculator in the right side panel'),
      icon: calculatorIcon,
      execute: async () => {
        await Promise.resolve(); // the palette gives the focus back to the main area as soon as it has called a command
        app.shell.activateById(panel.id);
      }
    });
    launcher?.add({ command: COMMAND, category: 'partnerbook', rank: 1 });
    palette?.addItem({ command: COMMAND, category: 'partnerbook' });
  }
};
