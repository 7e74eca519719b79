"""One business in the catalogue: a third of a page."""

from pathlib import Path

from portal.core.placing import Placed
from portal.startups.papers import icons
from portal.startups.papers.facts import Facts

HEIGHT = 77.0
PHOTO = 56.0
PHOTO_BYTES = 32_000
QR = 27.0
GAP = 6.0
SIGN, BESIDE = 3.6, 1.8
NAMES = (17, 15.5, 14, 12.5, 11)
LINES = (10.5, 9.8, 9.2)
PLAIN = (9.2, 8.6, 8.0)
PRODUCTS = 5
CONTACT = 23.0  # of the height, for the ways to get in touch


def draw(paper: Placed, facts: Facts, x: float, y: float, width: float, photo: Path | None) -> None:
    """`x`, `y`: its corner at the side of the beginning."""
    if photo:
        paper.picture(photo.read_bytes(), x, y, PHOTO, PHOTO)
    else:
        paper.stars(x, y, PHOTO, PHOTO, 4)
    paper.zellige(x, y + PHOTO, PHOTO, 2)
    begin, wide = x + PHOTO + GAP, width - PHOTO - GAP
    below = paper.write(
        facts.name, begin, y - 1, wide, NAMES, lines=2, bold=True, colour="green-deep"
    )
    kind = " · ".join(part for part in (facts.form, facts.place) if part)
    below = paper.write(kind, begin, below + 0.3, wide, PLAIN, colour="quiet")
    below = paper.write(facts.line, begin, below + 1, wide, LINES, lines=2) + 1.2
    bottom = y + HEIGHT - 9
    _products(paper, facts, begin, below, wide, bottom - CONTACT)
    _contact(paper, facts, begin, bottom, wide - QR - 3)
    paper.qr(facts.qr(), begin + wide - QR + 2.5, bottom - QR + 2.5, QR)
    paper.write(facts.short, x, y + PHOTO + 3.2, PHOTO, (8, 7.2, 6.4, 5.6), colour="quiet")
    paper.line(x, y + HEIGHT - 5, width, "line", thick=0.25)


def _products(paper: Placed, facts: Facts, x: float, y: float, wide: float, bottom: float) -> None:
    """As many as there is room for above the contact."""
    for name, price in facts.products[:PRODUCTS]:
        told = paper.block(price, wide * 0.5, PLAIN, bold=True)
        words = paper.block(name, wide - max(map(_long(paper, told), told.lines)) - 4, PLAIN)
        high = max(told.leading, words.leading)
        if y + high > bottom:
            return
        paper.put(words, x, y + (high - words.leading) / 2, wide)
        paper.put(told, x, y + (high - told.leading) / 2, wide, colour="green", side="end")
        y += high


def _long(paper: Placed, block):
    return lambda line: paper.long(line, block.size, bold=block.bold)


def _contact(paper: Placed, facts: Facts, x: float, bottom: float, wide: float) -> None:
    words = wide - SIGN - BESIDE
    both = facts.phone and facts.phone == facts.whatsapp
    hours = facts.words["comma"].join(facts.opens)
    rows = [
        (icons.phone, facts.phone, (13, 12, 11), True, 1),
        (icons.talk, "WhatsApp" if both else facts.whatsapp, (10.5, 9.5), True, 1),
        (icons.place, facts.where, PLAIN[1:], False, 2),
        (icons.clock, hours, (7.6, 7.0, 6.4), False, 2),
    ]
    found = []
    for sign, text, sizes, bold, lines in rows:
        block = paper.block(text, words, sizes, lines=lines, bold=bold)
        if block.lines and not (sign is icons.clock and block.cut):
            found.append((sign, block))
    while len(found) > 2 and sum(block.height for _, block in found) > CONTACT + 1:
        found.pop()  # what the page says too: its hours, then its address
    y = bottom - sum(block.height for _, block in found)
    for sign, block in found:
        size = min(SIGN, block.leading * 0.85)
        sign(paper, x, y + (block.leading - size) / 2, size, "clay", "white")
        y = paper.put(block, x + SIGN + BESIDE, y, words)
