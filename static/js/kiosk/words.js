// What a kiosk says, in the language of who stands there: sentences, days and hours.
(() => {
  const kiosk = (self.kiosk ??= {});
  // As on the portal's pages: Latin digits and Moroccan month names in Arabic.
  const TONGUES = { fr: "fr-MA", ar: "ar-MA-u-nu-latn", en: "en-GB", es: "es" };
  const DAY = 86_400_000;
  let said = {};
  let language = "fr";

  const read = () => {
    said = JSON.parse(document.body.dataset.words);
    language = document.documentElement.lang;
  };
  const has = (tongue) => tongue in said;
  const direction = (tongue) => (tongue === "ar" ? "rtl" : "ltr");
  const apart = (text) => `\u2068${text}\u2069`; // keeps its own direction inside a sentence

  // The sentence of this key; `values` stand where it says %(name)s.
  const say = (key, values = {}, tongue = language) =>
    said[tongue][key].replace(/%\((\w+)\)s/g, (_, name) => apart(values[name]));

  // Sets every sentence of the page in `tongue`.
  const speak = (tongue) => {
    language = tongue;
    const root = document.documentElement;
    root.lang = tongue;
    root.dir = direction(tongue);
    document.title = say("title");
    for (const place of document.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
    for (const place of document.querySelectorAll("[data-name]")) place.ariaLabel = say(place.dataset.name);
    for (const one of document.querySelectorAll("[data-language]"))
      one.ariaPressed = String(one.dataset.language === tongue);
  };

  // A text that staff wrote in several languages.
  const pick = (texts, tongue = language) => {
    const code = [tongue, "fr", "en", "es", "ar"].find((one) => texts?.[one]);
    return code ? texts[code] : "";
  };

  // Times on Morocco's clock, whatever the device believes: `offset` comes with the rules.
  const written = (ms, offset, tongue, how) =>
    new Intl.DateTimeFormat(TONGUES[tongue], { timeZone: "UTC", ...how }).format(ms + offset);
  const hour = (ms, offset, tongue = language) =>
    written(ms, offset, tongue, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = (ms, offset, tongue = language) => {
    const text = written(ms, offset, tongue, { weekday: "long", day: "numeric", month: "long" });
    if (tongue === "fr") return text.replace(/ 1 /, " 1er ");
    return tongue === "es" ? text.replace(",", "") : text;
  };
  // An hour today; another day, the day as well.
  const when = (ms, offset, tongue = language, now = Date.now()) => {
    const same = Math.floor((ms + offset) / DAY) === Math.floor((now + offset) / DAY);
    const comma = tongue === "ar" ? "، " : ", ";
    return (same ? "" : day(ms, offset, tongue) + comma) + hour(ms, offset, tongue);
  };

  kiosk.words = { read, has, say, speak, pick, hour, when, direction, language: () => language };
})();
