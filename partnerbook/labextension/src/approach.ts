import { readyCode } from './code';
import { homeAt, SHARED } from './home';
import type { IHost } from './host';
import type { IKind } from './kinds';

/** Let the kernel begin as soon as somebody comes near the tile of a panel in the launcher, by pointer or by keyboard. */
export function beginWhenApproached(kinds: IKind[], { app, rendermime }: IHost): void {
  const near = ({ target }: Event): void => {
    const title = target instanceof Element && target.closest('.jp-LauncherCard')?.getAttribute('title');
    const kind = kinds.find(each => each.open === title);
    if (kind) {
      void homeAt(SHARED, app.serviceManager, rendermime).expect(readyCode(kind.name));
    }
  };
  document.addEventListener('pointerover', near);
  document.addEventListener('focusin', near);
}
