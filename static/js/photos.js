// A photo leaves the phone small, without the place where it was taken, and arrives although the
// network breaks off: until the portal has it, the phone keeps it, with what was written beside it.
// Without this script the form sends the file as it is, and the portal does the rest.
(() => {
  const SIDE = 1600; // pixels
  const MOST = 380000; // bytes
  const DAY = 864e5;
  const shelf = "photo";
  let small; // the photo as it will leave, or the file itself where it can't be made smaller

  // One photo at a time waits here, under the key 1.
  const store = (mode, work) =>
    new Promise((done, fail) => {
      const open = indexedDB.open(shelf, 1);
      open.onupgradeneeded = () => open.result.createObjectStore(shelf);
      open.onerror = fail;
      open.onsuccess = () => {
        const base = open.result;
        const change = base.transaction(shelf, mode);
        const asked = work(change.objectStore(shelf));
        change.oncomplete = () => (base.close(), done(asked.result));
        change.onerror = change.onabort = () => (base.close(), fail());
      };
    });
  const kept = () => store("readonly", (s) => s.get(1)).catch(() => 0);
  const keep = (all) => store("readwrite", (s) => s.put(all, 1)).catch(() => 0);
  const forget = () => new Promise((done) => {
    try {
      const asked = indexedDB.deleteDatabase(shelf);
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    } catch (e) { done(); }
  });

  const drawn = async (file, side) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    if (image.close) image.close();
    return canvas;
  };
  const packed = (canvas, quality) =>
    new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail()), "image/jpeg", quality));
  const reduced = async (file) => {
    try {
      const canvas = await drawn(file, SIDE);
      let blob;
      for (const quality of [0.8, 0.65, 0.5, 0.35]) {
        blob = await packed(canvas, quality);
        if (blob.size <= MOST) break;
      }
      return blob;
    } catch (e) {
      return file; // no photo for this browser, or too little memory: the portal will say
    }
  };

  const start = async () => {
    const form = document.getElementById("send-photo");
    if (!form) return forget(); // the page is full: what waited has arrived
    const said = form.dataset;
    const box = document.getElementById("preview");
    const button = form.querySelector(".button");
    const input = form.elements.photo;
    const line = document.createElement("p");
    const bar = document.createElement("progress");
    let again;

    const show = async (file, text) => {
      box.textContent = "";
      line.textContent = text;
      if (text) box.append(line);
      try {
        const canvas = await drawn(file, 480);
        box.querySelectorAll("canvas").forEach((old) => old.remove());
        box.append(canvas);
      } catch (e) {} // no preview
    };

    const answered = async (request, all) => {
      const { status, responseURL } = request;
      if (status === 403 && all.token !== form.elements.form_token.value) {
        all.token = form.elements.form_token.value; // the door was passed anew since
        return send(all);
      }
      if (!status || status >= 500) return later(all);
      // The way to the door: who comes back goes on.
      const here = responseURL.split(/[?#]/)[0] === form.action.split(/[?#]/)[0];
      if (here || status !== 200) await forget();
      if (status !== 422) {
        history.replaceState(null, "", here ? responseURL : location.href);
        return here || status !== 200 ? location.reload() : location.assign(responseURL);
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main"));
      if (document.querySelector("#photo-wrong")) small = null;
      scrollTo(0, 0);
      start();
    };

    const later = (all) => {
      line.textContent = said.cut;
      bar.remove();
      const stop = document.createElement("button");
      stop.type = "button";
      stop.className = "quiet";
      stop.textContent = said.forget;
      stop.onclick = async () => {
        clearTimeout(again);
        removeEventListener("online", retry);
        await forget();
        location.reload();
      };
      box.querySelectorAll("button").forEach((old) => old.remove());
      box.append(stop);
      const retry = () => {
        clearTimeout(again);
        removeEventListener("online", retry);
        stop.remove();
        send(all);
      };
      addEventListener("online", retry);
      all.tries = (all.tries || 0) + 1;
      again = setTimeout(retry, Math.min(30000, 1500 * 2 ** all.tries));
    };

    const send = (all) => {
      const body = new FormData();
      body.append("form_token", all.token);
      body.append("alt", all.alt);
      body.append("faces", all.faces);
      body.append("photo", all.photo, all.name);
      line.textContent = said.sending;
      bar.removeAttribute("value");
      box.prepend(line, bar);
      button.disabled = true;
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.timeout = 120000;
      request.upload.onprogress = (e) => {
        if (e.loaded < e.total) bar.value = e.loaded / e.total;
        else bar.removeAttribute("value"); // it is there, and being looked at
      };
      request.onloadend = () => answered(request, all);
      request.send(body);
    };

    form.noValidate = false; // nothing heavy leaves before all is said
    form.elements.alt.required = form.elements.faces[0].required = true;
    input.onchange = async () => {
      const file = input.files[0];
      if (!file) return;
      const mine = (small = (async () => {
        await show(file, said.making);
        return reduced(file);
      })());
      await mine;
      if (small === mine) line.remove();
    };
    form.onsubmit = async (event) => {
      const file = input.files[0];
      if (!file && !small) return; // the portal says what is missing
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      const photo = await (small || reduced(file));
      const all = {
        photo,
        name: file && photo === file ? file.name : "photo.jpg",
        owner: said.owner,
        at: Date.now(),
        token: form.elements.form_token.value,
        alt: form.elements.alt.value,
        faces: form.elements.faces.value,
      };
      await keep(all);
      send(all);
    };

    if (small) return show(await small, "");
    const waiting = await kept();
    // A phone is shared: what another member, or nobody any more, wanted to send is thrown away.
    if (!waiting || waiting.owner !== said.owner || Date.now() - waiting.at > DAY) return forget();
    form.elements.alt.value = waiting.alt;
    form.elements.faces.value = waiting.faces;
    small = waiting.photo;
    await show(small, said.sending);
    send(waiting);
  };
  start();
})();
