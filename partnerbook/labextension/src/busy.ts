import { Widget } from '@lumino/widgets';

const PATIENCE = 500; // milliseconds: what is worked out sooner needs no sign

/** The sign that a panel's figures are being worked out, and are still those of before. */
export class BusySign extends Widget {
  constructor(private text: string) {
    super();
    this.addClass('pb-Panel-busy');
    this.node.setAttribute('role', 'status');
  }

  /** What is being worked out; null for nothing. */
  follow(worked: Widget | null): void {
    window.clearTimeout(this._timer);
    if (worked) {
      this._timer = window.setTimeout(() => this._show(worked), PATIENCE);
    } else {
      this._show(null);
    }
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  private _show(worked: Widget | null): void {
    this._worked?.node.removeAttribute('aria-busy');
    this._worked = worked;
    worked?.node.setAttribute('aria-busy', 'true');
    this.node.textContent = worked ? this.text : '';
  }

  private _timer = 0;
  private _worked: Widget | null = null;
}
