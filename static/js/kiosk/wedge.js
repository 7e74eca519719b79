// A scanner that types: USB and Bluetooth scanners are keyboards that are very fast.
(() => {
  const kiosk = (self.kiosk ??= {});
  const FAST = 50; // milliseconds from one key to the next: no hand types a whole code like that
  const WAKING = 400; // and to the second: a page, or a scanner, that has slept is slow at first
  const PAUSE = 120; // milliseconds of silence that end a scan without Enter or Tab
  const FEWEST = 6; // characters
  const SEEN = 3; // fast keys after which it is a scanner, and the page no longer gets them
  const ENDS = ["Enter", "NumpadEnter", "Tab"];
  const MARKS = { Minus: "-", Space: " ", BracketRight: "]" };

  // What the scanner meant by a key. It presses keys where they are on an American keyboard;
  // the computer may take them for French ("à" for 0, A for Q) or Arabic ones.
  const meant = ({ code, key }) => {
    const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code) ?? [];
    return letter ?? digit ?? MARKS[code] ?? (key.length === 1 ? key : "");
  };

  let right = null; // which of the two readings was the only one that could be a badge, last time

  // What was scanned: as the computer understood the keys, or as they lie on an American keyboard.
  // One code in 32 could be read both ways: then as the scans before it, else not at all.
  const sense = (keys) => {
    const ways = [keys.map(({ key }) => (key.length === 1 ? key : "")), keys.map(meant)];
    const texts = ways.map((letters) => bare(letters.join("")));
    const codes = texts.map(kiosk.codes.read);
    if (codes[0] && codes[1] && codes[0] !== codes[1]) return right === null ? "" : texts[right];
    if (!codes[0] !== !codes[1]) right = codes[0] ? 0 : 1;
    return codes[1] ? texts[1] : texts[0];
  };

  // Without what scanners put before and after: "]Q1" says that it was a QR.
  const bare = (text) => text.replace(/^\]?[Qq]\d(?=.{8})/, "").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  const isField = (target) => target?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target?.tagName);

  // `onText` gets what a scanner types, anywhere but in a field; returns how to stop.
  const listen = (onText) => {
    let keys = [];
    let at = -Infinity;
    let timer = 0;

    const end = () => {
      clearTimeout(timer);
      const scanned = keys;
      keys = [];
      if (scanned.length >= FEWEST) onText(sense(scanned));
    };

    // A page that is busy hears late: its next key may have come long before this silence.
    const quiet = () => keys.length >= FEWEST && end();

    const hide = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };

    const pressed = (event) => {
      if (isField(event.target) || event.isComposing) return;
      const fast = event.timeStamp - at < FAST;
      const waking = keys.length === 1 && event.timeStamp - at < WAKING;
      if (ENDS.includes(event.code) || ENDS.includes(event.key)) {
        if (keys.length >= FEWEST) hide(event); // it would press the button that has the focus
        return end();
      }
      const isText = event.key.length === 1 || /^(Key[A-Z]|Digit\d)$/.test(event.code);
      if (event.repeat || !isText || event.ctrlKey || event.metaKey) return; // Shift is a key, too
      at = event.timeStamp;
      if (!fast && !waking) keys = [];
      keys.push({ key: event.key, code: event.code });
      if (keys.length > SEEN) hide(event);
      clearTimeout(timer);
      timer = setTimeout(quiet, PAUSE);
    };

    document.addEventListener("keydown", pressed, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", pressed, { capture: true });
    };
  };

  kiosk.wedge = { listen };
})();
