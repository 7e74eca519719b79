"""Examples that founders read beside an empty field: what others of their sector may write.

Invented businesses, in the four languages; they say the same things at the same prices.
"""

from dataclasses import dataclass

from portal.startups.texts import ar, en, es, fr

# Sector -> what the three products of its example cost, in dirhams.
PRICES: dict[str, tuple[int, int, int]] = {
    "decor": (150, 280, 90),
    "sewing": (350, 120, 40),
    "beauty": (60, 250, 80),
    "education": (100, 400, 150),
    "catering": (45, 70, 900),
    "technology": (200, 1500, 150),
    "audiovisual": (1200, 300, 800),
    "cleaning": (200, 350, 150),
    "building": (35, 250, 120),
    "communication": (300, 1500, 500),
    "commerce": (60, 25, 90),
    "care": (60, 250, 120),
    "transport": (25, 300, 40),
    "industry": (15, 40, 500),
    "repair": (100, 150, 80),
    "agriculture": (12, 90, 30),
    "security": (150, 300, 900),
    "office": (150, 400, 5),
    "arts": (120, 1000, 100),
    "social": (50, 100, 20),
    "professions": (250, 400, 600),
}
_WORDS = {"fr": fr.WORDS, "ar": ar.WORDS, "en": en.WORDS, "es": es.WORDS}


@dataclass(frozen=True)
class Example:
    """`products`: (name, price in dirhams)."""

    line: str
    about: str
    products: tuple[tuple[str, int], ...]


def example(sector: str, language: str) -> Example:
    """What a business of this sector may write; of sewing, where no sector is known."""
    known = sector if sector in PRICES else "sewing"
    line, about, products = _WORDS[language][known]
    return Example(line, about, tuple(zip(products, PRICES[known], strict=True)))
