// The frame of the kiosk: one screen at a time, the facts that are always visible, the language.
// The page (templates/kiosks/shell.html) holds every screen.
(() => {
  const kiosk = (self.kiosk ??= {});
  const REST = 60_000; // ms after which the kiosk speaks its own language again
  const $ = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const entering = {}; // by screen: what to do when it is shown
  let screen = "wait";
  let timer = 0; // takes the screen away
  let rest = 0;
  let home = () => {};

  // What the team chose for this device. Without storage it lasts until the page is closed.
  const choices = () => {
    try {
      return JSON.parse(localStorage.getItem("kiosk")) ?? {};
    } catch {
      return {};
    }
  };
  const chosen = choices();
  const choose = (more) => {
    Object.assign(chosen, more);
    try {
      localStorage.setItem("kiosk", JSON.stringify(chosen));
    } catch {
      /* see above */
    }
  };

  // What went wrong on this screen, beside what it is about; nothing without a key.
  const wrong = (key) => {
    for (const place of all(`#${screen} .wrong`)) {
      place.textContent = key ? kiosk.words.say(key) : "";
      place.toggleAttribute("data-good", key === "saved");
    }
  };

  // Leaves the screen by itself after so many milliseconds.
  const leaveAfter = (time) => {
    clearTimeout(timer);
    if (time) timer = setTimeout(() => home(), time);
  };

  const go = (name, time = 0) => {
    screen = name;
    document.body.dataset.screen = name;
    delete document.body.dataset.light;
    for (const section of all("main > section")) section.hidden = section.id !== name;
    leaveAfter(time);
    wrong();
    entering[name]?.();
    document.querySelector(`#${name} h2[tabindex]`)?.focus({ preventScroll: true });
  };

  const press = (selector, is) => all(selector).forEach((one) => (one.ariaPressed = String(is(one.dataset))));

  const tick = () => {
    const { point, now, lastContact } = kiosk.station.facts();
    if (!point) return;
    const hour = (ms) => kiosk.words.hour(ms, point.offset);
    $("clock").textContent = hour(now);
    const contact = lastContact + now - Date.now(); // by the server's clock, like the other
    $("contact").textContent = lastContact ? hour(contact) : kiosk.words.say("never");
  };

  // Of a kiosk that has its rules: which gate, which buttons.
  const station = ({ kiosk: mine, point, direction }) => {
    $("gate").textContent = mine.name;
    document.querySelector(".ways").hidden = !point.exits;
    press("[data-way]", ({ way }) => way === direction);
    for (const one of all("[data-at]")) one.hidden = !one.dataset.at.split(" ").includes(mine.station);
    tick();
  };

  const eyes = () => {
    const sees = kiosk.camera.available();
    document.body.toggleAttribute("data-blind", !sees);
    $("look").hidden = !sees || "looks" in document.body.dataset;
    $("type").hidden = !sees; // without a camera the pad is there already
    $("eyes").hidden = !sees;
    $("hint").textContent = kiosk.words.say(sees ? "show_hint" : "scan_hint");
  };

  const refresh = () => {
    const facts = kiosk.station.facts();
    const { say, pick } = kiosk.words;
    $("facts").hidden = $("key").hidden = !facts.kiosk;
    $("event").textContent = pick(facts.event?.name) || say("title");
    $("gate").textContent = "";
    $("net").dataset.up = facts.online ? "1" : "";
    $("net").querySelector("b").textContent = say(facts.online ? "online" : "offline");
    $("unsent").textContent = facts.unsent;
    $("unsent").parentElement.dataset.some = facts.unsent ? "1" : "";
    for (const one of all("[data-save]")) one.hidden = !facts.unsent;
    press("[data-loud]", ({ loud }) => Boolean(loud) === kiosk.sounds.isLoud());
    press("[data-eye]", ({ eye }) => eye === (chosen.eye ?? "environment"));
    eyes();
    if (facts.kiosk) station(facts);
  };

  // Until nobody has touched anything for a minute: then the kiosk's own language comes back.
  const speak = (tongue) => {
    kiosk.words.speak(tongue);
    refresh();
    clearTimeout(rest);
    if (tongue !== chosen.language) rest = setTimeout(() => speak(chosen.language), REST);
  };

  // `way`: where to go when a screen was left alone.
  const start = (way) => {
    home = way;
    const { read, has, language } = kiosk.words;
    read();
    if (!has(chosen.language)) choose({ language: language() });
    kiosk.sounds.setLoud(!chosen.mute);
    setInterval(tick, 5000);
  };

  kiosk.frame = {
    ...{ $, all, entering, chosen, choose, wrong, leaveAfter, go, refresh, speak, start },
    screen: () => screen,
  };
})();
