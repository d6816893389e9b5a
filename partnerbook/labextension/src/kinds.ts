import type { ITranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import written from './panels.json';

/** A kind of panel, one for each in Python's registry. */
export interface IKind {
  readonly name: string; // of the function in Python
  readonly id: string; // of its command, and of its session
  readonly title: string;
  readonly open: string; // what a tile does
  readonly icon: LabIcon;
  readonly area: string; // "side" or "main"
  readonly takesBook: boolean;
  readonly first: boolean; // whether its tile stands among the first of the launcher
}

/** All of them, in the order of the registry. partnerbook/panels/extension.py writes panels.json and its translations. */
export function panelKinds(translator: ITranslator): IKind[] {
  const trans = translator.load('partnerbook');
  return written.map(entry => {
    const id = entry.name.replace(/_/g, '-');
    return {
      ...entry,
      id,
      title: trans.__(entry.title),
      open: trans.__(entry.open),
      icon: new LabIcon({ name: `partnerbook:${id}`, svgstr: entry.icon })
    };
  });
}
