"""How often free words find their trade (ISCO-08 unit group, at 1 and at 5), and how fast."""

import csv
import gc
import os
import random
import string
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from portal.reference import esco, trades
from portal.settings import ROOT

SHARED = ROOT.parent / "shared" / "data"
COMMON = ROOT / "tests/bench/data/common_trades.tsv"
# Set, the language of the page that asks; Portuguese is none of the portal's.
SETS = (("fra_fr", "fr"), ("bel_fr", "fr"), ("esp_es", "es"), ("usa_en", "en"), ("prt_pt", ""))
PAGE = {"darija": "fr", "darija_ar": "ar"}  # where people who write Darija are
FAR = 60  # suggestions asked for, so that five different groups are among them
SEED = 5


class Case(NamedTuple):
    text: str
    groups: set[str]
    page: str
    labels: tuple[str, ...] = ()  # under which it is counted


def run() -> None:
    """Both catalogues on the five sets and on the commonest trades, clean and with one slip."""
    print("\nLinking free words to trades: right at 1 / at 5 (different unit groups)")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        before = _resident()
        _all_of("the portal's trades alone", None, before)
        folder = Path(name)
        if _import(folder):
            _all_of("with ESCO imported", folder, before)
    trades.keep_in(None)


def _import(folder: Path) -> bool:
    files = esco.files_in([SHARED / "esco"]) if (SHARED / "esco").is_dir() else []
    if not files:
        print(f"  with ESCO imported: skipped, no files in {SHARED / 'esco'}")
        return False
    known = esco.Esco()
    for file in files:
        for _ in esco.read(file, known):
            pass
    return esco.save(known, folder)


def _all_of(title: str, folder: Path | None, before: float) -> None:
    trades.forget()
    gc.collect()
    trades.keep_in(folder)
    begun = time.process_time()
    count = len(trades.known().trades)
    seconds = time.process_time() - begun
    print(
        f"  {title}: {count:,} trades, {seconds:.1f} s to load, {_resident() - before:.0f} MB more"
    )
    times: list[float] = []
    for name, page in SETS:
        path = SHARED / "linking" / f"titles_{name}.tsv"
        if path.exists():
            _print(name, [Case(text, groups, page) for text, groups in _titles(path)], times)
        else:
            print(f"    {name}: skipped, {path} is missing")
    _print("common trades", list(_common()), times)
    times.sort()
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"    a question: p50 {middle * 1000:.1f} ms, p95 {slow * 1000:.1f} ms ({len(times):,})")


def _print(name: str, cases: list[Case], times: list[float]) -> None:
    dice = random.Random(SEED)
    clean = _tally(cases, times)
    slipped = _tally([case._replace(text=_slip(case.text, dice)) for case in cases], times)
    for label in clean:
        shown = name if not label else f"  {label}"
        print(
            f"    {shown:16}{clean[label][0]:6,}  {_rates(clean[label])}"
            f"   one slip {_rates(slipped[label])}"
        )


def _tally(cases: Iterable[Case], times: list[float]) -> dict[str, list[int]]:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in cases:
        begun = time.perf_counter()
        found = trades.find(case.text, case.page, most=FAR)
        times.append(time.perf_counter() - begun)
        groups = list(dict.fromkeys(one.isco for one in found.trades))[:5]
        for label in ("", *case.labels):
            tally[label][0] += 1
            tally[label][1] += bool(case.groups & set(groups[:1]))
            tally[label][2] += bool(case.groups & set(groups))
    return tally


def _rates(counts: list[int]) -> str:
    return f"{counts[1] / counts[0]:.3f} / {counts[2] / counts[0]:.3f}"


def _titles(path: Path) -> list[tuple[str, set[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(text, set(groups.split(","))) for text, groups in rows]


def _common() -> Iterable[Case]:
    with COMMON.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            groups, page = set(row["isco"].split(",")), PAGE.get(row["language"], row["language"])
            yield Case(row["text"], groups, page, (row["language"], row["kind"]))


def _slip(text: str, dice: random.Random) -> str:
    """`text` with a letter lost, changed, added, or two changed round; not the first letter."""
    places = [i for i in range(1, len(text)) if text[i].isalpha()]
    if not places:
        return text
    i = dice.choice(places)
    letter = dice.choice(string.ascii_lowercase)
    return dice.choice(
        [
            text[:i] + text[i + 1 :],
            text[:i] + letter + text[i + 1 :],
            text[:i] + letter + text[i:],
            text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :],
        ]
    )


def _resident() -> float:
    """The memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
