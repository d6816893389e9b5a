import type { JupyterFrontEnd } from '@jupyterlab/application';
import { OutputAreaModel, SimplifiedOutputArea } from '@jupyterlab/outputarea';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import { BusySign } from './busy';
import { homeAt, IPlace, KernelHome, Lack } from './home';
import { pythonProgram } from './kernel';
import { INotice, missingPackage, NoticeArea } from './notice';
import { Happening, next, State } from './state';

export interface IPanelOptions {
  app: JupyterFrontEnd;
  id: string;
  session: string; // the path of the session in whose kernel it is drawn
  caption: string;
  icon: LabIcon;
  code: string;
  forget: string; // code for the kernel once the panel is closed
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
}

/** A panel that Python draws, in a kernel that starts when the first panel in it is seen. */
export class KernelPanel extends Panel {
  constructor(private options: IPanelOptions) {
    super();
    this.id = options.id;
    this._busy = new BusySign(options.trans.__('Working…'));
    this.addClass('pb-Panel');
    this.title.icon = options.icon;
    this.title.caption = options.caption;
    // A node of our own, because the main area turns the outer one into a tab's panel.
    this._region.addClass('pb-Panel-region');
    this._region.node.setAttribute('role', 'region');
    this._region.node.setAttribute('aria-label', options.caption);
    this._region.node.tabIndex = -1;
    this._region.addWidget(this._busy);
    this._region.addWidget(this._notice);
    this.addWidget(this._region);
    const home = homeAt(options.session, options.app.serviceManager, options.rendermime);
    home.started.connect((_, by) => this._onStarted(by), this);
    home.status.connect((_, status) => this._onStatus(status), this);
    home.connection.connect((_, status) => this._onConnection(status), this);
    home.replaced.connect(() => this._onReplaced(), this);
    home.lost.connect(() => this._onLost(), this);
    this._home = home;
    void options.app.restored.then(() => {
      this._take('restored');
      this._startWhenSeen();
    });
  }

  /** Show something else: at once, or as soon as there is a kernel that is seen. */
  showCode(code: string): void {
    this.options = { ...this.options, code };
    void this._draw();
  }

  /** Whether it could not be started or drawn. */
  get failed(): boolean {
    return this._state === 'failed';
  }

  /** Leave the kernel too: nothing leads back to what a closed panel held. */
  dispose(): void {
    if (!this.isDisposed && this._state !== 'early' && this._state !== 'unseen') {
      void this._home.leave(this);
    }
    Signal.disconnectReceiver(this);
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._startWhenSeen();
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._startWhenSeen();
    if (this._state === 'due') {
      void this._draw();
    }
  }

  protected onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    if (!this._region.node.contains(document.activeElement)) {
      this._region.node.focus();
    }
  }

  protected onCloseRequest(msg: Message): void {
    super.onCloseRequest(msg);
    this.dispose();
  }

  /** Become what comes of something that happens; false where nothing does. */
  private _take(happening: Happening): boolean {
    const state = next(this._state, happening);
    this._state = state ?? this._state;
    return state !== undefined;
  }

  private _startWhenSeen(): void {
    if (this.isVisible && this._state === 'unseen') {
      void this._start();
    }
  }

  /** Come into the kernel, which may have to be started, and draw. What was there of an earlier one is dropped. */
  private async _start(): Promise<void> {
    const { trans } = this.options;
    this._take('start');
    this._area?.dispose();
    this._area = null;
    this._say({ text: trans.__('Starting…') });
    const place = await this._home.enter(this, this.options.forget);
    if (this.isDisposed) {
      await this._home.leave(this);
    } else if (typeof place === 'string') {
      this._take('fail');
      this._sayLack(place);
    } else {
      await this._drawIn(place);
    }
  }

  private async _drawIn({ rendermime }: IPlace): Promise<void> {
    this._area = new SimplifiedOutputArea({ model: new OutputAreaModel({ trusted: true }), rendermime });
    this._region.addWidget(this._area);
    await this._draw();
  }

  private async _draw(): Promise<void> {
    const { kernel } = this._home;
    const area = this._area;
    if (!kernel || !area) {
      return;
    }
    if (!this.isVisible) {
      this._take('postpone');
      return;
    }
    this._take('draw');
    const future = kernel.requestExecute({ code: this.options.code, store_history: false }, false);
    area.future = future;
    let reply: KernelMessage.IExecuteReplyMsg;
    try {
      reply = await future.done;
    } catch {
      return; // a restart or a newer run ended this one, and draws again
    }
    if (this._state !== 'drawing') {
      return; // something has happened to the kernel meanwhile, and is said
    }
    if (reply.content.status === 'error') {
      await this._onError(kernel, reply.content);
    } else {
      this._onDrawn();
    }
  }

  private _onDrawn(): void {
    this._take(this.isVisible ? 'drawn' : 'postpone'); // it may have been left meanwhile
    if (this._restarted) {
      const text = this.options.trans.__(
        'The kernel was restarted, and what was typed is lost: the panel begins anew.'
      );
      this._say({ text, button: { label: this.options.trans.__('Close'), onClick: () => this._say(null) } });
    } else {
      this._say(null);
    }
    this._restarted = false;
  }

  private async _onError(kernel: Kernel.IKernelConnection, error: KernelMessage.IReplyErrorContent): Promise<void> {
    const { trans } = this.options;
    this._take('fail');
    this._area?.model.clear();
    const missing = error.ename === 'ModuleNotFoundError' && /^No module named '(\w+)/.exec(error.evalue);
    if (missing) {
      const program = await pythonProgram(kernel);
      this._say({ ...missingPackage(missing[1], this._home.kernelName, program, trans), button: this._button() });
    } else {
      const text = trans.__('The panel could not be drawn: %1', error.evalue);
      // eslint-disable-next-line no-control-regex -- a terminal's colours begin with one
      const plain = error.traceback.join('\n').replace(/\x1b\[[\d;]*m/g, ''); // without a terminal's colours
      this._say({ text, details: { label: trans.__('Details'), text: plain }, button: this._button() });
    }
  }

  /**
   * A restart that somebody else asked for is seen by its end only: another process speaks. That it is starting is what
   * it says first, and what may get lost, because nobody listens to it yet.
   */
  private _onReplaced(): void {
    if (this._state !== 'restarting') {
      this._restarted = true;
      void this._draw();
    }
  }

  /** Somebody else in the same kernel has got another one for one that was gone. */
  private _onStarted(by: object): void {
    if (by !== this && this._state === 'lost') {
      this._restarted = true;
      void this._start();
    }
  }

  private _onStatus(status: Kernel.Status): void {
    this._busy.follow(status === 'busy' && this._state === 'drawn' ? this._area : null);
    if (status === 'restarting' || status === 'autorestarting') {
      this._area?.model.clear();
      if (this._take('restart')) {
        this._restarted = true;
        const text = this.options.trans.__(
          'The kernel has stopped, and what was typed is lost. A new one is starting…'
        );
        this._say({ text });
      }
    } else if (this._state === 'restarting' && (status === 'starting' || status === 'idle')) {
      void this._draw();
    }
  }

  private _onConnection(status: Kernel.ConnectionStatus): void {
    if (status !== 'connected') {
      if (this._take('cut')) {
        this._offerStart(this.options.trans.__('There is no connection to the kernel.'));
      }
    } else if (this._state === 'cut') {
      void this._draw();
    }
  }

  private _onLost(): void {
    if (this._take('lose')) {
      this._area?.model.clear();
      this._offerStart(this.options.trans.__('The kernel has stopped, and what was typed is lost.'));
    }
  }

  /**
   * Take up a kernel again whose connection was lost, so that nothing typed is; restart one that could not draw, because
   * Python sees a new package only then; start a new one for one that is gone.
   */
  private async _startAgain(): Promise<void> {
    const { app, trans } = this.options;
    const { sessions } = app.serviceManager;
    const { kernel } = this._home;
    this._say({ text: trans.__('Starting…') });
    try {
      await sessions.refreshRunning();
      const runs = kernel && [...sessions.running()].some(model => model.kernel?.id === kernel.id);
      if (!runs) {
        this._home.giveUp();
        await this._start();
      } else if (this._state === 'cut') {
        await kernel.reconnect();
      } else {
        this._take('restart');
        this._restarted = false; // a person has asked for it
        await kernel.restart();
      }
    } catch {
      this._take('fail');
      this._offerStart(trans.__('The server does not answer.'));
    }
  }

  private _sayLack(lack: Lack): void {
    const { trans } = this.options;
    if (lack === 'server') {
      this._offerStart(trans.__('The server does not answer.'));
    } else if (lack === 'widgets') {
      const text = trans.__(
        'JupyterLab cannot show widgets. Run this where JupyterLab is installed, then reload this page:'
      );
      this._say({ text, command: 'python -m pip install jupyterlab_widgets' });
    } else if (this._home.possible) {
      this._offerStart(trans.__('The kernel could not be started.'));
    } else {
      const text = trans.__('JupyterLab knows no Python kernel. Run this, then reload this page:');
      this._say({ text, command: 'python -m pip install ipykernel' });
    }
  }

  private _say(notice: INotice | null): void {
    if (!this.isDisposed) {
      this._notice.say(notice);
    }
  }

  private _offerStart(text: string): void {
    this._say({ text, button: this._button() });
  }

  private _button(): INotice['button'] {
    return { label: this.options.trans.__('Start again'), onClick: () => void this._startAgain() };
  }

  private _region = new Panel();
  private _busy: BusySign;
  private _notice = new NoticeArea();
  private _area: SimplifiedOutputArea | null = null;
  private _home: KernelHome;
  private _restarted = false; // by somebody else, since the panel was drawn
  private _state: State = 'early';
}
