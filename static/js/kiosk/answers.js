// From an outcome to what is shown of it: a colour, a word, what to do next, for how long.
(() => {
  const kiosk = (self.kiosk ??= {});
  const DAY = 86_400_000;
  const LASTS = { green: 1500, amber: 4000, red: 5000 };
  const WITH_TEAM = 8000; // where the team may still want to press a button
  const ALONE = 10000; // at a self-service kiosk that can print
  const ON_PAPER = 30_000; // somebody has to write the code down
  const UNKNOWN_SESSION = {
    already_in: "next_inside",
    other_session: "next_elsewhere",
    too_early: "next_later",
    too_late: "next_closed",
    waiting: "next_list",
  };

  // The title and the place of a session, as one text; "" where the list does not have it.
  const title = (session, tongue) => {
    const { pick } = kiosk.words;
    const comma = tongue === "ar" ? "، " : ", ";
    return [pick(session?.title, tongue), pick(session?.place, tongue)].filter(Boolean).join(comma);
  };

  // The moment that the verdict's sentence speaks of.
  const moment = (outcome, session, point) => {
    if (outcome.verdict === "already_in") return outcome.since;
    if (outcome.verdict === "too_early")
      return point.windows.find(([one]) => one === outcome.session)?.[1] ?? session?.starts;
    return session?.starts;
  };

  const sentence = (outcome, facts, tongue) => {
    const { say, when } = kiosk.words;
    const session = facts.sessions.find(({ id }) => id === outcome.session);
    const at = moment(outcome, session, facts.point);
    const known = outcome.verdict === "already_in" ? at : session;
    const values = {
      session: title(session, tongue),
      when: at ? when(at, facts.point.offset, tongue, facts.now) : "",
    };
    const spare = known ? null : UNKNOWN_SESSION[outcome.verdict];
    const welcomes = outcome.verdict === "welcome" && session;
    const longAgo = session && facts.now - session.starts > DAY; // a welcome desk: open for months
    const waits = outcome.verdict === "waiting" && session; // perhaps for another day
    return {
      next: say(spare ?? `next_${outcome.says ?? outcome.verdict}`, values, tongue),
      there: waits ? values.when : !welcomes ? "" : longAgo ? values.session : say("there", values, tongue),
    };
  };

  // `outcome.says`: the words of something else than its verdict (registered, thanks, forced).
  const of = (outcome, facts) => {
    const tongue = kiosk.words.has(outcome.language) ? outcome.language : kiosk.words.language();
    const kept = outcome.verdict !== "not_kept";
    const early = kept && outcome.mode === "walk_in" && !outcome.letIn && !outcome.forced; // has a place
    const light = outcome.says ? "green" : early ? "amber" : (outcome.light ?? "red");
    const force = Boolean(facts.kiosk.force && outcome.key && kept && !outcome.letIn);
    const prints = facts.kiosk.station === "self_service" && Boolean(outcome.letIn);
    return {
      light,
      tongue,
      force,
      prints,
      word: kiosk.words.say(`word_${outcome.says ?? (early ? "registered" : outcome.verdict)}`, {}, tongue),
      ...sentence(outcome, facts, tongue),
      lasts: !kept ? ON_PAPER : prints ? ALONE : force ? WITH_TEAM : LASTS[light],
    };
  };

  // Fills the screen, in the person's language; what the team presses stays in the kiosk's.
  // `code`: of somebody who was registered just now.
  const write = ({ light, tongue, word, next, there, force }, code) => {
    const { say, direction } = kiosk.words;
    const [place, said, card] = ["answer", "said", "card"].map((id) => document.getElementById(id));
    const put = (selector, text) => (place.querySelector(selector).textContent = text);
    document.body.dataset.light = light;
    for (const one of [place, said]) Object.assign(one, { lang: tongue, dir: direction(tongue) });
    put("#shape", say(`light_${light}`, {}, tongue));
    put("h2", word);
    put(".next", next);
    put(".there", there);
    put("#print", say("print", {}, tongue));
    document.getElementById("force").hidden = !force;
    card.hidden = !code;
    place.toggleAttribute("data-new", Boolean(code));
    if (code) card.querySelector(".qr").replaceChildren(kiosk.label.drawn(code));
    put("code", code ? kiosk.codes.shown(code) : "");
    said.textContent = [`${word}.`, next, there].join(" ");
  };

  const clear = () => {
    for (const place of document.querySelectorAll("#said, #card > *")) place.replaceChildren();
  };

  kiosk.answers = { of, write, clear, ALONE };
})();
