/*
 * What the first page does beside JupyterLab: it starts Python while JupyterLab still loads, hands it to the kernel that
 * the panels share, and has all files kept by the service worker once that has what it needs itself.
 */
{
  const PATH = 'partnerbook'; // of the session that the panels share
  const KERNEL = __KERNEL__; // the program in which JupyterLite runs Python
  const EARLY = __EARLY__; // which loads that and begins at once

  // Isolated pages have another one, which JupyterLite starts itself.
  let early = crossOriginIsolated ? null : new Worker(new URL(EARLY, location.href), { type: 'module' });
  const Started = Worker;
  window.Worker = class extends Started {
    constructor(address, options) {
      const given = new URL(address, location.href).pathname.endsWith(KERNEL) ? early : null;
      if (given) {
        early = null;
        window.Worker = Started;
        return given;
      }
      super(address, options);
    }
  };

  const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

  const started = async sessions => {
    for (;;) {
      try {
        return await sessions.startNew(
          { path: PATH, name: PATH, type: PATH, kernel: { name: 'python' } },
          { kernelConnectionOptions: { handleComms: false } } // the panels' widgets are not for this connection
        );
      } catch {
        await wait(100); // the extension that knows Python is not there yet
      }
    }
  };

  const begin = async () => {
    while (!window.jupyterapp) {
      await wait(50);
    }
    const session = await started(window.jupyterapp.serviceManager.sessions);
    await session.kernel.requestExecute({ code: '', silent: true, store_history: false }).done;
    session.dispose(); // this connection: Python goes on
    const worker = await navigator.serviceWorker?.ready;
    worker?.active.postMessage('keep');
  };

  navigator.serviceWorker?.addEventListener('message', event => {
    if (event.data === 'kept') {
      document.documentElement.dataset.kept = 'true';
    }
  });
  void begin();
}
