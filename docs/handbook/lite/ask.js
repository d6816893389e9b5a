/*
 * What the first page does beside JupyterLab: it starts Python before a panel is asked for, and has all files kept by
 * the service worker once that has what it needs itself.
 */
{
  const PATH = 'partnerbook'; // of the session that the panels share
  const WARM = 'import partnerbook.panels.side, partnerbook.panels.each.calculator.panel';

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
    await session.kernel.requestExecute({ code: WARM, silent: true, store_history: false }).done;
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
