"""The trades that ship with the portal, the unit groups of ISCO-08, and their skills, from files.

`trades/*.tsv` and `skills/*.tsv` are written for the programme, one file a sector; `groups.tsv`
names each of the 436 unit groups, so that a trade that nobody foresaw still finds its place.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "ar", "en", "es", "darija", "darija_ar")


class Source(IntEnum):
    """Where a trade comes from. The smaller is preferred where two say the same."""

    PORTAL = 0
    GROUP = 1  # a unit group as a whole
    ESCO = 2


@dataclass(frozen=True)
class Trade:
    """A trade, its ISCO-08 unit group, its names by language (the first is shown), its skills."""

    code: str
    isco: str
    source: Source
    names: dict[str, tuple[str, ...]] = field(hash=False)
    skills: tuple[str, ...] = ()
    essential: frozenset[str] = frozenset()  # those of its skills that it can't do without


def trades() -> list[Trade]:
    """The trades of the portal's own catalogue."""
    return [_trade(row) for path in files("trades") for row in rows(path)]


def _trade(row: dict[str, str]) -> Trade:
    skills = row["skills"].split()
    return Trade(
        code=row["code"],
        isco=row["isco"],
        source=Source.PORTAL,
        names=_names(row),
        skills=tuple(skill.rstrip("*") for skill in skills),
        essential=frozenset(skill[:-1] for skill in skills if skill.endswith("*")),
    )


def groups() -> list[Trade]:
    """Each unit group of ISCO-08 as a trade of its own, with the code `isco-7531`."""
    return [
        Trade(f"isco-{row['isco']}", row["isco"], Source.GROUP, _names(row))
        for row in rows(FOLDER / "groups.tsv")
    ]


def skills() -> dict[str, dict[str, tuple[str, ...]]]:
    """Every skill's names by language."""
    return {row["code"]: _names(row) for path in files("skills") for row in rows(path)}


def files(folder: str) -> list[Path]:
    return sorted((FOLDER / folder).glob("*.tsv"))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of our files: tabs between columns, no quotes."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _names(row: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        language: tuple(row[language].split("|")) for language in LANGUAGES if row.get(language)
    }
