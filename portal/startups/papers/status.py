"""The picture for a WhatsApp status: a telephone's screen, high and narrow."""

from PIL import ImageDraw

from portal.core.pictures import MARGIN, Sheet
from portal.startups.papers import photos
from portal.startups.papers.facts import Facts

SIZE = WIDTH, HEIGHT = 1080, 1920
MOST = 150_000  # bytes
BAND, STRIP = 150, 28  # WhatsApp writes over the first and the last lines
PHOTO = 820
STAR = 135
FOOT = 1540  # where the panel with the number begins
PREVIEW = (216, 384)
PREVIEW_MOST = 14_000


def draw(facts: Facts, photo: bytes | None) -> bytes:
    """A JPEG in one language."""
    sheet = Sheet(facts.language, facts.colours, size=SIZE, room=WIDTH - 2 * MARGIN)
    _picture(sheet, photo)
    top = BAND + PHOTO + STRIP + 34
    steps = ((92, 1), (80, 2), (68, 2), (58, 2), (48, 3), (42, 3))
    below = sheet.fit(facts.name, steps, "green-deep", top, FOOT)
    below = sheet.fit(facts.line, ((46, 2), (40, 3), (36, 3)), "ink", below + 6, FOOT - 20)
    _products(sheet, facts, below + 12)
    _panel(sheet, facts)
    return sheet.jpeg(MOST)


def preview(made: bytes) -> bytes:
    """The same, small, to show what is in a kit."""
    return photos.small(photos.shrunk(made, PREVIEW), PREVIEW_MOST)


def _picture(sheet: Sheet, photo: bytes | None) -> None:
    pen, colours = sheet.pen, sheet.colours
    pen.rectangle((0, 0, WIDTH, BAND), fill=colours["green-deep"])
    if photo:
        sheet.image.paste(photos.fitted(photo, (WIDTH, PHOTO)), (0, BAND))
    else:
        pen.rectangle((0, BAND, WIDTH, BAND + PHOTO), fill=colours["green-deep"])
        for y in range(BAND + STAR // 2, BAND + PHOTO, STAR):
            for x in range(STAR // 2, WIDTH, STAR):
                _star(pen, x, y, colours)
        pen.rectangle((0, BAND + PHOTO, WIDTH, FOOT), fill=colours["paper"])
    top = BAND + PHOTO
    pen.rectangle((0, top, WIDTH, top + STRIP), fill=colours["clay"])
    for x in range(0, WIDTH, 2 * STRIP):
        corners = ((x, top + STRIP), (x + STRIP, top), (x + 2 * STRIP, top + STRIP))
        pen.polygon(corners, fill=colours["sun"])


def _star(pen: ImageDraw.ImageDraw, x: int, y: int, colours: dict[str, str]) -> None:
    """Two squares, one on its corner; again, smaller, in other colours."""
    for size, colour in ((0.48, "sun"), (0.38, "clay"), (0.2, "paper")):
        radius = STAR * size
        for turn in (0, 45):
            pen.regular_polygon((x, y, radius), 4, rotation=turn, fill=colours[colour])


def _products(sheet: Sheet, facts: Facts, top: int) -> None:
    """As many as there is room for, one on a line."""
    for name, price in facts.products:
        if top + 62 > FOOT - 12:
            return
        top = sheet.fit(f"{name} · {price}", ((38, 1),), "quiet", top, FOOT)


def _panel(sheet: Sheet, facts: Facts) -> None:
    sheet.pen.rectangle((0, FOOT, WIDTH, HEIGHT), fill=sheet.colours["green-deep"])
    number = facts.whatsapp or facts.phone
    sheet.colours = {**sheet.colours, "white": "#ffffff"}
    below = sheet.fit(number, ((96, 1), (84, 1), (72, 1)), "sun", FOOT + 30, HEIGHT)
    below = sheet.fit(facts.where, ((40, 1), (36, 2)), "white", below, HEIGHT - 180)
    sheet.fit(facts.short, ((36, 1), (30, 1), (26, 1)), "white", below + 8, HEIGHT - 120)
