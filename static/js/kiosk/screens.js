// What happens when somebody touches a kiosk, types, or shows a code.
(() => {
  const kiosk = (self.kiosk ??= {});
  const { words, sounds, label, pad, answers, frame } = kiosk;
  const { $, all, entering, chosen, choose, wrong, leaveAfter, go, refresh } = frame;
  const READS = ["ready", "pad", "answer", "purpose"]; // screens that let the next person scan
  const IDLE = 90_000; // a form that was left alone
  const UNDECIDED = 15_000; // at the welcome desk: a visit counts without its purpose, too
  const NOT_KEPT = { verdict: "not_kept", light: "red" };
  const HALTS = {
    stopped: ["stopped", "enrol"],
    twice: ["busy", "again"],
    unsafe: ["insecure", "again"],
    broken: ["broken", "again"],
  };

  let state = ""; // of the station, as the screens show it
  let turns = 0; // scans so far, and the newest whose answer was shown
  let answered = 0;
  let latest = null; // the outcome on the screen
  let card = null; // {code, name} of the label that may be printed
  let undecided = null; // at the welcome desk: a code whose purpose is asked
  let busy = false;
  let fetched = false; // the decoder, or it is on its way

  // Nothing of the last person stays on the device.
  const forget = () => {
    latest = card = null;
    for (const field of all("#walk_in input:not([type=radio])")) field.value = "";
    answers.clear();
    label.clear();
  };

  const home = () => (undecided ? count("") : go("ready"));

  entering.wait = () => {
    $("wait").querySelector("h2").textContent = words.say(state === "waiting" ? "enrolling" : "wait");
  };
  entering.blank = () => {
    pad.into($("blank"), enrol);
    if (!pad.refused()) pad.clear();
  };
  entering.ready = () => {
    forget();
    if ($("type").hidden) pad.into($("ready"), typed);
    if (!pad.refused()) pad.clear();
    refresh();
  };
  entering.pad = () => pad.into($("pad"), typed);
  entering.why = () => leaveAfter(IDLE);
  entering.purpose = () => leaveAfter(UNDECIDED);
  entering.walk_in = () => {
    document.querySelector(`#walk_in [value="${words.language()}"]`).checked = true;
    $("name").ariaInvalid = "false";
    leaveAfter(IDLE);
  };
  entering.menu = () => {
    ask("leave");
    leaveAfter(IDLE);
  };
  entering.halt = () => {
    const [key, next] = HALTS[state];
    const { unsent } = kiosk.station.facts();
    const count = words.say(unsent ? "stopped_unsent" : "stopped_none", { count: unsent });
    $("halt").querySelector("h2").textContent = words.say(key);
    $("halt").querySelector(".told").textContent = words.say(`${key}_hint`);
    $("halt").querySelector(".count").textContent = state === "stopped" ? count : "";
    $("on").textContent = words.say(next);
  };

  // --- Answers

  const answer = (outcome, made) => {
    forget();
    const found = answers.of(outcome, kiosk.station.facts());
    latest = outcome;
    card = made;
    const isNew = made?.name !== undefined; // a code that the person sees for the first time
    go("answer", isNew ? IDLE : found.lasts);
    answers.write(found, isNew && card.code);
    $("print").hidden = !(isNew || (made && found.prints));
    sounds.play(found.light);
  };

  // Shows what this deed of the station comes to; an older one never covers a newer one.
  // `says`: the words that a good outcome gets. `made`: from the outcome to a label.
  const show = async (deed, says, made = () => null) => {
    const turn = ++turns;
    const found = await deed().catch(() => NOT_KEPT);
    if (turn < answered || frame.screen() === "halt") return NOT_KEPT;
    answered = turn;
    const good = found.letIn && !["unknown", "not_kept"].includes(found.verdict);
    answer(good && says ? { ...found, says } : found, made(found));
    return found;
  };

  const scan = (text, mode, purpose = "") => {
    const code = kiosk.codes.read(text);
    const { direction } = kiosk.station.facts();
    const deed = () => kiosk.station.scan(text, mode, { direction, purpose });
    return show(deed, purpose && "thanks", () => code && { code });
  };

  // A code is there, from wherever.
  const arrived = (text, mode) => {
    pad.clear(); // a scanner that types: its first keys
    if (frame.screen() === "blank") enrol(text.split("#").at(-1));
    else if (READS.includes(frame.screen()) && undecided?.text !== text) take(text, mode);
  };

  const take = (text, mode) => {
    if (undecided) count("");
    const atDesk = kiosk.station.facts().kiosk.station === "reception";
    if (!atDesk || !kiosk.codes.read(text)) return scan(text, mode);
    undecided = { text, mode };
    return go("purpose");
  };

  const typed = async (text) => {
    const found = await take(text, "typed");
    if (found?.verdict === "unreadable") pad.refuse();
    else pad.clear();
  };

  // The welcome desk: why somebody came, with a code or without one.
  const count = (purpose) => {
    const came = undecided;
    undecided = null;
    if (came) return scan(came.text, came.mode, purpose || "other");
    return show(() => kiosk.station.visit(purpose), "thanks");
  };

  // --- Deeds that must not happen twice because a finger trembled

  const once = (deed) => async (value) => {
    if (busy) return;
    busy = true;
    try {
      await deed(value);
    } finally {
      busy = false;
    }
  };

  const register = once(async () => {
    const name = $("name").value.trim();
    $("name").ariaInvalid = String(!name);
    wrong(name ? "" : "name_missing");
    if (!name) return $("name").focus();
    const language = document.querySelector("#walk_in [name=tongue]:checked").value;
    const person = { name, phone: $("phone").value.trim(), language };
    const made = ({ code }) => (code ? { code, name } : null);
    return show(() => kiosk.station.walkIn(person), "registered", made);
  });

  const enrol = once(async (text) => {
    go("wait");
    try {
      await kiosk.station.enrol(kiosk.codes.read(text) ?? text);
    } catch (problem) {
      pad.refuse();
      go("blank");
      wrong(["code", "wait", "unsent"].includes(problem.error) ? `wrong_${problem.error}` : "wrong_network");
    }
  });

  const save = once(async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await kiosk.station.saveUnsent());
    link.download = `kiosk-${new Date().toISOString().slice(0, 16).replace(/\D/g, "")}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), IDLE);
    wrong("saved");
  });

  // A question first; the second press stops the kiosk.
  const ask = (key) => {
    $("leave").dataset.say = key;
    $("leave").textContent = words.say(key);
    wrong(key === "leave_yes" ? "leave_sure" : "");
  };
  const leave = once(async () => {
    if ($("leave").dataset.say === "leave") return ask("leave_yes");
    try {
      await kiosk.station.leave();
      unlook();
    } catch {
      ask("leave");
      wrong("leave_unsent");
    }
    return null;
  });

  // --- The camera

  const look = async () => {
    try {
      await kiosk.camera.start($("video"), (text) => arrived(text, "camera"), chosen.eye);
      document.body.dataset.looks = "";
      choose({ look: true });
      refresh();
    } catch {
      refresh();
      $("hint").textContent = words.say("camera_off");
    }
  };

  const unlook = () => {
    kiosk.camera.stop();
    delete document.body.dataset.looks;
  };

  // --- What each button does: its data-… names the deed

  const print = () => {
    leaveAfter(answers.ALONE);
    const { event } = kiosk.station.facts();
    label.print({ ...card, event: words.pick(event.name, $("answer").lang) });
  };

  const deeds = {
    go: (to) => (to === "ready" ? home() : go(to)),
    way: (way) => kiosk.station.setDirection(way),
    reason: once((reason) => show(() => kiosk.station.force(latest, reason), "forced")),
    purpose: once(count),
    language: (tongue) => {
      if (frame.screen() === "menu") choose({ language: tongue });
      document.querySelector(`#walk_in [value="${tongue}"]`).checked = true;
      frame.speak(tongue);
      if (["halt", "wait"].includes(frame.screen())) go(frame.screen());
    },
    loud: (loud) => {
      choose({ mute: !loud });
      sounds.setLoud(Boolean(loud));
      refresh();
    },
    eye: (eye) => {
      choose({ eye });
      unlook();
      look();
    },
    do: (name) => ({ look, register, leave, print, save, on })[name](),
  };
  const on = () => (state === "stopped" ? go("blank") : location.reload());

  const touched = (event) => {
    const button = event.target.closest("button");
    for (const [name, value] of Object.entries(button?.dataset ?? {})) deeds[name]?.(value);
  };

  const keyed = (event) => {
    const shortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (!shortcut && !event.target.matches("input") && pad.isShown()) pad.keyboard(event);
  };

  // While there is a network: afterwards the decoder is on the device.
  const fetchDecoder = () => {
    if (fetched || !kiosk.camera.available()) return;
    fetched = true;
    kiosk.decoder.prepare().catch(() => (fetched = false));
  };

  // The station became something else: enrolled, stopped, alone at last.
  const follow = () => {
    const { state: next, online } = kiosk.station.facts();
    refresh();
    if (next === "ready" && online) fetchDecoder();
    if (next === state) return;
    state = next;
    if (HALTS[state]) unlook();
    go(HALTS[state] ? "halt" : state === "waiting" ? "wait" : state);
    if (state === "ready" && chosen.look && kiosk.camera.available()) look();
  };

  const listen = () => {
    document.addEventListener("click", touched);
    document.addEventListener("keydown", keyed);
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, sounds.wake);
    $("walk_in").addEventListener("input", () => leaveAfter(IDLE));
    $("name").addEventListener("keydown", (event) => event.key === "Enter" && register());
    kiosk.wedge.listen((text) => arrived(text, "scanner"));
    kiosk.station.on("change", follow);
  };

  // A code in the address (it is never sent) leaves the address bar at once.
  const invitation = () => {
    const code = location.hash.slice(1);
    if (code) history.replaceState(null, "", location.pathname);
    return code;
  };

  const start = async () => {
    const code = invitation();
    frame.start(home);
    pad.make();
    frame.speak(chosen.language);
    listen();
    await kiosk.station.start();
    follow();
    const accept = (given) => given && ["blank", "stopped"].includes(state) && enrol(given);
    accept(code);
    self.addEventListener("hashchange", () => accept(invitation())); // the link, opened here again
  };

  kiosk.screens = { start };
  if ($("ready")) start();
})();
