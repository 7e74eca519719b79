// The code as a QR, on the screen and on a label of paper.
(() => {
  const kiosk = (self.kiosk ??= {});
  const NS = "http://www.w3.org/2000/svg";
  const BORDER = 2;

  // An SVG of the code alone, as on a badge: version 1, highest correction.
  const drawn = (code) => {
    const qr = leanQr.generate(code, { minCorrectionLevel: leanQr.correction.H });
    const all = qr.size + 2 * BORDER;
    let squares = "";
    for (let y = 0; y < qr.size; y++)
      for (let x = 0; x < qr.size; x++) if (qr.get(x, y)) squares += `M${x + BORDER} ${y + BORDER}h1v1h-1z`;
    const picture = document.createElementNS(NS, "svg");
    picture.setAttribute("viewBox", `0 0 ${all} ${all}`);
    picture.setAttribute("aria-hidden", "true");
    const paper = picture.appendChild(document.createElementNS(NS, "path"));
    paper.setAttribute("d", `M0 0h${all}v${all}H0z`);
    paper.setAttribute("fill", "#fff");
    picture.appendChild(document.createElementNS(NS, "path")).setAttribute("d", squares);
    return picture;
  };

  // Sends one label to the printer. `name`: what was just typed, or "" for a line to write on.
  const print = ({ code, event, name = "" }) => {
    const label = document.getElementById("label");
    label.querySelector("b").textContent = event;
    label.querySelector(".qr").replaceChildren(drawn(code));
    label.querySelector("code").textContent = kiosk.codes.shown(code);
    label.querySelector("p").textContent = name;
    self.print();
  };

  // Nothing of the last person stays in the page.
  const clear = () => {
    for (const part of document.getElementById("label").children) part.replaceChildren();
  };

  kiosk.label = { drawn, print, clear };
})();
