"""`make bench`: measures and prints. Benches measure; tests don't time."""

import argparse
import os

from tests.bench import (
    decoder,
    delivery,
    door,
    fresh,
    linking,
    load,
    matching,
    openings,
    photos,
    planning,
    startups,
    way,
)

BENCHES = {
    "way": (way.run, "bytes, requests and seconds from home to badge, in real Chromium"),
    "pages": (load.pages, "fair pages per second"),
    "journeys": (load.journeys, "registrations per second, both engines"),
    "rush": (load.rush_for_seats, "1,000 people for 100 seats, both engines"),
    "door": (door.run, "kiosks in Chromium: from scan to light, first load, start without network"),
    "planning": (planning.run, "a message to 15,000 people: counted and planned, both engines"),
    "delivery": (delivery.run, "messages per second from one worker, both engines"),
    "linking": (linking.run, "free words to trades: accuracy at 1 and 5, milliseconds, memory"),
    "matching": (matching.run, "lists, spread, seconds and memory, up to 100,000 x 10,000"),
    "fresh": (fresh.run, "matching in tables: a whole run, one change, a burst; both engines"),
    "openings": (openings.run, "a search among 2,000 openings: milliseconds, right trade or not"),
    "startups": (startups.run, "a business's page on slow 3G in Chromium: bytes, paints"),
    "photos": (photos.run, "what a photo costs: the corpus, 12 megapixels; seconds, memory"),
    "decoder": (decoder.run, "badges before a kiosk's camera: share read, milliseconds a picture"),
    "servers": (load.servers, "granian against gunicorn, with slow clients"),
}


def main() -> None:
    listed = "\n".join(f"  {name:10} {what}" for name, (_, what) in BENCHES.items())
    reader = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        epilog=f"benches:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reader.add_argument("name", nargs="*", help="which ones; all of them when none is named")
    names = reader.parse_args().name or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        reader.error(f"no bench is called {', '.join(unknown)}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
    for name in names:
        BENCHES[name][0]()


if __name__ == "__main__":
    main()
