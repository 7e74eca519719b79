"""The programme's cities and the large ones around them, in every way people write them.

Codes are our own. Spellings: the aliases that the programme's own papers use.
"""

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
