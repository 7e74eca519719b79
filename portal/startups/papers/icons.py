"""Four small signs beside a phone number, a place and hours: for who reads little."""

from portal.core.placing import Placed


def phone(paper: Placed, x: float, y: float, size: float, colour: str, on: str) -> None:
    """A telephone in the hand."""
    width = size * 0.56
    left = x + (size - width) / 2
    paper.fill(left, y, width, size, colour, round_=size * 0.12)
    edge = size * 0.09
    paper.fill(left + edge, y + edge * 1.6, width - 2 * edge, size - edge * 4.4, on)
    paper.sheet.set_fill_color(*paper.colour(on))
    dot = size * 0.12
    middle = paper.across(x + (size - dot) / 2, dot)
    paper.sheet.ellipse(middle, y + size - edge * 2.1, dot, dot, style="F")


def talk(paper: Placed, x: float, y: float, size: float, colour: str, on: str) -> None:
    """A speech bubble with three dots."""
    sheet, left = paper.sheet, paper.across(x, size)
    sheet.set_fill_color(*paper.colour(colour))
    sheet.ellipse(left, y + size * 0.04, size, size * 0.82, style="F")
    tail = ((0.12, 0.6), (0.08, 0.98), (0.5, 0.8))
    sheet.polygon([(left + a * size, y + b * size) for a, b in tail], style="F")
    sheet.set_fill_color(*paper.colour(on))
    dot = size * 0.13
    for at in (0.24, 0.435, 0.63):
        sheet.ellipse(left + at * size, y + size * 0.385, dot, dot, style="F")


def place(paper: Placed, x: float, y: float, size: float, colour: str, on: str) -> None:
    """A pin."""
    sheet, left = paper.sheet, paper.across(x, size)
    sheet.set_fill_color(*paper.colour(colour))
    sheet.ellipse(left + size * 0.16, y, size * 0.68, size * 0.68, style="F")
    tip = ((0.2, 0.48), (0.8, 0.48), (0.5, 1.0))
    sheet.polygon([(left + a * size, y + b * size) for a, b in tip], style="F")
    sheet.set_fill_color(*paper.colour(on))
    sheet.ellipse(left + size * 0.37, y + size * 0.21, size * 0.26, size * 0.26, style="F")


def clock(paper: Placed, x: float, y: float, size: float, colour: str, on: str) -> None:
    """A clock at three."""
    sheet, left = paper.sheet, paper.across(x, size)
    sheet.set_fill_color(*paper.colour(colour))
    sheet.ellipse(left + size * 0.04, y + size * 0.04, size * 0.92, size * 0.92, style="F")
    sheet.set_fill_color(*paper.colour(on))
    hand = size * 0.1
    sheet.rect(left + size * 0.45, y + size * 0.2, hand, size * 0.36, "F")
    sheet.rect(left + size * 0.45, y + size * 0.46, size * 0.3, hand, "F")
