"""The ESCO classification, brought in from its published CSV files and kept in one small file.

ESCO belongs to the European Commission and is published under CC BY 4.0 (`ATTRIBUTION`).
"""

import csv
import gzip
import json
import logging
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.reference import spelling
from portal.reference.catalogue import Source, Trade

log = logging.getLogger(__name__)
ATTRIBUTION = (
    "ESCO classification © European Union, CC BY 4.0, https://esco.ec.europa.eu;"
    " reduced to names, unit groups and single words of the descriptions."
)
FILE = Path("trades") / "esco.json.gz"
MOST_BYTES = 200_000_000  # of a published file; the largest had 3 MB
NAMES = re.compile(r"(occupations|ISCOGroups)_([a-z]{2})(?![a-z]).*\.csv", re.IGNORECASE)


class NotEsco(Exception):
    """A file is not what ESCO publishes. The message is a sentence for the operator."""


@dataclass
class Esco:
    """Occupations by their number in ESCO; what is said of unit groups; the files it came from."""

    groups_of: dict[str, str] = field(default_factory=dict)  # occupation: unit group
    names: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # language: occupation: …
    about: dict[str, dict[str, str]] = field(default_factory=dict)  # language: occupation: words
    said: dict[str, dict[str, str]] = field(default_factory=dict)  # language: unit group: words
    files: dict[str, str] = field(default_factory=dict)  # language and kind: file name

    @property
    def placed(self) -> set[str]:
        """The occupations whose unit group is known, in one file or another."""
        return {one for names in self.names.values() for one in names if one in self.groups_of}


def files_in(paths: list[Path]) -> list[Path]:
    """The files of ESCO among `paths` and in the folders of `paths`."""
    found = [file for path in paths for file in (path.iterdir() if path.is_dir() else [path])]
    return sorted({file for file in found if NAMES.fullmatch(file.name)}, key=lambda one: one.name)


def read(file: Path, into: Esco) -> Iterator[int]:
    """Take `file` in, instead of what was known in its language. Yields the place in its bytes."""
    matched = NAMES.fullmatch(file.name)
    if matched is None or file.stat().st_size > MOST_BYTES:
        raise NotEsco(f"{file.name} is not a file of ESCO: occupations_fr.csv, ISCOGroups_en.csv …")
    language = matched[2].lower()
    groups = matched[1].lower() != "occupations"
    needed = {"code", "description"} if groups else {"conceptUri", "preferredLabel"}
    fresh, take = Esco(groups_of=into.groups_of), _group if groups else _occupation
    for place, row in _rows(file):
        if not needed <= set(row):
            raise NotEsco(f"{file.name} has no columns {' and '.join(sorted(needed))}.")
        take(row, language, fresh)
        yield place
    if not fresh.said and not fresh.names:
        raise NotEsco(f"{file.name} has no row to use.")
    into.said.update(fresh.said)
    into.names.update(fresh.names)
    if not groups:
        into.about[language] = fresh.about.get(language, {})
    into.files[f"{'groups' if groups else 'occupations'}_{language}"] = file.name


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(how many bytes are read, the row)."""
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        with file.open("rb") as source:
            for number, line in enumerate(source):
                read += len(line)
                yield line.decode("utf-8-sig" if number == 0 else "utf-8")

    try:
        for row in csv.DictReader(lines()):
            yield read, {key: value or "" for key, value in row.items() if key}
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotEsco(f"{file.name} can't be read as CSV in UTF-8 ({error}).") from error


def _occupation(row: dict[str, str], language: str, into: Esco) -> None:
    number = row["conceptUri"].rpartition("/")[2]
    listed = [row["preferredLabel"], *re.split(r"[\n|]", row.get("altLabels", ""))]
    names = [name.strip() for name in listed if spelling.words(name)]
    if row.get("status", "released") != "released" or not number or not names:
        return
    group = row.get("iscoGroup", "") or row.get("code", "")
    if re.match(r"\d{4}(?!\d)", group):
        into.groups_of[number] = group[:4]
    into.names.setdefault(language, {})[number] = list(dict.fromkeys(names))
    about = spelling.plain_words(row.get("description", ""))
    if about:
        into.about.setdefault(language, {})[number] = " ".join(sorted(about))


def _group(row: dict[str, str], language: str, into: Esco) -> None:
    if re.fullmatch(r"\d{4}", row["code"]):
        # What follows names the neighbours, "classified elsewhere".
        own = re.split(r"elsewhere:|Excluded", row["description"])[0]
        words = spelling.plain_words(f"{row.get('preferredLabel', '')} {own}")
        into.said.setdefault(language, {})[row["code"]] = " ".join(sorted(words))


def load(folder: Path | None) -> Esco:
    """What an earlier import kept in the data folder; an empty one where there was none."""
    if folder is None or not (folder / FILE).exists():
        return Esco()
    try:
        with gzip.open(folder / FILE, "rt", encoding="utf-8") as file:
            return Esco(**json.load(file))
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        log.warning("the file of ESCO can't be read; the portal's own trades serve alone")
        return Esco()


def save(esco: Esco, folder: Path) -> bool:
    """Keep `esco` in the data folder. The same content gives the same bytes; was it new?"""
    plain = json.dumps(vars(esco), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = gzip.compress(plain.encode(), mtime=0)
    path = folder / FILE
    if path.exists() and path.read_bytes() == packed:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(packed)
    fresh.replace(path)  # a process that starts now reads the old file or the new one, whole
    return True


def trades(esco: Esco) -> list[Trade]:
    """Every occupation whose unit group is known, with the code `esco-NUMBER`."""
    found = []
    for number in sorted(esco.placed):
        names = {
            language: tuple(by_number[number])
            for language, by_number in sorted(esco.names.items())
            if number in by_number
        }
        found.append(Trade(f"esco-{number}", esco.groups_of[number], Source.ESCO, names))
    return found


def abouts(esco: Esco) -> Iterator[tuple[str, str]]:
    """(unit group, words that a description says of it), occupations and groups."""
    for by_number in esco.about.values():
        for number, words in by_number.items():
            if number in esco.groups_of:
                yield esco.groups_of[number], words
    for by_group in esco.said.values():
        yield from by_group.items()
