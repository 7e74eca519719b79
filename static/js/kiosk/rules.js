// What holds at a door. The same as portal/kiosks/rules.py: tests/kiosks/cases.json is run on both.
// Nothing here asks a clock or the network. Times are milliseconds since 1970 UTC.
(() => {
  const kiosk = (self.kiosk ??= {});
  const DAY = 86_400_000;
  const NIGHT = 4 * 3_600_000; // an evening that ends after midnight belongs to the day it began
  const GREEN = ["welcome", "welcome_back", "goodbye"];
  const AMBER = ["already_in", "not_in", "unknown", "waiting"];
  const LET_IN = [...GREEN, "already_in", "not_in", "unknown"];
  const HELD = ["seated", "offered"];

  const answer = (verdict, session = 0, since = 0) => ({ verdict, session, since });

  const light = (verdict) =>
    GREEN.includes(verdict) ? "green" : AMBER.includes(verdict) ? "amber" : "red";

  const letIn = (verdict) => LET_IN.includes(verdict);

  const day = (point, at) => Math.floor((at + point.offset - NIGHT) / DAY);

  // The day that an entry counts for, from four in the morning to four; 0 where none counts.
  const dayOf = (point, at) => (point.again === "once" ? 0 : day(point, at));

  // The sessions where the person has a seat are closed: which is the next, or the last?
  const closed = (point, held, at) => {
    const coming = held.find(([, opens]) => at < opens);
    if (!coming) return answer("too_late", held.at(-1)[0]);
    const [session, opens] = coming;
    return answer(day(point, opens) === day(point, at) ? "too_early" : "other_session", session);
  };

  // The person is on waiting lists only, and none of these sessions is open.
  const hoping = (waitedFor, at) => {
    const coming = waitedFor.find(([, opens]) => at < opens);
    return coming ? answer("waiting", coming[0]) : answer("too_late", waitedFor.at(-1)[0]);
  };

  // What the rules say of a badge alone, whatever its owner did before.
  const judge = (point, entry, at, fresh) => {
    if (!entry) return answer(fresh ? "not_found" : "unknown");
    if (entry.state !== "active") return answer("cancelled");
    const seats = new Map(entry.seats);
    const mine = point.windows.filter(([session]) => seats.has(session));
    if (!mine.length) {
      return answer("other_session", seats.size ? Math.min(...seats.keys()) : 0);
    }
    const held = mine.filter(([session]) => HELD.includes(seats.get(session)));
    const open = ([, opens, closes]) => opens <= at && at < closes;
    const enters = held.find(open);
    if (enters) return answer("welcome", enters[0]);
    const waits = mine.find(open);
    if (waits) return answer("waiting", waits[0]);
    return held.length ? closed(point, held, at) : hoping(mine, at);
  };

  // Did the person come in already for what is open now? On a waiting list: for that session.
  const letInBefore = (point, { verdict, session }, seen) => {
    if (verdict !== "waiting") return verdict === "welcome";
    return seen.first >= point.windows.find(([one]) => one === session)[1];
  };

  // The answer to one scan. `entry`: the line of the list, or null. `seen`: what its owner did here
  // on the day that counts, or null.
  const decide = (point, entry, seen, at, direction, fresh) => {
    if (direction === "out" && entry) {
      return seen?.inside ? answer("goodbye", 0, seen.first) : answer("not_in");
    }
    const found = judge(point, entry, at, fresh);
    if (!seen || !letInBefore(point, found, seen)) return found;
    const verdict = point.again === "free" ? "welcome_back" : "already_in";
    return answer(verdict, found.session, seen.first);
  };

  kiosk.rules = { decide, light, letIn, dayOf };
})();
