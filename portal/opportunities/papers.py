"""What of an opening goes on paper: the code that a phone's camera reads on the hub's wall."""

from functools import lru_cache

import segno
from flask_babel import force_locale
from markupsafe import Markup

from portal.opportunities import labels
from portal.web.locale import CLDR

ON_THE_WALL = ("fr", "ar")  # what stands on paper is read by everyone who passes


@lru_cache(maxsize=500)
def qr(address: str, error: str = "q") -> Markup:
    """The address as a QR in inline SVG, still read with a quarter of it torn or dirty.

    `error`: "m" where it is printed small, of which an eighth may be.
    """
    made = segno.make(address, error=error, micro=False)
    drawn = made.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 - drawn by segno from black and white squares


def headings(of: str) -> dict[str, str]:
    """What a paper says at its head, in French and in Arabic."""
    found = {}
    for code in ON_THE_WALL:
        with force_locale(CLDR[code]):
            found[code] = str(labels.ON_PAPER[of])
    return found
