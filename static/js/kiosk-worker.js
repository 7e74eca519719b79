// Opens the kiosk's page without a network: the page, its styles and scripts, and nothing else of the
// portal. /{language}/kiosk/worker.js says which files these are, and loads this one.
(() => {
  const { version, files, wanted } = self.shell; // `wanted`: only where the page asks for them
  const here = new URL(registration.scope).pathname;
  const mine = `kiosk:${here}:`;
  const shelf = mine + version;

  const digest = async (content) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const older = async () =>
    (await caches.keys()).filter((name) => name.startsWith(mine) && name !== shelf);

  // The decoder is large: it comes along where the version before had it.
  const wantedBefore = async () => {
    const shelves = await Promise.all((await older()).map((name) => caches.open(name)));
    const kept = (await Promise.all(shelves.map((one) => one.keys()))).flat();
    const names = kept.map(({ url }) => bare(new URL(url).pathname));
    return wanted.filter((address) => names.includes(bare(address)));
  };
  const bare = (address) => address.replace(/\.[0-9a-f]{8}(\.\w+)$/, "$1"); // without its hash

  // All of one version, or nothing: a page that changed meanwhile is waited for.
  const fill = async () => {
    const page = await fetch(here, { cache: "no-cache", credentials: "omit" });
    const content = await page.clone().arrayBuffer();
    if (!page.ok || (await digest(content)) !== version) throw new Error("Another version");
    const cache = await caches.open(shelf);
    await cache.addAll([...files, ...(await wantedBefore())]);
    await cache.put(here, page);
  };

  const tidy = async () => {
    await Promise.all((await older()).map((name) => caches.delete(name)));
    await clients.claim();
  };

  const answer = async (request, address) => {
    const cache = await caches.open(shelf);
    const kept = await cache.match(address);
    if (kept) return kept;
    const found = await fetch(request);
    if (wanted.includes(address) && found.status === 200) await cache.put(address, found.clone());
    return found;
  };

  addEventListener("install", (event) => event.waitUntil(fill()));
  addEventListener("activate", (event) => event.waitUntil(tidy()));
  addEventListener("message", (event) => event.data === "take over" && skipWaiting());
  addEventListener("fetch", (event) => {
    const { origin, pathname } = new URL(event.request.url);
    const ours = pathname === here || files.includes(pathname) || wanted.includes(pathname);
    if (ours && origin === location.origin && event.request.method === "GET") {
      event.respondWith(answer(event.request, pathname));
    }
  });
})();
