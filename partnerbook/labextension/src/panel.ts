import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { SessionContext } from '@jupyterlab/apputils';
import { OutputAreaModel, SimplifiedOutputArea } from '@jupyterlab/outputarea';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import { endSession, panelSession, pythonProgram } from './kernel';
import { INotice, missingPackage, NoticeArea } from './notice';
import { bindWidgets } from './widgets';

/** A panel that Python draws, in a kernel of its own that starts when the panel is first seen. */
export class KernelPanel extends Panel {
  constructor(private options: KernelPanel.IOptions) {
    super();
    this.id = options.id;
    this.addClass('pb-Panel');
    this.title.icon = options.icon;
    this.title.caption = options.caption;
    // A node of our own, because the main area turns the outer one into a tab's panel.
    this._region.addClass('pb-Panel-region');
    this._region.node.setAttribute('role', 'region');
    this._region.node.setAttribute('aria-label', options.caption);
    this._region.node.tabIndex = -1;
    this._region.addWidget(this._notice);
    this.addWidget(this._region);
    void options.app.restored.then(() => {
      this._restored = true;
      this._startWhenSeen();
    });
  }

  /** Stop the kernel too: nothing leads back to what a closed panel held. */
  dispose(): void {
    const session = this._session;
    this._session = null;
    if (session) {
      void endSession(session);
    }
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._startWhenSeen();
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._startWhenSeen();
    if (this._due) {
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

  private _startWhenSeen(): void {
    if (this._restored && this.isVisible && !this._seen) {
      this._seen = true;
      void this._start();
    }
  }

  /** Find the session or make it, and draw. What was there of an earlier one is dropped. */
  private async _start(): Promise<void> {
    const { app, caption, id, trans } = this.options;
    this._session?.dispose();
    this._session = null;
    this._area?.dispose();
    this._say({ text: trans.__('Starting…') });
    let session: SessionContext;
    try {
      session = await panelSession(app.serviceManager, id, caption);
      await session.initialize();
    } catch {
      this._offerStart(trans.__('The server does not answer.'));
      return;
    }
    if (this.isDisposed) {
      void endSession(session);
      return;
    }
    this._session = session;
    if (!session.session?.kernel) {
      this._sayNoKernel(session);
      return;
    }
    const rendermime = this.options.rendermime.clone();
    if (!(await bindWidgets(session, rendermime))) {
      const text = trans.__('JupyterLab cannot show widgets. Run this where JupyterLab is installed, then reload this page:');
      this._say({ text, command: 'python -m pip install jupyterlab_widgets' });
      return;
    }
    this._area = new SimplifiedOutputArea({ model: new OutputAreaModel({ trusted: true }), rendermime });
    this._region.addWidget(this._area);
    session.statusChanged.connect((_, status) => this._onStatus(status));
    session.iopubMessage.connect((_, message) => this._onMessage(message));
    session.connectionStatusChanged.connect((_, status) => this._onConnection(status));
    session.kernelChanged.connect((_, { newValue }) => newValue ?? this._onLost());
    await this._draw();
  }

  private async _draw(): Promise<void> {
    const kernel = this._session?.session?.kernel;
    const area = this._area;
    if (!kernel || !area) {
      return;
    }
    this._due = !this.isVisible; // a chart drawn where nobody sees it knows no size
    if (this._due) {
      return;
    }
    const future = kernel.requestExecute({ code: this.options.code, store_history: false }, false);
    area.future = future;
    let reply: KernelMessage.IExecuteReplyMsg;
    try {
      reply = await future.done;
    } catch {
      return; // a restart or a newer run ended this one, and draws again
    }
    if (reply.content.status === 'error') {
      await this._onError(kernel, reply.content);
    } else {
      this._say(null);
      this._due = !this.isVisible; // it was left meanwhile
    }
  }

  private async _onError(kernel: Kernel.IKernelConnection, error: KernelMessage.IReplyErrorContent): Promise<void> {
    const { trans } = this.options;
    this._area?.model.clear();
    const missing = error.ename === 'ModuleNotFoundError' && /^No module named '(\w+)/.exec(error.evalue);
    if (missing) {
      const program = await pythonProgram(kernel);
      this._say({ ...missingPackage(missing[1], this._session!.kernelDisplayName, program, trans), button: this._button() });
    } else {
      const text = trans.__('The panel could not be drawn: %1', error.evalue);
      const plain = error.traceback.join('\n').replace(/\x1b\[[\d;]*m/g, ''); // without a terminal's colours
      this._say({ text, details: { label: trans.__('Details'), text: plain }, button: this._button() });
    }
  }

  /**
   * A restart that somebody else asked for is seen by its end only: another process speaks. That it is starting is what
   * it says first, and what may get lost, because nobody listens to it yet.
   */
  private _onMessage(message: KernelMessage.IIOPubMessage): void {
    const state = (message.content as { execution_state?: string }).execution_state ?? '';
    if (!['starting', 'busy', 'idle'].includes(state)) {
      return; // the rest is the server's, which speaks for a process that is gone
    }
    const before = this._process;
    this._process = message.header.session;
    if (before && before !== this._process && !this._stale) {
      void this._draw();
    }
  }

  private _onStatus(status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      this._area?.model.clear();
      if (this._stale) {
        return; // we asked for it
      }
      this._stale = true;
      this._say({ text: this.options.trans.__('The kernel has stopped, and what was typed is lost. A new one is starting…') });
    } else if (this._stale && (status === 'starting' || status === 'idle')) {
      this._stale = false;
      this._process = ''; // the next message is the new one's
      void this._draw();
    } else if (status === 'dead') {
      this._onLost();
    }
  }

  private _onConnection(status: Kernel.ConnectionStatus): void {
    if (status === 'connected' && this._cut) {
      this._cut = false;
      void this._draw();
    } else if (status !== 'connected' && !this._stale) {
      this._cut = true;
      this._offerStart(this.options.trans.__('There is no connection to the kernel.'));
    }
  }

  private _onLost(): void {
    this._cut = this._stale = false;
    this._area?.model.clear();
    this._offerStart(this.options.trans.__('The kernel has stopped, and what was typed is lost.'));
  }

  /**
   * Take up a kernel again whose connection was lost, so that nothing typed is; restart one that could not draw, because
   * Python sees a new package only then; start a new one for one that is gone.
   */
  private async _startAgain(): Promise<void> {
    const { app, trans } = this.options;
    const { sessions } = app.serviceManager;
    const kernel = this._session?.session?.kernel;
    this._say({ text: trans.__('Starting…') });
    try {
      await sessions.refreshRunning();
      const runs = kernel && [...sessions.running()].some(model => model.kernel?.id === kernel.id);
      if (!runs) {
        await this._start();
      } else if (this._cut) {
        await kernel.reconnect();
      } else {
        this._stale = true;
        await kernel.restart();
      }
    } catch {
      this._offerStart(trans.__('The server does not answer.'));
    }
  }

  private _sayNoKernel(session: SessionContext): void {
    const { trans } = this.options;
    if (session.kernelPreference.name) {
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
  private _notice = new NoticeArea();
  private _area: SimplifiedOutputArea | null = null;
  private _session: SessionContext | null = null;
  private _restored = false; // until then JupyterLab shows panels for a moment that end up behind others
  private _seen = false;
  private _due = false; // to be drawn when it is seen again
  private _stale = false; // the kernel restarts: draw again once it idles
  private _process = ''; // the kernel's, by the session that its messages are of
  private _cut = false; // the connection is lost, the kernel may be well
}

export namespace KernelPanel {
  export interface IOptions {
    app: JupyterFrontEnd;
    id: string; // also the session's path
    caption: string;
    icon: LabIcon;
    code: string;
    rendermime: IRenderMimeRegistry;
    trans: TranslationBundle;
  }
}
