/* Answers from the files that the browser keeps. What JupyterLite's worker does itself, below, stays as it is. */
{
  const NAME = `partnerbook-${__STATE__}`;
  const FILES = __FILES__;
  const OWN = /\/api\/(drive|stdin|service-worker)/;

  const plain = address => {
    const url = new URL(address);
    return url.origin + url.pathname.replace(/\/$/, '/index.html');
  };

  const kept = async request => {
    const cache = await caches.open(NAME);
    const found = await cache.match(plain(request.url));
    if (found) {
      return found;
    }
    try {
      const answer = await fetch(request);
      if (answer.status === 200 || answer.status === 404) {
        await cache.put(plain(request.url), answer.clone());
      }
      return answer;
    } catch {
      return new Response('', { status: 404 });
    }
  };

  const keepAll = async client => {
    for (const name of FILES) {
      const address = new URL(name, self.registration.scope).href;
      await kept(new Request(address));
    }
    client.postMessage('kept');
  };

  self.addEventListener('fetch', event => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method === 'GET' && url.origin === location.origin && !OWN.test(url.pathname)) {
      event.stopImmediatePropagation();
      event.respondWith(kept(request));
    }
  });
  self.addEventListener('message', event => {
    if (event.data === 'keep') {
      event.waitUntil(keepAll(event.source));
    }
  });
  self.addEventListener('activate', event => {
    const old = async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith('partnerbook-') && name !== NAME) {
          await caches.delete(name);
        }
      }
    };
    event.waitUntil(old());
  });
}
