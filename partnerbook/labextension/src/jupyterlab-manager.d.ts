/** What is used here of ipywidgets' own JupyterLab extension. Its package would bring 200 others for these types. */
declare module '@jupyter-widgets/jupyterlab-manager' {
  import type { ISessionContext } from '@jupyterlab/apputils';
  import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
  import type { IDisposable } from '@lumino/disposable';
  import type { ISignal } from '@lumino/signaling';

  interface IDocumentContext {
    readonly sessionContext: ISessionContext;
    readonly model: {
      getMetadata(key: string): unknown;
      setMetadata(key: string, value: unknown): void;
    };
    readonly saveState: ISignal<object, string>;
    readonly urlResolver: {
      resolveUrl(url: string): Promise<string>;
      getDownloadUrl(url: string): Promise<string>;
    };
  }

  export function registerWidgetManager(
    context: IDocumentContext,
    rendermime: IRenderMimeRegistry,
    renderers: Iterable<never>
  ): IDisposable;
}
