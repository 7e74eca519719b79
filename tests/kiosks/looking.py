"""A kiosk's page in real Chromium that is shown pictures, as if its camera had taken them."""

import base64
import io
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Page
from werkzeug.serving import make_server

# Gives, for one picture, what each attempt read (until one did) and how many milliseconds it took.
LOOK = """async ([picture, first, attempts, small]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const found = [];
  for (let attempt = first; attempt < first + attempts; attempt++) {
    const began = performance.now();
    const code = await kiosk.decoder.read(image, attempt, small);
    found.push([code, performance.now() - began]);
    if (code) break;
  }
  return found;
}"""


def film(path: Path, pictures: Iterable[Image.Image]) -> tuple[str, ...]:
    """Writes what Chromium takes for a camera's pictures, over and over; gives its switches."""
    with path.open("wb") as file:
        for picture in pictures:
            picture.convert("RGB").save(file, "JPEG", quality=90)
    return ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={path}")


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the portal, served from a thread of this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def look(
    page: Page, picture: Image.Image, attempts: int, *, small: bool = False, first: int = 0
) -> list[tuple[str | None, float]]:
    """What the page's decoder makes of a picture, by attempt: a code or none, and milliseconds."""
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    sent = base64.b64encode(file.getvalue()).decode()
    return [tuple(each) for each in page.evaluate(LOOK, [sent, first, attempts, small])]
