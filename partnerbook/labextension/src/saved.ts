import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { DocumentWidget } from '@jupyterlab/docregistry';
import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';

/** What says that an output is a panel's; partnerbook/panels/frame/view.py puts it there. */
const PANEL = 'application/vnd.partnerbook.panel+json';
const VIEW = 'application/vnd.jupyter.widget-view+json';
const RANK = -20; // before ipywidgets' own, which is -10
const LOADING = 'Loading widget...'; // ipywidgets' own words, while it hopes
const PATIENCE = 3000; // milliseconds

/**
 * Where a notebook is opened again whose kernel is gone, show the form of each panel that was saved with it:
 * ipywidgets has nothing to say there but that a model was not found.
 */
export function showSavedPanels(app: JupyterFrontEnd, trans: TranslationBundle): void {
  app.docRegistry.addWidgetExtension('Notebook', {
    createNew: notebook => {
      const { rendermime } = (notebook as DocumentWidget<Widget & { rendermime?: IRenderMimeRegistry }>).content;
      rendermime?.addFactory(
        { safe: false, mimeTypes: [PANEL], createRenderer: () => new SavedPanel(rendermime, trans) },
        RANK
      );
    }
  });
}

/** A panel in a notebook: alive, or in the form that was saved. */
class SavedPanel extends Panel implements IRenderMime.IRenderer {
  constructor(
    private rendermime: IRenderMimeRegistry,
    private trans: TranslationBundle
  ) {
    super();
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._observer.disconnect();
    this._live?.dispose();
    this._saved?.dispose();
    this._saved = this._live = null;
    if (this.rendermime.getFactory(VIEW)) {
      const live = this.rendermime.createRenderer(VIEW);
      this._live = live;
      this.addWidget(live);
      this._observer = new MutationObserver(() => this._follow(live, model));
      this._observer.observe(live.node, { childList: true, characterData: true, subtree: true });
      await live.renderModel(model);
      if (this._live === live) {
        this._follow(live, model);
      }
    } else {
      this._show(model);
    }
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    this._observer.disconnect();
    super.dispose();
  }

  /** The widget is there once it has an element; until then, and once it is gone, ipywidgets writes a text. */
  private _follow(live: Widget, model: IRenderMime.IMimeModel): void {
    window.clearTimeout(this._timer);
    if (live.node.firstElementChild) {
      live.show();
      this._saved?.hide();
    } else if (live.node.textContent === LOADING && !this._saved) {
      this._timer = window.setTimeout(() => this._show(model), PATIENCE);
    } else if (!live.isHidden) {
      this._show(model);
    }
  }

  private _show(model: IRenderMime.IMimeModel): void {
    if (this.isDisposed) {
      return;
    }
    this._live?.hide();
    if (!this._saved) {
      const form = this.rendermime.createRenderer('text/html');
      const said = new Widget();
      said.node.textContent = this.trans.__('As it was saved: run the cell again to use the panel.');
      this._saved = new Panel();
      this._saved.addWidget(said);
      this._saved.addWidget(form);
      this.addWidget(this._saved);
      void form.renderModel(model);
    }
    this._saved.show();
  }

  private _live: Widget | null = null;
  private _saved: Panel | null = null;
  private _observer = new MutationObserver(() => undefined);
  private _timer = 0;
}
