"""The start-ups that stand on the home page today."""

from dataclasses import dataclass

from flask import url_for

from portal.startups import sentences
from portal.startups.queries import turns


@dataclass(frozen=True)
class Turn:
    address: str
    name: str
    line: str
    language: str  # of the line, where it is not the page's
    place: str


def in_turn() -> list[Turn]:
    """In the page's language. No photos: the home page is light."""
    return [
        Turn(
            url_for("startups.show", slug=one.slug),
            one.name,
            *sentences.written(one.line),
            sentences.place_name(one),
        )
        for one in turns.on_home_today()
    ]
