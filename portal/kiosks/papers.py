"""What a device reads from the desk's screen to become a kiosk."""

import segno
from markupsafe import Markup

BORDER = 4  # modules


def enrolment_qr(address: str) -> Markup:
    """An address as a QR in inline SVG."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=BORDER, omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from black and white squares
