"""A browser of its own on a folder of its own: a device that can lose its power or be stolen."""

import contextlib
import json
import time
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.browser.kiosks import TABLET, Kiosk
from tests.browser.phones import QUIET, executable
from tests.stack.processes import children, end

# Every store of every database, every cache with its contents, every storage.
EVERYTHING = """async () => {
  const found = {local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie};
  found.address = location.href;
  found.state = history.state;
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const {name} of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const open = () => base.transaction(store).objectStore(store);
      const keys = await done(open().getAllKeys());
      const values = await done(open().getAll());
      found[`${name}.${store}`] = keys.map((key, place) => [key, values[place]]);
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    found[name] = [];
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      found[name].push([request.url, [...kept.headers].join("\\n"), await kept.text()]);
    }
  }
  return found;
}"""


class Tablet:
    def __init__(self, browser: Browser, folder: Path, url: str) -> None:
        self.browser, self.folder, self.url = browser, folder, url
        self.kiosk: Kiosk | None = None

    def start(self) -> Kiosk:
        """Switch it on. The page still has to be opened."""
        context = self.browser.browser_type.launch_persistent_context(
            self.folder, executable_path=executable(), args=list(QUIET), viewport=TABLET
        )
        self.kiosk = Kiosk(context, self.url)
        return self.kiosk

    def lose_power(self) -> None:
        """kill -9 for all of the browser, in this instant."""
        for pid in self.processes():
            end(pid)
        with contextlib.suppress(Error):
            self.kiosk.close()
        while self.processes():
            time.sleep(0.01)

    def processes(self) -> list[int]:
        """The browser that runs on this folder, and all below it."""
        mine = f"--user-data-dir={self.folder}".encode()
        found = []
        for task in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mine in (task / "cmdline").read_bytes().split(b"\0"):
                    found += [int(task.name), *children(int(task.name))]
        return found

    def stop(self) -> None:
        if self.processes():
            self.kiosk.close()

    def stored(self) -> str:
        """All that the page has left in this browser, as text."""
        kept = self.kiosk.page.evaluate(EVERYTHING)
        return json.dumps([kept, self.kiosk.context.cookies()], ensure_ascii=False)

    def bytes(self) -> bytes:
        """Every file of the browser's folder, one after the other."""
        files = [file for file in sorted(self.folder.rglob("*")) if file.is_file()]
        return b"\n".join(file.read_bytes() for file in files)
