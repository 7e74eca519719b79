"""How a business stands in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.startups import sentences
from portal.startups.models import Startup, StartupPhoto
from portal.startups.queries import photos
from portal.startups.rules.ramadan import Days

LONGEST_LINE = 90
SMALL = 320  # pixels: the width of photos in a list


@dataclass(frozen=True)
class Card:
    """What a list shows of a business. `cover` is None where everyone may see none."""

    address: str
    name: str
    line: str
    language: str  # of the line, where it is not the page's
    facts: str  # trade and city
    opening: sentences.Opening
    cover: StartupPhoto | None


def card(startup: Startup, at: datetime | None = None, known: Sequence[Days] | None = None) -> Card:
    """The card of a business, in the page's language."""
    line, language = sentences.written(startup.line)
    facts = (sentences.trade_name(startup), sentences.place_name(startup))
    return Card(
        address=url_for("startups.show", slug=startup.slug),
        name=startup.name,
        line=line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()}…",
        language=language,
        facts=" · ".join(fact for fact in facts if fact),
        opening=sentences.opening(startup, at, known),
        cover=next(iter(photos.to_show(startup)), None),
    )


def kilobytes(shown: Sequence[StartupPhoto], most: int) -> int:
    """About how heavy these photos are, none wider than `most` pixels."""
    return -(-sum(_heaviest(photo, most) for photo in shown) // 1000)


def _heaviest(photo: StartupPhoto, most: int) -> int:
    """The format that most browsers choose."""
    sizes = [
        size
        for name, size in photo.files.items()
        if name.endswith(".avif") and int(name.split(".")[0]) <= most
    ]
    return max(sizes, default=0)
