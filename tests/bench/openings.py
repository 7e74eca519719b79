"""How long a search among 2,000 openings takes, and how often it finds the right trade."""

import csv
import tempfile
import time
from pathlib import Path

from portal import migrating, settings
from portal.app import create_app
from portal.core import queue
from portal.core.db import db
from portal.opportunities.queries import browsing, searching
from portal.reference import trades
from tests import databases
from tests.bench.linking import COMMON, PAGE
from tests.factories.openings import many

ENGINES = ("sqlite", "postgresql")
OPENINGS = 2000
FAST = 0.030  # seconds


def run() -> None:
    """Both engines: each text of the commonest trades, as people write it, typed as a search."""
    print(f"\nSearching {OPENINGS:,} openings")
    trades.known()
    for engine in ENGINES:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            print(f"  {engine:12}{_on(engine, name)}")


def _on(engine: str, folder: str) -> str:
    with databases.fresh(engine, Path(folder)) as url:
        migrating.upgrade(url)
        given = {"PORTAL_DATA_DIR": folder, "PORTAL_DATABASE_URL": url}
        app = create_app(settings.load(given))
        queue.bell = None
        with app.app_context():
            many(OPENINGS)
            searching.forget()
            figures = _measured()
            db.session.remove()
            db.engine.dispose()
    return figures


def _measured() -> str:
    begun = time.perf_counter()
    browsing.listing(browsing.Wanted("couture", language="fr"))
    built = time.perf_counter() - begun
    times, found, right, some = [], 0, 0, 0
    offered = {trades.isco_of(code) for code in _codes()}
    for text, groups, page in _texts():
        begun = time.perf_counter()
        seen = browsing.listing(browsing.Wanted(text, language=page))
        times.append(time.perf_counter() - begun)
        if groups & offered:
            found += 1
            some += bool(seen.openings)
            right += any(trades.isco_of(one.trade) in groups for one in seen.openings)
    times.sort()
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    return (
        f"p50 {middle * 1000:.1f} ms, p95 {slow * 1000:.1f} ms, most {times[-1] * 1000:.1f} ms"
        f" ({'within' if slow <= FAST else 'ABOVE'} {FAST * 1000:.0f} ms); the first, which builds"
        f" the index, {built:.2f} s; the right trade on the first page for {right / found:.0%} of"
        f" {found:,} texts, something for {some / found:.0%}"
    )


def _codes() -> set[str]:
    return set(db.session.scalars(db.select(browsing.Opportunity.trade).distinct()))


def _texts() -> list[tuple[str, set[str], str]]:
    """What people type, the unit groups it means, and the language of the page."""
    with COMMON.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (row["text"], set(row["isco"].split(",")), PAGE.get(row["language"], row["language"]))
            for row in rows
        ]
