// The large pad: eight cells and the keys of the code's alphabet. Touch, mouse or keyboard.
(() => {
  const kiosk = (self.kiosk ??= {});
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const FOLDED = { O: "0", I: "1", L: "1" };
  const LENGTH = 8;
  const PAUSE = 400; // ms after the last letter of a keyboard: a scanner sends Enter sooner
  let typed = "";
  let done = () => {};
  let timer = 0;

  const part = (selector) => document.querySelector(`#keys ${selector}`);

  const show = () => {
    [...part(".cells").children].forEach((cell, place) => (cell.textContent = typed[place] ?? ""));
    part("#typed").textContent = [...typed].join(" ");
    delete part(".cells").dataset.wrong;
  };

  const give = () => {
    clearTimeout(timer);
    if (typed.length === LENGTH) done(typed);
  };
  const press = (character) => {
    if (typed.length < LENGTH) typed += character;
    show();
  };
  const erase = () => {
    clearTimeout(timer);
    typed = typed.slice(0, -1);
    show();
  };
  const clear = () => {
    clearTimeout(timer);
    typed = "";
    show();
  };
  // What was typed stays, to be corrected.
  const refuse = () => (part(".cells").dataset.wrong = "");
  const refused = () => "wrong" in part(".cells").dataset;

  const key = (character) => {
    const made = document.createElement("button");
    made.textContent = character;
    made.addEventListener("click", () => {
      press(character);
      give();
    });
    return made;
  };

  // Call once, before the page is spoken.
  const make = () => {
    for (let place = 0; place < LENGTH; place++) part(".cells").append(document.createElement("span"));
    const eraser = document.createElement("button");
    eraser.dataset.say = "erase";
    eraser.addEventListener("click", erase);
    part(".keys").append(...[...ALPHABET].map(key), eraser);
  };

  // Puts the pad into this section; `whenDone` is given the eight letters.
  const into = (section, whenDone) => {
    if (done !== whenDone) clear(); // it asks for something else now
    section.querySelector(".slot").append(document.getElementById("keys"));
    done = whenDone;
  };

  // What a key means: its character, else (Arabic letters, the upper row of AZERTY) its place.
  const meant = ({ key, code }) => {
    const places = [key, /^(?:Key|Digit)(.)$/.exec(code)?.[1]].filter((one) => one?.length === 1);
    const folded = places.map((one) => FOLDED[one.toUpperCase()] ?? one.toUpperCase());
    return folded.find((one) => ALPHABET.includes(one));
  };

  // A key of a real keyboard.
  const keyboard = (event) => {
    if (event.key === "Backspace") return erase();
    if (event.key === "Enter" && typed.length === LENGTH) return give();
    const character = meant(event);
    if (!character) return;
    press(character);
    clearTimeout(timer);
    timer = setTimeout(give, PAUSE);
  };

  const isShown = () => document.getElementById("keys").offsetParent !== null;

  kiosk.pad = { make, into, keyboard, clear, refuse, refused, isShown };
})();
