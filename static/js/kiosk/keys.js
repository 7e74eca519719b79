// What stands for a code in the list and in a scan, and the envelope that only the server opens.
// The same as portal/kiosks/rules.py (key_of) and portal/core/boxes.py.
(() => {
  const kiosk = (self.kiosk ??= {});
  const KEY_BITS = 80;
  const FORM = 1; // of a box: one byte, then the sender's public key, the iv and what is sealed
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const bytes = (text) => new TextEncoder().encode(text);

  const toText = (content) =>
    btoa(String.fromCharCode(...new Uint8Array(content)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");

  const fromText = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

  // The key of a code: 14 characters. Slow on purpose, and different at each event.
  const of = async (code, salt, rounds) => {
    const base = await crypto.subtle.importKey("raw", bytes(code), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: fromText(salt), iterations: rounds };
    return toText(await crypto.subtle.deriveBits(how, base, KEY_BITS));
  };

  // `facts`, sealed for the owner of the public key: this device can't open it again.
  const seal = async (publicText, eventId, nonce, facts) => {
    const theirs = await crypto.subtle.importKey("raw", fromText(publicText), CURVE, false, []);
    const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const sender = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
    const shared = await crypto.subtle.deriveBits(
      { name: "ECDH", public: theirs },
      mine.privateKey,
      256,
    );
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = bytes(`walk-in|${eventId}`);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: sender, info },
      base,
      { name: "AES-GCM", length: 256 },
      false,
      ["encrypt"],
    );
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: bytes(nonce) },
      key,
      bytes(JSON.stringify(facts)),
    );
    return toText(Uint8Array.of(FORM, ...sender, ...iv, ...new Uint8Array(sealed)));
  };

  kiosk.keys = { of, seal };
})();
