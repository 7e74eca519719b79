// Keeps this badge, and nothing else, readable without a network on the phone that opened it.
// What is kept holds no name and no phone number; "remove" takes it away again.
(async () => {
  const here = location.pathname;
  const kept = document.querySelector("[data-kept]");
  if (!kept || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const forget = async () => {
    await caches.delete("badge:" + here);
    const worker = await navigator.serviceWorker.getRegistration(here);
    if (worker) await worker.unregister();
    kept.hidden = true;
  };
  kept.querySelector("[data-forget]").addEventListener("click", forget);
  try {
    if (navigator.onLine) {
      const page = document.documentElement.cloneNode(true);
      page.querySelectorAll("[data-online], script, form, h1 bdi, .top nav").forEach((e) => e.remove());
      const sheet = document.querySelector("link[rel=stylesheet]").href;
      const cache = await caches.open("badge:" + here);
      await cache.put(here, new Response("<!doctype html>" + page.outerHTML, {
        headers: { "Content-Type": "text/html; charset=utf-8" },
      }));
      await cache.add(sheet);
    }
    await navigator.serviceWorker.register("/sw.js", { scope: here });
    kept.hidden = false;
  } catch (error) {
    // No room, or a private window: the badge still works while there is a network.
  }
})();
