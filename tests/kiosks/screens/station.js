// A station without storage and without a network, for tests of the screens: answers what the test
// has put into `stub.next`, and remembers what it was asked.
(() => {
  const kiosk = (self.kiosk ??= {});
  const told = { change: [], stopped: [] };
  const stub = (self.stub = Object.assign(
    {
      state: "ready",
      asked: [],
      next: {},
      wait: 0,
      facts: {},
      refuses: "",
      looks: null,
      sees: false,
      scans: null,
    },
    self.given ?? {},
  ));
  const ZONE = 3_600_000;
  const base = {
    event: { id: 1, name: { fr: "Salon de l’emploi de Rabat", ar: "معرض الشغل بالرباط" }, ends: 0 },
    kiosk: { name: "Porte nord", station: "door", prefix: "ZAA", force: false },
    point: { id: 3, name: "Entrée", again: "daily", exits: false, offset: ZONE, windows: [[7, 36e5, 72e5]] },
    sessions: [
      { id: 7, title: { fr: "Atelier CV", ar: "ورشة السيرة الذاتية" }, starts: 7.2e6, place: { fr: "Salle 2" } },
    ],
    unsent: 0,
    online: true,
    lastContact: 0,
    direction: "in",
    now: 0,
  };
  const facts = () => {
    const bare = ["ready"].includes(stub.state) ? {} : { kiosk: null, point: null, sessions: [] };
    if (stub.state === "blank") bare.event = null;
    const mine = { ...base, ...stub.facts, now: Date.now() };
    return { ...mine, kiosk: { ...base.kiosk, ...stub.facts.kiosk }, ...bare, state: stub.state };
  };
  stub.become = (state, more = {}) => {
    stub.state = state;
    Object.assign(stub.facts, more);
    for (const tell of told.change) tell(facts());
  };
  const answer = async (name, ...values) => {
    stub.asked.push([name, ...values]);
    const found = { verdict: "welcome", session: 0, since: 0, language: "fr", key: "k", nonce: "n", ...stub.next };
    if (stub.wait) await new Promise((done) => setTimeout(done, stub.wait));
    if (stub.refuses) throw { error: stub.refuses };
    const { light, letIn } = kiosk.rules;
    return { light: light(found.verdict), letIn: letIn(found.verdict), ...found };
  };
  kiosk.station = {
    start: async () => stub.state,
    facts,
    scan: (text, ...rest) =>
      kiosk.codes.read(text)
        ? answer("scan", text, ...rest)
        : Promise.resolve({ verdict: "unreadable", light: "red", letIn: false, key: null }),
    force: (outcome, reason) => answer("force", outcome.verdict, reason),
    walkIn: (person) => answer("walkIn", person).then((found) => ({ ...found, code: "ZAA7K3MS" })),
    visit: (purpose) => answer("visit", purpose),
    enrol: (code) => answer("enrol", code).then(() => stub.become("ready")),
    leave: () => answer("leave").then(() => stub.become("blank")),
    setDirection: (direction) => stub.become(stub.state, { direction }),
    saveUnsent: () => new Blob(["[]"]),
    on: (name, tell) => told[name].push(tell),
  };
  kiosk.camera = {
    available: () => stub.sees,
    start: async (video, onText, facing) => {
      if (stub.refuses) throw new Error("refused");
      stub.looks = facing ?? "environment";
      stub.show = onText;
    },
    stop: () => (stub.looks = null),
  };
  kiosk.decoder = { prepare: async () => {} };
  kiosk.wedge ??= { listen: (onText) => (stub.scans = onText) };
})();
