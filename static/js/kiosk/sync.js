// Carries scans up and the list down, whenever it can. Whether there is a network is known from what
// comes back, and from nothing else.
(() => {
  const kiosk = (self.kiosk ??= {});
  const IDLE = 15_000; // milliseconds between two questions when nothing happens
  const SOON = 300; // after a scan: long enough for the next one to travel along
  const PATIENCE = 8000; // for one answer
  const FIRST_WAIT = 1000; // after a failure, twice as long after each further one
  const LONGEST_WAIT = 30_000;
  const FRESH = 60_000; // an answer is up to date for so long
  const MOST = 100; // scans in one batch
  let link = null; // what to send, and whom to tell
  let timer = 0;
  let due = 0; // when the timer rings
  let running = null;
  let hurry = false; // somebody scanned while a question was on its way
  let failures = 0;
  let most = MOST;
  let online = false;
  let lastContact = 0;
  let whole = null; // when the list was last known to be complete: by two clocks

  const post = async (address, body, headers = {}) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, answer: await response.json() };
  };

  // A one-time code for a token. Throws {error}: "code", "wait" or "network".
  const enrol = async (code) => {
    const found = await post("/kiosk/enrol", { code }).catch(() => null);
    if (found?.status === 200 && found.answer.token) return found.answer;
    const known = { 404: "code", 429: "wait" }[found?.status];
    throw { error: known && found.answer.error === known ? known : "network" };
  };

  const isAnswer = ({ now, acks, since, entries, gone, present }) =>
    [now, since].every(Number.isFinite) &&
    acks instanceof Object &&
    [entries, gone, present].every(Array.isArray);

  // One batch. Returns how long to wait until the next; throws where there was no answer.
  const exchange = async (mine) => {
    const { token, body, scans } = mine.ask(most);
    const [sent, began] = [Date.now(), performance.now()];
    const { status, answer } = await post("/kiosk/sync", body, { Authorization: `Bearer ${token}` });
    if (link !== mine) return 0;
    if (status === 401 && answer.error === "stopped") {
      end();
      await mine.stopped();
      return 0;
    }
    if ((status === 400 || status === 413) && scans.length) return refused(mine, scans);
    if (status !== 200 || !isAnswer(answer)) throw new Error(`answered ${status}`);
    const ahead = answer.now - (sent + (performance.now() - began) / 2);
    await mine.took(answer, scans, Math.round(ahead));
    if (link !== mine) return 0;
    lastContact = Date.now();
    if (!answer.more) whole = { ticks: began, clock: lastContact - (performance.now() - began) };
    most = Math.min(MOST, most * 2);
    const left = mine.left();
    const moved = scans.some((scan) => answer.acks[scan.n]);
    if ((left && moved) || (answer.more && answer.since > body.since)) return 0;
    return answer.more || (left && !scans.length) ? SOON : IDLE;
  };

  // The server took nothing of a batch: smaller ones find the scan that it can't read.
  const refused = (mine, scans) => {
    if (scans.length === 1) mine.setAside(scans[0]);
    most = Math.ceil(scans.length / 2);
    return SOON;
  };

  const pause = () => {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++);
    return longest * (0.5 + Math.random() / 2);
  };

  const round = async () => {
    const mine = link;
    clearTimeout(timer);
    let wait;
    hurry = false;
    try {
      wait = await exchange(mine);
      if (link !== mine) return;
      failures = 0;
      online = true;
      if (hurry) wait = Math.min(wait, SOON);
    } catch {
      if (link !== mine) return;
      online = false;
      wait = pause();
    }
    due = performance.now() + wait;
    timer = setTimeout(now, wait);
    mine.changed();
  };

  // Ask at once; what is on its way is waited for instead.
  const now = () => {
    if (!link) return Promise.resolve();
    if (running) return running;
    const mine = round().finally(() => {
      if (running === mine) running = null;
    });
    return (running = mine);
  };

  // There is something to send. Without a network the next attempt comes when it comes.
  const soon = () => {
    hurry = true;
    if (!link || running || !online || due - performance.now() < SOON) return;
    clearTimeout(timer);
    due = performance.now() + SOON;
    timer = setTimeout(now, SOON);
  };

  const begin = (how) => {
    end();
    link = how;
    return now();
  };

  const end = () => {
    clearTimeout(timer);
    [link, running, online, whole, failures, most] = [null, null, false, null, 0, MOST];
  };

  // Is the list as it was less than a minute ago? A clock that was moved meanwhile says no.
  const fresh = () => {
    const ages = whole && [performance.now() - whole.ticks, Date.now() - whole.clock];
    return !!ages && ages.every((age) => Math.abs(age) < FRESH);
  };

  const back = () => {
    failures = 0;
    now();
  };
  addEventListener("online", back);
  self.document?.addEventListener("visibilitychange", () => document.hidden || back());

  kiosk.sync = { enrol, begin, now, soon, end, fresh, status: () => ({ online, lastContact }) };
})();
