// Looks through a camera until a badge is held before it.
(() => {
  const kiosk = (self.kiosk ??= {});
  const EVERY = 100; // milliseconds from one picture to the next
  const LONG = 60; // milliseconds that reading one picture may take; more: smaller pictures
  const SAME = 3000; // milliseconds in which a badge that stays before the camera is told once
  const AGAIN = 3000; // milliseconds before a camera that was lost is tried again
  const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };
  // From what the browser says to what a screen can say.
  const TROUBLES = {
    NotAllowedError: "refused",
    SecurityError: "refused",
    NotReadableError: "busy",
    AbortError: "busy",
  };

  let looking = null; // {video, tell, eye} while somebody wants to look
  let stream = null;
  let turn = 0; // an older look that is still under way notices that it is over
  let last = { code: "", at: -SAME };

  const available = () => Boolean(navigator.mediaDevices?.getUserMedia);

  const trouble = (problem) =>
    Object.assign(new Error(problem.message), {
      error: problem.error ?? TROUBLES[problem.name] ?? "none",
    });

  const ask = (choice) =>
    navigator.mediaDevices.getUserMedia({ audio: false, video: { ...SIZE, ...choice } });

  // The camera that looks away from the screen or at who stands before it. Where the device does not
  // say which is which (two on a laptop), "user" is the first and "environment" the last.
  const open = async (eye) => {
    const first = await ask({ facingMode: { ideal: eye } });
    const [track] = first.getVideoTracks();
    const own = track.getSettings();
    const found = await navigator.mediaDevices.enumerateDevices();
    const ids = found.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    const wanted = eye === "user" ? ids[0] : ids.at(-1);
    if (own.facingMode || ids.length < 2 || !wanted || wanted === own.deviceId) return first;
    track.stop();
    return ask({ deviceId: { exact: wanted } });
  };

  const sharpen = async (track) => {
    const modes = track.getCapabilities?.().focusMode ?? [];
    if (!modes.includes("continuous")) return;
    await track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
  };

  const close = () => {
    turn += 1;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    if (looking) looking.video.srcObject = null;
  };

  const begin = async () => {
    const mine = ++turn;
    const { video, eye } = looking;
    const found = await open(eye);
    if (mine !== turn) return found.getTracks().forEach((track) => track.stop());
    stream = found;
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => mine === turn && lost());
    await sharpen(track);
    video.srcObject = stream;
    await video.play().catch(() => {}); // stopped meanwhile
    await kiosk.decoder.prepare();
    return watch(mine);
  };

  // Unplugged, or taken by something else: wait for it.
  const lost = () => {
    close();
    const mine = turn;
    setTimeout(() => mine === turn && awake() && begin().catch(lost), AGAIN);
  };

  const awake = () => looking && !document.hidden;

  const told = (code) => {
    const at = performance.now();
    const isNew = code !== last.code || at - last.at >= SAME;
    last = { code, at };
    if (isNew) looking.tell(code);
  };

  // One picture after another: at most ten a second, and the page has half of the time for itself.
  const watch = (mine) => {
    let attempt = 0;
    let usual = 0; // milliseconds that a picture takes, smoothed
    let small = false;
    const look = async () => {
      if (mine !== turn) return;
      const began = performance.now();
      let code = null;
      if (looking.video.readyState >= 2) {
        code = await kiosk.decoder.read(looking.video, attempt++, small).catch(() => null);
      }
      if (mine !== turn) return;
      const took = performance.now() - began;
      usual += (took - usual) / 4;
      small ||= attempt > 3 && usual > LONG;
      if (code) told(code);
      setTimeout(look, Math.max(EVERY - took, took));
    };
    look();
  };

  // Begins to look; `tell` gets the code of each badge. Throws {error: "none" | "refused" |
  // "busy" | "decoder"}.
  const start = async (video, tell, eye = "environment") => {
    stop();
    if (!available()) throw trouble({ message: "No camera here" });
    const mine = (looking = { video, tell, eye });
    try {
      await begin();
    } catch (problem) {
      if (looking === mine) stop();
      throw trouble(problem);
    }
  };

  const stop = () => {
    close();
    looking = null;
  };

  // The lamp of the camera: null without one, else whether it is lit now.
  const torch = async (lit) => {
    const [track] = stream?.getVideoTracks() ?? [];
    if (!track?.getCapabilities?.().torch) return null;
    await track.applyConstraints({ advanced: [{ torch: lit }] });
    return lit;
  };

  // Nobody looks at a page that is hidden: the camera, and its light, go off.
  document.addEventListener("visibilitychange", () => {
    if (!looking) return;
    if (document.hidden) close();
    else if (!stream) begin().catch(lost);
  });

  kiosk.camera = { available, start, stop, torch };
})();
