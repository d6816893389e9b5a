import type { ISessionContext } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Signal } from '@lumino/signaling';

/**
 * Let ipywidgets draw in a place that is no notebook; false where JupyterLab lacks ipywidgets' extension.
 *
 * ipywidgets itself does this for notebooks and consoles only. Of all that it exports, `registerWidgetManager`
 * alone makes a manager that knows every kind of widget: the registry of kinds is not exported. It is kept there
 * for backward compatibility, hence in this file only. It wants a notebook's context, of which it reads these parts.
 */
export async function bindWidgets(sessionContext: ISessionContext, rendermime: IRenderMimeRegistry): Promise<boolean> {
  let manager: typeof import('@jupyter-widgets/jupyterlab-manager');
  try {
    manager = await import('@jupyter-widgets/jupyterlab-manager');
  } catch {
    return false;
  }
  const context = {
    sessionContext,
    model: { getMetadata: () => undefined, setMetadata: () => undefined },
    saveState: new Signal<object, string>({}),
    urlResolver: {
      resolveUrl: (url: string) => Promise.resolve(url),
      getDownloadUrl: (url: string) => Promise.resolve(url)
    }
  };
  manager.registerWidgetManager(context, rendermime, []);
  return true;
}
