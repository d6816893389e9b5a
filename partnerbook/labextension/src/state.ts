/**
 * How a panel is:
 * - `early`: JupyterLab restores its layout, and shows panels for a moment that end up behind others;
 * - `unseen`: nobody has looked at it yet, and no kernel was started for it;
 * - `starting`: its session is looked for or made;
 * - `due`: to be drawn when it is seen again;
 * - `drawing`, `drawn`;
 * - `failed`: it could not be started or drawn, and says why;
 * - `restarting`: its kernel restarts;
 * - `cut`: the connection is lost, the kernel may be well;
 * - `lost`: the kernel is gone, with what was typed.
 */
export type State =
  'early' | 'unseen' | 'starting' | 'due' | 'drawing' | 'drawn' | 'failed' | 'restarting' | 'cut' | 'lost';

/** What happens to a panel. */
export type Happening = 'restored' | 'start' | 'draw' | 'postpone' | 'drawn' | 'fail' | 'restart' | 'cut' | 'lose';

/** What may happen to a panel that has a kernel, whatever else it does. */
const WITH_KERNEL = { draw: 'drawing', postpone: 'due', restart: 'restarting', cut: 'cut', lose: 'lost' } as const;

/** What comes of what happens; whatever is not named here changes nothing. */
const NEXT: Record<State, Partial<Record<Happening, State>>> = {
  early: { restored: 'unseen' },
  unseen: { start: 'starting' },
  starting: { draw: 'drawing', postpone: 'due', fail: 'failed' },
  due: WITH_KERNEL,
  drawing: { ...WITH_KERNEL, drawn: 'drawn', fail: 'failed' },
  drawn: WITH_KERNEL,
  failed: { ...WITH_KERNEL, start: 'starting' },
  restarting: { draw: 'drawing', postpone: 'due', fail: 'failed', lose: 'lost' },
  cut: { ...WITH_KERNEL, start: 'starting' },
  lost: { start: 'starting', draw: 'drawing', postpone: 'due', restart: 'restarting' }
};

/** What a panel is after something has happened to it; undefined where it stays as it is. */
export function next(state: State, happening: Happening): State | undefined {
  return NEXT[state][happening];
}
