"""The flyer: A6, to give away."""

from collections.abc import Sequence

from portal.startups.papers.composition import Shape, compose
from portal.startups.papers.facts import FLYER, Facts

SHAPE = Shape(FLYER, scale=0.5, words=1.12, photo_bytes=90_000)


def draw(pages: Sequence[Facts], photo: bytes | None) -> bytes:
    """A page in each language."""
    return compose(pages, photo, SHAPE)
