// A sound for each colour: two that rise, one in the middle, two that are low.
(() => {
  const kiosk = (self.kiosk ??= {});
  // [hertz, begins at, lasts] in seconds.
  const TONES = {
    green: [
      [660, 0, 0.12],
      [990, 0.13, 0.22],
    ],
    amber: [[494, 0, 0.35]],
    red: [
      [196, 0, 0.18],
      [196, 0.26, 0.32],
    ],
  };
  let speaker = null;
  let loud = true;

  // Browsers allow sound once somebody has touched the page: call it from there.
  const wake = () => {
    const Speaker = self.AudioContext;
    if (!speaker && Speaker) speaker = new Speaker();
    if (speaker?.state === "suspended") speaker.resume().catch(() => {});
  };

  const tone = (hertz, begins, lasts) => {
    const voice = speaker.createOscillator();
    const volume = speaker.createGain();
    const from = speaker.currentTime + begins;
    voice.type = hertz < 300 ? "square" : "sine";
    voice.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.5, from + 0.01); // without a click
    volume.gain.setValueAtTime(0.5, from + lasts - 0.03);
    volume.gain.linearRampToValueAtTime(0, from + lasts);
    voice.connect(volume).connect(speaker.destination);
    voice.start(from);
    voice.stop(from + lasts);
  };

  const play = (light) => {
    if (!loud || speaker?.state !== "running") return;
    for (const one of TONES[light]) tone(...one);
  };

  kiosk.sounds = { wake, play, setLoud: (yes) => (loud = yes), isLoud: () => loud };
})();
