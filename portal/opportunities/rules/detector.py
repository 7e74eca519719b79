"""What in an opening a moderator should look at, and where it stands.

The detector decides nothing: it marks, a member of staff judges. So it may be wrong now and then,
but not about wages, hours, days and post codes, which every opening has.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.opportunities.rules.suspicions import IN_ORDER, Suspicion
from portal.reference import contacts

PHONE, PAY = "phone", "pay"
CODES = (PHONE, *(one.code for one in IN_ORDER), PAY)
AROUND = 60  # letters before and after in which an innocent meaning may show


@dataclass(frozen=True)
class Found:
    """`field` holds something: its letters from `start` to `end`."""

    code: str
    field: str
    start: int
    end: int


def found_in(texts: Mapping[str, str]) -> list[Found]:
    """What is found in the texts of an opening (field -> text), in the order of the fields."""
    return [one for field, text in texts.items() for one in _found(field, text)]


def codes(found: Iterable[Found]) -> list[str]:
    """The codes, each once, in the order in which they are always listed."""
    seen = {one.code for one in found}
    return [code for code in CODES if code in seen]


def pieces(text: str, found: Iterable[Found]) -> list[tuple[str, bool]]:
    """The text cut where something was found: (piece, is it marked?)."""
    marked = bytearray(len(text))
    for one in found:
        marked[one.start : one.end] = b"\x01" * (one.end - one.start)
    cut: list[tuple[str, bool]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            cut.append((text[start:place], bool(marked[start])))
            start = place
    return cut


def _found(field: str, text: str) -> Iterator[Found]:
    searched, places = contacts.plain(text)
    for code, start, end in _spans(searched):
        yield Found(code, field, places[start], places[end - 1] + 1)


def _spans(searched: str) -> Iterator[tuple[str, int, int]]:
    for start, end in contacts.numbers(searched):
        yield PHONE, start, end
    for suspicion in IN_ORDER:
        for match in suspicion.found.finditer(searched):
            if match.end() > match.start() and not _innocent(suspicion, searched, match.span()):
                yield suspicion.code, *match.span()


def _innocent(suspicion: Suspicion, searched: str, span: tuple[int, int]) -> bool:
    """Do the words around it say that it means something else?"""
    if suspicion.unless is None:
        return False
    start, end = span
    first, last = max(0, start - AROUND), min(len(searched), end + AROUND)
    around = suspicion.unless.finditer(searched, first, last)
    return any(match.start() < end and match.end() > start for match in around)
