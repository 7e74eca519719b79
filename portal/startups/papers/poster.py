"""The poster: A4, for a wall or a window, to be read from two metres."""

from collections.abc import Sequence

from portal.startups.papers.composition import Shape, compose
from portal.startups.papers.facts import POSTER, Facts

SHAPE = Shape(POSTER)


def draw(pages: Sequence[Facts], photo: bytes | None) -> bytes:
    """A page in each language."""
    return compose(pages, photo, SHAPE)
