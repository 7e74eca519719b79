// What a kiosk keeps on its own disk: scans that were not acknowledged yet, the list of keys, who is
// in, and what it was told about itself. Nothing of it is in clear, nothing names a person.
(() => {
  const kiosk = (self.kiosk ??= {});
  const NAME = "kiosk";
  const VERSION = 1; // of the shape below; a newer one adds its own step and keeps the scans
  const MANY = 100; // answers; more are made one when the page is opened
  let opening = null;

  const shape = (base, from) => {
    if (from < 1) {
      base.createObjectStore("scans", { keyPath: "q", autoIncrement: true });
      base.createObjectStore("news", { autoIncrement: true });
      base.createObjectStore("meta");
    }
  };

  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = (event) => shape(request.result, event.oldVersion);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const base = request.result;
        const forget = () => (opening = null);
        base.onclose = forget;
        base.onversionchange = () => {
          base.close();
          forget();
        };
        resolve(base);
      };
    });

  const begin = async (stores, mode, durability) => {
    for (const last of [false, true]) {
      try {
        const base = await (opening ??= open());
        return base.transaction(stores, mode, { durability });
      } catch (error) {
        opening = null; // the browser closed it under us
        if (last) throw error;
      }
    }
  };

  // Does `work(store, …)` as a whole or not at all; what it returns is a request, or nothing.
  const run = async (stores, mode, work, durability = "relaxed") => {
    const transaction = await begin(stores, mode, durability);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
    });
    let request;
    try {
      request = work(...stores.map((name) => transaction.objectStore(name)));
    } catch (error) {
      done.catch(() => {});
      transaction.abort();
      throw error;
    }
    await done;
    return request?.result;
  };

  // Everything, as it was left. The list is what all answers together say: one is written at once, and
  // a list of thousands is read in a moment.
  const load = async () => {
    const all = (name, what = "getAll") => run([name], "readonly", (store) => store[what]());
    const asked = [all("scans"), all("news"), all("meta"), all("meta", "getAllKeys")];
    const [scans, news, values, names] = await Promise.all(asked);
    const entries = new Map();
    const present = new Map();
    for (const [listed, inside] of news) {
      put(entries, listed);
      put(present, inside);
    }
    if (news.length > MANY) await shorten([[...entries], [...present]]);
    const meta = Object.fromEntries(names.map((name, place) => [name, values[place]]));
    return { scans, meta, entries, present };
  };

  // [key, value] pairs into a map; undefined where the line is gone.
  const put = (map, pairs) => {
    for (const [key, value] of pairs) value === undefined ? map.delete(key) : map.set(key, value);
  };

  const shorten = (whole) =>
    run(["news"], "readwrite", (store) => {
      store.clear();
      store.add(whole);
    }).catch(() => {}); // another time

  // One scan, on the disk itself before this returns its number. Throws where it can't be kept.
  const keep = (scan) => run(["scans"], "readwrite", (store) => store.add(scan), "strict");

  const drop = (numbers) =>
    run(["scans"], "readwrite", (store) => numbers.forEach((number) => store.delete(number)));

  const note = (facts) =>
    run(["meta"], "readwrite", (store) => {
      for (const [name, value] of Object.entries(facts)) store.put(value, name);
    });

  // One answer of the server: pairs of the list and of who is in, and what else it says. `anew`: what
  // was listed before no longer counts.
  const take = (listed, inside, facts, anew) =>
    run(["news", "meta"], "readwrite", (news, meta) => {
      if (anew) news.clear();
      if (listed.length || inside.length) news.add([listed, inside]);
      Object.entries(facts).forEach(([name, value]) => meta.put(value, name));
    });

  // Forget all but the scans (and them too, where `scans` says so); `facts` is what remains known.
  const wipe = (facts, { scans = false } = {}) =>
    run(
      ["meta", "news", "scans"],
      "readwrite",
      (meta, news, queue) => {
        for (const store of [meta, news]) store.clear();
        if (scans) queue.clear();
        Object.entries(facts).forEach(([name, value]) => meta.put(value, name));
      },
      "strict",
    );

  kiosk.store = { load, keep, drop, note, put, take, wipe };
})();
