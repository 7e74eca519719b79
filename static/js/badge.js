// Keeps one badge, and nothing else, readable without a network on the phone that opened it.
// What is kept holds no name and no phone number: only what the page marks with data-keep.
// The badge's page runs this file (as a part of site.js), and registers it as the worker of its own
// address. On other pages it does nothing.
(() => {
  const page = self.document;
  const worker = page && page.currentScript.dataset.worker;
  if (page && !worker) return;
  const [, language, , token] = new URL(page ? location : registration.scope).pathname.split("/");
  const here = `/${language}/badges/${token}/`;
  const shelf = `badge:${token}`;
  const PATIENCE = 8000; // milliseconds for a network that is there but does not answer

  const forget = async () => {
    await caches.delete(shelf);
    const workers = await navigator.serviceWorker.getRegistrations();
    await Promise.all(workers.filter((w) => w.scope.includes(token)).map((w) => w.unregister()));
  };

  const copy = () => {
    const root = page.documentElement.cloneNode(true);
    const main = root.querySelector("main");
    const kept = [...main.querySelectorAll("[data-keep]")];
    main.textContent = "";
    main.append(...kept);
    root.querySelectorAll("form, footer, nav").forEach((e) => e.remove());
    main.querySelector("h1").textContent = main.querySelector("h1").dataset.keep;
    main.querySelector("#offline").hidden = false;
    root.querySelector("script").src = worker;
    root.dataset.copy = "";
    return new Response("<!doctype html>" + root.outerHTML, {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:",
      },
    });
  };

  const keep = async () => {
    const kept = page.getElementById("kept");
    if (!kept) return forget(); // the registration is cancelled
    kept.querySelector("button").addEventListener("click", async (event) => {
      await forget();
      const said = page.createElement("h1");
      said.textContent = event.target.dataset.gone;
      said.tabIndex = -1;
      const main = page.querySelector("main");
      main.textContent = "";
      main.append(said);
      said.focus();
      history.replaceState(null, "", `/${language}/`);
    });
    if (!("copy" in page.documentElement.dataset)) {
      await navigator.serviceWorker.register(worker, { scope: here, updateViaCache: "all" });
      const cache = await caches.open(shelf);
      await cache.put(here, copy());
      await cache.addAll([page.querySelector("link[rel=stylesheet]").href, worker]);
    }
    kept.hidden = false;
  };

  const answer = async (request) => {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (!kept) return fetch(request);
    if (request.mode !== "navigate") return kept;
    const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
    const fresh = fetch(request).then((found) => {
      if (found.status === 404) caches.delete(shelf); // erased
      return found.status < 500 ? found : kept;
    });
    return Promise.race([fresh.catch(() => kept), late]);
  };

  if (page) {
    // Without room, or in a private window, the badge still works while there is a network.
    keep().catch(() => {});
  } else {
    addEventListener("install", () => skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("fetch", (event) => {
      if (event.request.method === "GET") event.respondWith(answer(event.request));
    });
  }
})();
