"""The programme's cities and the large ones around them, in every way people write them.

Codes are our own. Spellings: the aliases that the programme's own papers use. Where they lie
(WGS 84, north and east, to a hundred metres): GeoNames, geonames.org.
"""

import math
from functools import cache

from portal.core.folding import fold

# code: (French, Arabic, English, Spanish, other spellings)
CITIES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "rabat": ("Rabat", "الرباط", "Rabat", "Rabat", ()),
    "sale": ("Salé", "سلا", "Salé", "Salé", ("sala",)),
    "temara": ("Témara", "تمارة", "Témara", "Temara", ("skhirat temara",)),
    "kenitra": ("Kénitra", "القنيطرة", "Kénitra", "Kenitra", ("qnitra",)),
    "tanger": ("Tanger", "طنجة", "Tangier", "Tánger", ("tanja",)),
    "tetouan": ("Tétouan", "تطوان", "Tétouan", "Tetuán", ()),
    "oujda": ("Oujda", "وجدة", "Oujda", "Uchda", ("wejda",)),
    "nador": ("Nador", "الناظور", "Nador", "Nador", ()),
    "beni-mellal": ("Béni Mellal", "بني ملال", "Beni Mellal", "Beni Melal", ()),
    "casablanca": (
        "Casablanca",
        "الدار البيضاء",
        "Casablanca",
        "Casablanca",
        ("casa", "casblanca"),
    ),
    "fes": ("Fès", "فاس", "Fez", "Fez", ()),
    "meknes": ("Meknès", "مكناس", "Meknes", "Mequinez", ()),
    "marrakech": ("Marrakech", "مراكش", "Marrakesh", "Marrakech", ()),
    "agadir": ("Agadir", "أكادير", "Agadir", "Agadir", ()),
}
LIES_AT: dict[str, tuple[float, float]] = {
    "rabat": (34.013, -6.833),
    "sale": (34.053, -6.798),
    "temara": (33.929, -6.907),
    "kenitra": (34.261, -6.580),
    "tanger": (35.767, -5.800),
    "tetouan": (35.578, -5.368),
    "oujda": (34.681, -1.908),
    "nador": (35.168, -2.934),
    "beni-mellal": (32.337, -6.350),
    "casablanca": (33.588, -7.611),
    "fes": (34.037, -5.000),
    "meknes": (33.894, -5.547),
    "marrakech": (31.634, -8.000),
    "agadir": (30.420, -9.598),
}
EARTH = 6371.0  # km, mean radius
_ORDER = ("fr", "ar", "en", "es")
_BY_SPELLING = {
    fold(spelling): code
    for code, (fr, ar, en, es, others) in CITIES.items()
    for spelling in (code, fr, ar, en, es, *others)
}


def code_of(text: str) -> str:
    """The code of the city that `text` names, in any of its spellings; "" for another place."""
    return _BY_SPELLING.get(fold(text).replace("-", " "), "") or _BY_SPELLING.get(fold(text), "")


def name_of(code: str, language: str) -> str:
    """The city's name in `language`; "" for no city."""
    return CITIES[code][_ORDER.index(language)] if code in CITIES else ""  # type: ignore[return-value]


def names(language: str) -> list[str]:
    """What a person may choose from, in her language, the programme's cities first."""
    return [name_of(code, language) for code in CITIES]


@cache
def km(one: str, other: str) -> float | None:
    """How far two cities are apart as the crow flies; None where one is not on our list."""
    if one not in LIES_AT or other not in LIES_AT:
        return None
    north, east, there_north, there_east = map(math.radians, (*LIES_AT[one], *LIES_AT[other]))
    across = math.sin((there_north - north) / 2) ** 2
    along = math.cos(north) * math.cos(there_north) * math.sin((there_east - east) / 2) ** 2
    return round(2 * EARTH * math.asin(math.sqrt(across + along)), 1)
