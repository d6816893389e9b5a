import { LabIcon } from '@jupyterlab/ui-components';

/** An icon of 24 by 24 units that takes the theme's colour. */
function icon(name: string, path: string): LabIcon {
  const shape = `<path class="jp-icon3 jp-icon-selectable" fill="#616161" d="${path}"/>`;
  return new LabIcon({
    name: `partnerbook:${name}`,
    svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">${shape}</svg>`
  });
}

export const calculatorIcon = icon(
  'calculator',
  'M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm1 3v4h10V5H7zm0 6v2h2v-2H7zm4 0v2h2v-2h-2z' +
    'm4 0v2h2v-2h-2zm-8 4v2h2v-2H7zm4 0v2h2v-2h-2zm4 0v4h2v-4h-2z'
);

export const tierIcon = icon('tier', 'M3 21v-6h4v6H3zm7 0V10h4v11h-4zm7 0V3h4v18h-4z');
