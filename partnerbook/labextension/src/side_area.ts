import { panelCode } from './code';
import { SHARED } from './home';
import { IHost, panelCommand } from './host';
import type { IKind } from './kinds';
import { KernelPanel } from './panel';

const RANK = 500; // below JupyterLab's own

/** Add a panel behind a tab of its own in the right side panel; the command that shows it comes back. */
export function addSidePanel(kind: IKind, place: number, host: IHost): string {
  const { app, restorer, translator } = host;
  const panel = new KernelPanel({
    ...host,
    id: `partnerbook-${kind.id}`,
    caption: kind.title,
    icon: kind.icon,
    session: SHARED,
    ...panelCode(kind.name, translator)
  });
  app.shell.add(panel, 'right', { rank: RANK + place });
  restorer?.add(panel, panel.id);
  const command = panelCommand(kind);
  app.commands.addCommand(command, {
    label: kind.title,
    caption: kind.open,
    icon: kind.icon,
    execute: async args => {
      if (typeof args.book === 'string') {
        panel.showCode(panelCode(kind.name, translator, { book: args.book }).code);
      } else if (panel.failed) {
        panel.showCode(panelCode(kind.name, translator, { book: '' }).code); // rather none than one that cannot be read
      }
      await Promise.resolve(); // the palette gives the focus back to the main area as soon as it has called a command
      app.shell.activateById(panel.id);
    }
  });
  return command;
}
