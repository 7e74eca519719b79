"""Phone numbers and links in a text, however they are written; and what only looks like one."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from portal.core import phones
from portal.core.folding import ascii_digits, fold

_LINKS = (
    r"(?:https?|hxxps?) ?: ?//\S+",
    r"(?<!\w)www ?\. ?\w\S*",
    r"(?<![\w@.])(?:wa\.me|t\.me|m\.me|fb\.me|bit\.ly|goo\.gl|forms\.gle|linktr\.ee"
    r"|lnkd\.in)\S*",
    r"(?<![\w@.])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|net|org|ma|fr|info|biz|shop"
    r"|site|online)"
    r"(?:/\S*)?(?!\w)(?!\.\w)",
)
LINKS = re.compile("|".join(f"(?:{pattern})" for pattern in _LINKS))
# Days and hours are written with the same signs as numbers: they are taken out first.
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATES = re.compile(
    rf"(?<!\d)(?:{_DAY}[/.\-]{_MONTH}[/.\-]20\d\d|20\d\d[/.\-]{_MONTH}[/.\-]{_DAY})(?!\d)"
)
_TIME = r"(?:[01]?\d|2[0-4])[.:h][0-5]\d"
_HOURS = re.compile(rf"(?<![\d.]){_TIME}\s*(?:-|a|to|al?|/)\s*{_TIME}(?!\d)(?!\s*[.\-]\s*\d\d)")
_GAP = r"[\s.\-/()_*·]"
_RUN = re.compile(rf"\+?\(?\d(?:{_GAP}{{0,3}}\+?\d)*")
_PART = re.compile(r"\+?\d+")
_AMOUNT = re.compile(r"\d{1,3}(?:[ .]\d{3})?|\d{4,5}")
_MONEY = re.compile(r"\s*(?:mad\b|dhs?\b|dirham|درهم|eur|€)")
SHORTEST, LONGEST = 8, 15  # digits


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers stand in `text`."""
    bare = _HOURS.sub(_blank, _DATES.sub(_blank, _letters_that_are_digits(text)))
    for run in _RUN.finditer(bare):
        if not _is_amount(run.group()) and not _MONEY.match(bare, run.end()):
            yield from _in_run(run.group(), run.start())


def _blank(match: re.Match[str]) -> str:
    return "|" * len(match.group())


def _letters_that_are_digits(text: str) -> str:
    """The letter O for a zero: "o6 61 …"."""
    return re.sub(r"(?<!\w)o(?=[ .\-]?[5-8](?:[ .\-]?\d){3})", "0", text)


def _is_amount(run: str) -> bool:
    """From 6 500 to 10 000: two sums of dirhams, not a number to call."""
    parts = [part.strip() for part in run.split("-")]
    if len(parts) > 2 or not all(_AMOUNT.fullmatch(part) for part in parts):
        return False
    sums = [int(re.sub(r"\D", "", part)) for part in parts]
    return all(one % 10 == 0 for one in sums) and sums == sorted(sums)


def _in_run(run: str, start: int) -> Iterator[tuple[int, int]]:
    groups = [(m.start(), m.end(), m.group()) for m in _PART.finditer(run)]
    first = 0
    while first < len(groups):
        last = _longest_from(groups, first)
        if last is None:
            first += 1
            continue
        yield start + groups[first][0], start + groups[last][1]
        first = last + 1


def _longest_from(groups: list[tuple[int, int, str]], first: int) -> int | None:
    """The last of the groups that together are a number, or None."""
    digits, found = "", None
    shape: list[int] = []
    for place in range(first, len(groups)):
        group = groups[place][2]
        if place > first and group.startswith("+"):
            break  # another number begins
        digits += group
        shape.append(len(group))
        if len(digits) > LONGEST + 1:
            break
        if _is_phone(digits, shape):
            found = place
    return found


def _is_phone(digits: str, shape: list[int]) -> bool:
    if len(digits) < SHORTEST:
        return False
    if digits.startswith("+"):
        return len(digits) > SHORTEST
    if re.fullmatch(r"0[5-8]\d{8}", digits) or re.fullmatch(r"212[5-8]\d{8}", digits):
        return True
    if re.fullmatch(r"[67]\d{8}", digits):
        # Nine digits in groups as people group a number: "661 23 45 67", not "BP 6123 10000".
        return all(size <= 3 for size in shape) or shape in ([9], [3, 6])
    return len(digits) >= 11 and phones.parse(digits) is not None


def plain(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and for each of its letters the place in the original.

    What can't be seen is left out; accents, scripts of digits and shapes of letters are forgiven.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain(character):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in "\r\n":
        return " "
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return ""
    if character in "–—−‑":
        return "-"
    return fold(ascii_digits(character))


def holds_one(text: str) -> bool:
    """Does this text hold a phone number or a link?"""
    searched, _ = plain(text)
    return next(numbers(searched), None) is not None or LINKS.search(searched) is not None
