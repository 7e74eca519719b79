// Keeps the kiosk's page on the device (kiosk-worker.js), and takes a new version of it when nobody
// is before the screen.
(() => {
  const kiosk = (self.kiosk ??= {});
  const QUIET = 120_000; // milliseconds without a touch, a key or a scan: no form is being filled in
  const LOOK = 600_000; // between two looks for a new version
  const LOADING = 2000; // a page that has only just opened may open again
  let registration = null;
  let lastTouch = 0;
  let lastLook = performance.now();
  let asked = false;

  const touched = () => (lastTouch = performance.now());
  for (const name of ["pointerdown", "keydown"]) {
    self.addEventListener(name, touched, { capture: true, passive: true });
  }

  // A new version waits beside the one in use: nothing of what is kept depends on which it is.
  const takeNew = () => {
    const at = performance.now();
    const quiet = at < LOADING || at - lastTouch > kiosk.updating.quiet;
    if (!registration?.waiting || !navigator.serviceWorker.controller || !quiet || asked) return;
    asked = true;
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration.waiting.postMessage("take over");
  };

  const begin = async () => {
    try {
      const address = new URL("worker.js", location.href);
      registration = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
      takeNew();
      setInterval(takeNew, 5000);
    } catch {
      // Without it the kiosk still works, but does not open without a network.
    }
  };

  // Asks the server, now and then, whether there is a new version.
  const look = () => {
    if (!registration || performance.now() - lastLook < LOOK) return;
    lastLook = performance.now();
    registration.update().catch(() => {});
  };

  kiosk.updating = { begin, look, touched, takeNew, quiet: QUIET };
})();
