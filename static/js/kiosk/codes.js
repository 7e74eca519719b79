// The short code on a badge. The same as portal/core/codes.py; tests/kiosks compares the two.
(() => {
  const kiosk = (self.kiosk ??= {});
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32: no I, L, O, U
  const LENGTH = 8;
  const DEVICES = "Z"; // codes that begin with it are made by kiosks
  const LOOK_ALIKES = { O: "0", I: "1", L: "1", "-": "", " ": "" };

  // The digits that Arabic and Persian keyboards type, as 0 to 9.
  const asciiDigits = (text) => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (c) => c.charCodeAt(0) & 15);

  const checkCharacter = (body) => {
    let total = 0;
    [...body].reverse().forEach((character, place) => {
      const doubled = ALPHABET.indexOf(character) * (place % 2 ? 1 : 2);
      total += Math.floor(doubled / 32) + (doubled % 32);
    });
    return ALPHABET[(32 - (total % 32)) % 32];
  };

  // The code that `text` says, look-alikes folded; null when it can't be one.
  const read = (text) => {
    const code = asciiDigits(text)
      .toUpperCase()
      .replace(/[OIL\- ]/g, (c) => LOOK_ALIKES[c]);
    if (code.length !== LENGTH || ![...code].every((c) => ALPHABET.includes(c))) return null;
    return checkCharacter(code.slice(0, -1)) === code.at(-1) ? code : null;
  };

  // `7K3M-9QXH`, as printed and dictated.
  const shown = (code) => `${code.slice(0, 4)}-${code.slice(4)}`;

  // A code that begins with `prefix`; never with four digits, which Arabic text would turn around.
  const make = (prefix = "") => {
    for (;;) {
      const more = crypto.getRandomValues(new Uint8Array(LENGTH - 1 - prefix.length));
      const body = prefix + [...more].map((byte) => ALPHABET[byte & 31]).join("");
      if (/^\d{4}/.test(body) || (!prefix && body[0] === DEVICES)) continue;
      return body + checkCharacter(body);
    }
  };

  kiosk.codes = { read, shown, make };
})();
