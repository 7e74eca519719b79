// Reads a badge's QR out of a picture: with the browser's own reader where it has one, else with
// ZXing (zxing-reader-….js and .wasm), which is fetched only then, and only from here.
(() => {
  const kiosk = (self.kiosk ??= {});
  const files = document.currentScript.dataset; // data-decoder, data-decoder-wasm
  const LONGEST = 1280; // pixels; more shows nothing more of a badge that is held up
  const SMALL = 640; // on a device that takes long: the whole picture as small as this, and its middle
  const OPTIONS = {
    formats: ["QRCode"],
    maxNumberOfSymbols: 3, // a poster behind the badge may have its own
    textMode: "Plain",
    tryRotate: false, // a QR is found by its three squares, whichever way it lies
  };
  // One after another, as long as nothing is found: as it is; noise smoothed away; blurred edges
  // made steep again. `reach` in pixels.
  const ATTEMPTS = [
    { options: OPTIONS },
    { options: { ...OPTIONS, tryDenoise: true }, reach: 1, gain: -1 },
    { options: { ...OPTIONS, tryDenoise: true }, reach: 8, gain: 2 },
  ];
  const GREY = 0x010101; // one value in red, green and blue
  const OPAQUE = 0xff000000;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  let preparing = null;

  const script = (address) =>
    new Promise((done, failed) => {
      const element = document.createElement("script");
      Object.assign(element, { src: address, onload: done });
      element.onerror = () => {
        element.remove();
        failed(new Error(address));
      };
      document.head.append(element);
    });

  const ownReader = async () => {
    const formats = (await self.BarcodeDetector?.getSupportedFormats()) ?? [];
    if (!formats.includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    await detector.detect(pen.getImageData(0, 0, 1, 1)); // some have the name, but nothing behind it
    return async (source) => (await detector.detect(source)).map((found) => found.rawValue);
  };

  const zxing = async () => {
    if (!self.ZXingWASM) await script(files.decoder);
    const printErr = () => {}; // what goes wrong is told to who waits
    const overrides = { locateFile: () => files.decoderWasm, printErr };
    await ZXingWASM.prepareZXingModule({ overrides, fireImmediately: true });
    return async (source, attempt, small) => {
      const { options, reach, gain } = ATTEMPTS[attempt % ATTEMPTS.length];
      const picture = taken(source, small && attempt % 2 ? "middle" : small ? "small" : "whole");
      if (reach) steepen(picture, reach, gain);
      return (await ZXingWASM.readBarcodes(picture, options)).map((found) => found.text);
    };
  };

  // Resolves when pictures can be read; what it fetches is then on the device.
  const prepare = () => {
    preparing ??= ownReader()
      .catch(() => null)
      .then((found) => found ?? zxing())
      .catch((problem) => {
        preparing = null; // another time, perhaps
        throw Object.assign(problem, { error: "decoder" });
      });
    return preparing;
  };

  // The code of the badge in this picture (a video, a canvas, an image); null without one.
  // `attempt` counts up while one looks at the same thing.
  const read = async (source, attempt = 0, small = false) => {
    const reader = await prepare();
    for (const text of await reader(source, attempt, small)) {
      const code = kiosk.codes.read(text);
      if (code) return code;
    }
    return null;
  };

  const taken = (source, part) => {
    const wide = source.videoWidth || source.naturalWidth || source.width;
    const high = source.videoHeight || source.naturalHeight || source.height;
    const middle = part === "middle";
    const from = middle ? [Math.min(SMALL, wide), Math.min(SMALL * 0.75, high)] : [wide, high];
    const scale = middle ? 1 : Math.min(1, (part === "small" ? SMALL : LONGEST) / Math.max(wide, high));
    const [w, h] = from.map((side) => Math.round(side * scale));
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    pen.drawImage(source, (wide - from[0]) >> 1, (high - from[1]) >> 1, ...from, 0, 0, w, h);
    return pen.getImageData(0, 0, w, h);
  };

  // Every pixel away from the mean of those around it (gain above 0), or onto it (gain -1).
  const steepen = ({ data, width, height }, reach, gain) => {
    const pixels = new Uint32Array(data.buffer);
    const grey = new Uint8Array(pixels.length);
    for (let i = 0; i < grey.length; i++) {
      const p = pixels[i];
      grey[i] = ((p & 255) + ((p >> 7) & 510) + ((p >> 16) & 255)) >> 2; // green counts twice
    }
    const row = (y) => Math.min(height - 1, Math.max(0, y)) * width;
    const sums = new Int32Array(width + 2 * reach + 1); // of columns around this row; edges go on
    for (let y = -reach; y < reach; y++) add(sums, grey, row(y), width, reach, 1);
    const share = gain / (2 * reach + 1) ** 2;
    for (let y = 0; y < height; y++) {
      add(sums, grey, row(y + reach), width, reach, 1);
      for (let x = 0; x <= reach; x++) {
        sums[x] = sums[reach];
        sums[width + reach + x] = sums[width + reach - 1];
      }
      let sum = 0;
      for (let x = 0; x <= 2 * reach; x++) sum += sums[x];
      for (let x = 0, i = y * width; x < width; x++, i++) {
        const found = (1 + gain) * grey[i] - share * sum;
        pixels[i] = GREY * (found < 0 ? 0 : found > 255 ? 255 : found | 0) + OPAQUE;
        sum += sums[x + 2 * reach + 1] - sums[x];
      }
      add(sums, grey, row(y - reach), width, reach, -1);
    }
  };

  const add = (sums, grey, from, width, reach, sign) => {
    for (let x = 0; x < width; x++) sums[reach + x] += sign * grey[from + x];
  };

  kiosk.decoder = { prepare, read, attempts: ATTEMPTS.length };
})();
