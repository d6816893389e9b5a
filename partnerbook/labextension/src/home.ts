import type { SessionContext } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, KernelMessage, ServiceManager } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { endSession, panelSession, ProcessWatch } from './kernel';
import { bindWidgets } from './widgets';

/** The path of the session whose kernel all panels share that have asked for none of their own. */
export const SHARED = 'partnerbook';

const PATIENCE = 60_000; // milliseconds for which a kernel waits for somebody who was about to come

/** Why there is no kernel to draw in. */
export type Lack = 'server' | 'kernel' | 'widgets';

/** A kernel and what draws its widgets: one of both for all panels in it, because of two in a page one gets no messages. */
export interface IPlace {
  readonly session: SessionContext;
  readonly rendermime: IRenderMimeRegistry;
}

const homes = new Map<string, KernelHome>();

/** The home at a path, the same for all who ask. */
export function homeAt(path: string, services: ServiceManager.IManager, rendermime: IRenderMimeRegistry): KernelHome {
  const home = homes.get(path) ?? new KernelHome(path, services, rendermime);
  homes.set(path, home);
  return home;
}

/** A kernel in which panels live: it starts with the first of them, and ends with the last. */
export class KernelHome {
  constructor(
    readonly path: string,
    private services: ServiceManager.IManager,
    private rendermime: IRenderMimeRegistry
  ) {}

  /** It was started anew; by whom. */
  readonly started = new Signal<this, object>(this);
  readonly status = new Signal<this, Kernel.Status>(this);
  readonly connection = new Signal<this, Kernel.ConnectionStatus>(this);
  /** Another process speaks than before: somebody else has restarted the kernel. */
  readonly replaced = new Signal<this, void>(this);
  readonly lost = new Signal<this, void>(this);

  /** The kernel, while there is one. */
  get kernel(): Kernel.IKernelConnection | null {
    return this._session?.session?.kernel ?? null;
  }

  /** Its name, as JupyterLab shows it. */
  get kernelName(): string {
    return this._session?.kernelDisplayName ?? '';
  }

  /** Whether JupyterLab has a kernel for panels at all. */
  get possible(): boolean {
    return Boolean(this._session?.kernelPreference.name);
  }

  /** A place for somebody, who is counted from now on; `forget` is the code by which Python forgets what only they show. */
  async enter(who: object, forget: string): Promise<IPlace | Lack> {
    if (this._expected && who !== this._expected) {
      this._inside.delete(this._expected); // whom it was begun for has come
      this._expected = null;
    }
    this._inside.set(who, forget);
    this._opening ??= this._open(who);
    const place = await this._opening;
    if (typeof place === 'string') {
      this._opening = null;
    }
    return place;
  }

  /**
   * Begin for somebody who is about to come, and run code that makes ready for them. Who does not come is not waited for
   * long; a kernel that runs already is left alone, because of what may be typed in it.
   */
  async expect(code: string): Promise<void> {
    if (this._inside.size || [...this.services.sessions.running()].some(model => model.path === this.path)) {
      return;
    }
    const expected = (this._expected = {});
    const place = await this.enter(expected, '');
    if (typeof place !== 'string') {
      place.session.session?.kernel?.requestExecute({ code, silent: true, store_history: false });
    }
    setTimeout(() => this._inside.has(expected) && void this.leave(expected), PATIENCE);
  }

  /**
   * Let somebody go. Python forgets what only they showed; with the last one the kernel ends. But both only if nobody
   * else looks on: another page may show the same.
   */
  async leave(who: object): Promise<void> {
    const forget = this._inside.get(who) ?? '';
    this._inside.delete(who);
    const { _session: session, kernel } = this;
    const others = await this._others(kernel);
    if (!session || session !== this._session) {
      return;
    }
    if (this._inside.size === 0) {
      this._drop();
      if (others) {
        session.dispose();
      } else {
        await endSession(session);
      }
    } else if (kernel && !others && forget && ![...this._inside.values()].includes(forget)) {
      kernel.requestExecute({ code: forget, silent: true, store_history: false });
    }
  }

  /** Give up a kernel that is gone, so that the next who enters starts another one. */
  giveUp(): void {
    const session = this._session;
    this._drop();
    void Promise.resolve().then(() => session?.dispose()); // it may be about to say so to others
  }

  private async _open(who: object): Promise<IPlace | Lack> {
    this._process.forget();
    this._session?.dispose();
    this._session = null;
    let session: SessionContext;
    try {
      session = await panelSession(this.services, this.path, 'partnerbook');
      await session.initialize();
    } catch {
      return 'server';
    }
    this._session = session;
    if (!session.session?.kernel) {
      return 'kernel';
    }
    const rendermime = this.rendermime.clone();
    if (!(await bindWidgets(session, rendermime))) {
      return 'widgets';
    }
    session.statusChanged.connect((_, status) => this._onStatus(status));
    session.iopubMessage.connect((_, message) => this._onMessage(message));
    session.connectionStatusChanged.connect((_, status) => this.connection.emit(status));
    session.kernelChanged.connect((_, { newValue }) => newValue ?? this._onLost());
    this.started.emit(who);
    return { session, rendermime };
  }

  private _drop(): void {
    this._session = null;
    this._opening = null;
  }

  /** Whether others than this page listen to a kernel, of which the server knows. */
  private async _others(kernel: Kernel.IKernelConnection | null): Promise<boolean> {
    try {
      await this.services.kernels.refreshRunning();
    } catch {
      return false;
    }
    const running = [...this.services.kernels.running()];
    return running.some(model => model.id === kernel?.id && (model.connections ?? 0) > 1);
  }

  private _onStatus(status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._restarting = true;
    } else if (this._restarting && (status === 'starting' || status === 'idle')) {
      this._restarting = false;
      this._process.forget();
    }
    this.status.emit(status);
    if (status === 'dead') {
      this._onLost();
    }
  }

  private _onLost(): void {
    this.giveUp();
    this.lost.emit();
  }

  private _onMessage(message: KernelMessage.IIOPubMessage): void {
    if (this._process.changed(message) && !this._restarting) {
      this.replaced.emit();
    }
  }

  private _inside = new Map<object, string>();
  private _opening: Promise<IPlace | Lack> | null = null;
  private _session: SessionContext | null = null;
  private _expected: object | null = null;
  private _process = new ProcessWatch();
  private _restarting = false;
}
