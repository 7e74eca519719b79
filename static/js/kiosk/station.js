// The kiosk without its face: decides on every scan by itself, keeps it, and only then answers.
// The network has no part in an answer; sync.js brings the list and takes the scans when it can.
//
// kiosk.station
//   start() -> "blank" (ask for a code) | "ready" | "stopped" (revoked or over; may hold unsent scans)
//              | "twice" (another tab is the kiosk; this one reloads when that one is closed)
//              | "unsafe" (not https) | "broken" (the browser or its disk can't)
//   enrol(code) -> {}, when it is ready; throws {error}: "code" | "wait" | "network" | "unsent" (scans
//              of another event are here: save them, then enrol again with the same code)
//   scan(text, mode, {direction, purpose}) -> Outcome
//   force(outcome, reason) -> Outcome           (only where facts().kiosk.force)
//   walkIn({name, phone, language, session}) -> Outcome with `code`
//   visit(purpose) -> Outcome
//   facts() -> {state, event, kiosk, point, sessions, consent, unsent, online, fresh, lastContact,
//              direction, now, saved}
//   setDirection("in" | "out")
//   on("change" | "stopped", fn)
//   saveUnsent() -> Blob; leave() -> Promise, throws {error: "unsent"}
//
// Outcome = {verdict, light, letIn, language, session, since, nonce, key, forced}. Beside the verdicts
// of rules.js: "unreadable" (nothing kept), "stopped" (nothing kept) and "not_kept" (the disk is full
// or dead: `letIn` says what the rules say, and somebody has to write it on paper).
(() => {
  const kiosk = (self.kiosk ??= {});
  const DISK = 4000; // milliseconds for the disk: nobody waits longer before a dark screen
  const MINUTE = 60_000; // the last contact is kept as exactly as that
  const SAME = 3000; // milliseconds in which the same badge, still before the camera, is one scan
  const listeners = { change: [], stopped: [] };
  let state = "blank";
  let meta = {}; // token, event {id, name}, config, since, ahead, direction, saved
  let entries = new Map(); // key -> [state, language, seats]
  let present = new Map(); // "key day" -> [first, inside]
  let queue = new Map(); // number -> scan, in the order in which they were made
  const aside = new Set(); // numbers of scans that the server can't read: kept, and not sent again
  const recent = new Map(); // code and direction -> {seen, outcome}
  let unlocked = null; // an answer to a one-time code that could not be used yet
  let line = Promise.resolve();

  const emit = (name) => listeners[name].forEach((tell) => tell(facts()));
  const become = (next) => {
    state = next;
    emit("change");
  };

  // One after the other: each decision knows those before it.
  const inLine = (deed) => {
    const done = line.then(deed);
    line = done.catch(() => {});
    return done;
  };

  // The server's time, as well as this device knows it.
  const now = (at = Date.now()) => at + (meta.ahead ?? 0);
  const over = () => !!meta.config && now() >= meta.config.expires;
  const place = (key, at) => `${key} ${kiosk.rules.dayOf(meta.config.point, at)}`;

  // The last contact before the page was opened counts, too.
  const heard = () => {
    const status = kiosk.sync.status();
    return { ...status, lastContact: status.lastContact || meta.heard || 0 };
  };

  const facts = () => ({
    state,
    event: meta.config?.event ?? meta.event ?? null,
    kiosk: meta.config?.kiosk ?? null,
    point: meta.config?.point ?? null,
    sessions: meta.config?.sessions ?? [],
    consent: meta.config?.consent ?? null,
    unsent: queue.size,
    saved: allSaved(),
    ...heard(),
    fresh: kiosk.sync.fresh(),
    direction: meta.direction ?? "in",
    now: now(),
  });

  // What a scan that is still here changes of who is in.
  const fold = ({ k, c, at, d, v, x }) => {
    if (!k || c !== meta.config?.point.id) return;
    const where = place(k, now(at));
    const [first, inside] = present.get(where) ?? [];
    if (d === "out") {
      if (v === "goodbye" && inside) present.set(where, [first, 0]);
    } else if (x || ["welcome", "welcome_back", "already_in"].includes(v)) {
      present.set(where, [Math.min(first ?? Infinity, now(at)), 1]);
    }
  };

  const decide = (key, { at, d, f }) => {
    const config = meta.config;
    const line = entries.get(key);
    const entry = line ? { state: line[0], language: line[1], seats: line[2] } : null;
    const was = present.get(place(key, now(at)));
    const seen = was ? { first: was[0], inside: !!was[1] } : null;
    const found = kiosk.rules.decide(config.point, entry, seen, now(at), d, !!f);
    return { language: "", ...found, ...(entry && { language: entry.language }) };
  };

  const outcome = (facts) => ({
    language: "",
    session: 0,
    since: 0,
    nonce: null,
    key: null,
    forced: false,
    light: kiosk.rules.light(facts.verdict),
    letIn: kiosk.rules.letIn(facts.verdict),
    ...facts,
  });

  // On the disk first; the answer afterwards.
  const keep = async (scan, answer) => {
    try {
      await Promise.race([write(scan), late()]);
      return answer;
    } catch (error) {
      const light = answer.letIn ? "amber" : "red";
      return { ...answer, verdict: "not_kept", light, nonce: null, error: error.name };
    }
  };

  const write = async (scan) => {
    scan.q = await kiosk.store.keep(scan);
    queue.set(scan.q, scan);
    fold(scan);
    kiosk.sync.soon();
    emit("change");
  };

  const late = () =>
    new Promise((_, reject) => {
      setTimeout(() => reject(new DOMException("The disk does not answer", "TimeoutError")), DISK);
    });

  const row = (more) => ({
    n: crypto.randomUUID(),
    c: meta.config?.point.id,
    k: null,
    at: Date.now(),
    d: "in",
    f: +kiosk.sync.fresh(),
    x: 0,
    r: "",
    p: "",
    ...more,
  });

  // Nothing is decided by a kiosk that was stopped, or whose event is over.
  const whenReady = (deed) =>
    inLine(async () => {
      if (state === "ready" && over()) await stop();
      return state === "ready" ? deed() : outcome({ verdict: "stopped" });
    });

  const scan = (text, mode, { direction = facts().direction, purpose = "" } = {}) => {
    const code = kiosk.codes.read(text);
    if (!code) return Promise.resolve(outcome({ verdict: "unreadable" }));
    kiosk.updating?.touched();
    const at = performance.now();
    for (const [name, { seen }] of recent) if (at - seen > SAME) recent.delete(name);
    const name = code + direction;
    const before = recent.get(name);
    if (before) {
      before.seen = at;
      return before.outcome;
    }
    const made = row({ m: mode, d: direction, p: purpose });
    const found = whenReady(() => answerTo(code, made));
    recent.set(name, { seen: at, outcome: found });
    found.then(({ key, nonce }) => {
      if (!nonce) recent.delete(name); // what was not kept may be tried again
      else if (recent.has(name)) recent.get(name).key = key;
    });
    return found;
  };

  const answerTo = async (code, made) => {
    const { salt, rounds } = meta.config;
    made.k = await kiosk.keys.of(code, salt, rounds);
    const found = decide(made.k, made);
    made.v = found.verdict;
    return keep(made, outcome({ ...found, nonce: made.n, key: made.k, mode: made.m, direction: made.d }));
  };

  // Lets somebody in whom the rules would not: a scan of its own, with the team's reason.
  const force = (before, reason) =>
    whenReady(async () => {
      if (!meta.config.kiosk.force || !before.key) throw new Error("This kiosk may not");
      const { key, verdict, direction, mode } = before;
      const made = row({ k: key, m: mode, d: direction, v: verdict, x: 1, r: reason });
      const answer = { ...before, verdict: "welcome", light: "green", letIn: true, forced: true };
      const kept = await keep(made, { ...answer, nonce: made.n });
      for (const one of recent.values()) if (one.key === key) one.outcome = Promise.resolve(kept);
      return kept;
    });

  // The session that somebody without a registration comes for: what is open now, else the nearest.
  const sessionNow = (at) => {
    const far = ([, opens, closes]) => Math.max(opens - at, at - closes + 1, 0);
    const nearest = (one, next) => (far(next) < far(one) ? next : one);
    return [...meta.config.point.windows, [0, Infinity, Infinity]].reduce(nearest)[0];
  };

  // Somebody without a registration. Her name is sealed before anything is written.
  const walkIn = ({ name, phone = "", language, session }) =>
    whenReady(async () => {
      const { salt, rounds, event, consent } = meta.config;
      const code = kiosk.codes.make(meta.config.kiosk.prefix);
      const made = row({ m: "walk_in" });
      const chosen = session ?? sessionNow(now(made.at));
      const record = { code, name, phone, language, session: chosen, consent };
      made.b = await kiosk.keys.seal(meta.config.public, event.id, made.n, record);
      made.k = await kiosk.keys.of(code, salt, rounds);
      const mine = ["active", language, chosen ? [[chosen, "seated"]] : []];
      entries.set(made.k, mine);
      const found = chosen ? decide(made.k, made) : { verdict: "welcome", language };
      made.v = found.verdict;
      const answer = outcome({ ...found, nonce: made.n, key: made.k, mode: made.m, direction: "in" });
      const kept = await keep({ ...made, l: mine }, answer);
      if (!kept.nonce) entries.delete(made.k);
      return { ...kept, code };
    });

  // The welcome desk: somebody comes, and has no code.
  const visit = (purpose) =>
    whenReady(() => {
      const made = row({ m: "visit", v: "welcome", p: purpose });
      return keep(made, outcome({ verdict: "welcome", nonce: made.n, mode: "visit", direction: "in" }));
    });

  // What goes to the server of a scan: all but what only this device needs.
  const sent = ({ l, ...scan }) => scan;

  const link = {
    ask: (most) => {
      const scans = [...queue.values()].filter((scan) => !aside.has(scan.q)).slice(0, most);
      const { token, since = 0, config } = meta;
      const unsent = queue.size - scans.length; // what it still keeps when these have arrived
      const known = { since, config: config?.id ?? "", unsent };
      return { token, scans, body: { clock: Date.now(), ...known, scans: scans.map(sent) } };
    },
    left: () => queue.size > aside.size,
    setAside: (scan) => aside.add(scan.q),
    changed: () => {
      emit("change");
      if (state === "ready" && over()) inLine(stop);
    },
    stopped: () => inLine(stop),
    took: async (answer, scans, ahead) => {
      const { token } = meta;
      const gone = () => meta.token !== token; // stopped meanwhile: nothing of it may stay
      const acknowledged = scans.filter((scan) => answer.acks[scan.n]);
      await kiosk.store.drop(acknowledged.map((scan) => scan.q));
      acknowledged.forEach((scan) => queue.delete(scan.q));
      const listed = [
        ...answer.entries.map(([key, ...rest]) => [key, rest]),
        ...answer.gone.map((key) => [key, undefined]),
      ];
      const mine = acknowledged.filter(({ k, c }) => k && c === meta.config?.point.id);
      const seen = mine.map(({ k, at }) => place(k, now(at)));
      const inside = [
        ...seen.map((where) => [where, present.get(where)]),
        ...answer.present.map(([key, day, first, within, gone]) => [
          `${key} ${day}`,
          gone ? undefined : [first, within],
        ]),
      ];
      const news = { since: answer.since, ahead };
      const heard = Date.now();
      const late = heard - (meta.heard ?? 0) > MINUTE;
      if (answer.config) news.config = answer.config;
      const anew = answer.since < (meta.since ?? 0); // the server's data is of an earlier day
      const same = !listed.length && !inside.length && !answer.config && answer.since === meta.since;
      if (gone()) return;
      if (!same || late || Math.abs(ahead - (meta.ahead ?? 0)) > 500) {
        news.heard = heard;
        await kiosk.store.take(listed, inside, news, anew);
      }
      if (gone()) return;
      Object.assign(meta, news);
      if (anew) [entries, present] = [new Map(), new Map()];
      kiosk.store.put(entries, listed);
      kiosk.store.put(present, inside);
      refold();
      if (meta.config && state === "waiting") become("ready");
      kiosk.updating?.look();
    },
  };

  // What this kiosk has seen and the server may not have counted yet.
  const refold = () => {
    for (const scan of queue.values()) {
      if (scan.l && !entries.has(scan.k)) entries.set(scan.k, scan.l);
      fold(scan);
    }
  };

  // Revoked, or over: forget the list and the token, never a scan.
  const stop = async () => {
    if (!meta.token) return;
    kiosk.sync.end();
    const { saved, event } = { ...meta, event: facts().event };
    await forget({ event, saved, stopped: true }).catch(() => {});
    become("stopped");
    emit("stopped");
  };

  const forget = async (remains, how) => {
    meta = remains;
    entries = new Map();
    present = new Map();
    recent.clear();
    if (how?.scans) queue.clear();
    await kiosk.store.wipe(remains, how);
  };

  // “Leave”, on another page of this browser, then leaves our scans alone (accounts/guards.py).
  const mark = (seconds) => {
    document.cookie = `kiosk=1; path=/; samesite=lax; max-age=${seconds}`;
  };

  const enrol = async (typed) => {
    const code = typed.trim();
    const answer = unlocked?.code === code ? unlocked.answer : await kiosk.sync.enrol(code);
    const other = queue.size > 0 && meta.event?.id !== answer.event;
    if (other && !allSaved()) {
      unlocked = { code, answer };
      throw { error: "unsent" };
    }
    unlocked = null;
    const event = { id: answer.event, name: {} };
    await inLine(() => forget({ token: answer.token, event }, { scans: other }));
    navigator.storage?.persist?.().catch(() => {});
    mark(365 * 86400);
    become("waiting");
    kiosk.sync.begin(link);
    if ((await listed()) !== "ready") throw { error: "code" };
    return {};
  };

  const allSaved = () => [...queue.keys()].every((number) => number <= (meta.saved ?? 0));

  // Every unsent scan, as the desk takes them in: keys and sealed boxes, nothing in clear.
  const saveUnsent = () => {
    const content = { event: meta.event?.id, scans: [...queue.values()].map(sent) };
    meta.saved = Math.max(0, ...queue.keys());
    kiosk.store.note({ saved: meta.saved }).catch(() => {});
    emit("change");
    return new Blob([JSON.stringify(content)], { type: "application/json" });
  };

  const leave = () =>
    inLine(async () => {
      if (queue.size && !allSaved()) throw { error: "unsent" };
      kiosk.sync.end();
      await forget({}, { scans: true });
      mark(0);
      become("blank");
    });

  const setDirection = (direction) => {
    meta.direction = direction;
    kiosk.store.note({ direction }).catch(() => {});
    emit("change");
  };

  // Only one tab is the kiosk: this one waits until it is the one.
  const alone = () =>
    new Promise((resolve) => {
      const held = (first) => (lock) => {
        if (!lock) return resolve(false);
        if (first) resolve(true);
        else location.reload();
        return new Promise(() => {}); // as long as this tab lives
      };
      navigator.locks.request("kiosk", { ifAvailable: true }, held(true)).then(() => {
        navigator.locks.request("kiosk", held(false));
      });
    });

  const wake = async () => {
    try {
      const left = await kiosk.store.load();
      ({ entries, present, meta } = left);
      queue = new Map(left.scans.map((scan) => [scan.q, scan]));
    } catch {
      become("broken");
      return state;
    }
    refold();
    navigator.storage?.persist?.().catch(() => {});
    if (meta.token && over()) await stop();
    else become(meta.token ? (meta.config ? "ready" : "waiting") : meta.stopped ? "stopped" : "blank");
    if (meta.token) kiosk.sync.begin(link);
    return listed();
  };

  // Enrolled, but the list and the rules may still be on their way.
  const listed = () =>
    new Promise((resolve) => {
      const look = () => state === "waiting" || resolve(state);
      listeners.change.push(look);
      look();
    });

  const start = async () => {
    kiosk.updating?.begin();
    const able = [self.indexedDB, navigator.locks, self.AbortSignal?.timeout];
    if (!self.isSecureContext) become("unsafe");
    else if (!able.every(Boolean)) become("broken");
    else if (await alone()) return wake();
    else become("twice");
    return state;
  };

  const on = (name, tell) => listeners[name].push(tell);

  kiosk.station = { start, enrol, scan, force, walkIn, visit, facts, setDirection, on, leave, saveUnsent };
})();
