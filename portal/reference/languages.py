"""The languages that people speak, those of the programme's people first.

Names come from Unicode's CLDR; where it has none, or one that nobody here says, from our own list.
"""

from functools import cache

from babel import Locale

_ORDER = ("fr", "ar", "en", "es")
# In the order in which they are offered: Morocco's, then West and Central Africa's, then others.
CODES = (
    *("fr", "ary", "ar", "en", "es", "pt", "ber"),
    *("wo", "bm", "ff", "mnk", "dyu", "snk", "sus", "srr", "ee", "fon", "ak", "bci", "bet", "mos"),
    *("ha", "yo", "ig", "dje", "bin", "pcm", "ln", "kg", "lua", "sw", "rw", "sg", "ewo", "dua"),
    *("bai", "fan", "pov", "kea", "kri", "am", "ti", "so", "mg", "tr", "it", "de", "zh"),
)
# French, Arabic, English, Spanish.
_OURS: dict[str, tuple[str, str, str, str]] = {
    "ary": ("Darija (arabe marocain)", "الدارجة", "Darija (Moroccan Arabic)", "Dariya (marroquí)"),
    "ber": ("Amazigh (berbère)", "الأمازيغية", "Amazigh (Berber)", "Amazig (bereber)"),
    "wo": ("Wolof", "الوولوف", "Wolof", "Wólof"),
    "bm": ("Bambara", "البمبارا", "Bambara", "Bambara"),
    "ff": ("Peul (pular, fulfulde)", "الفولانية (البولار)", "Fula (Pulaar)", "Fula (pular)"),
    "mnk": (
        "Malinké, mandinka",
        "المالينكي (ماندينكا)",
        "Malinke, Mandinka",
        "Malinké, mandinka",
    ),
    "dyu": ("Dioula", "الديولا", "Dyula", "Diula"),
    "snk": ("Soninké", "السونينكي", "Soninke", "Soninké"),
    "sus": ("Soussou", "السوسو", "Susu", "Susu"),
    "srr": ("Sérère", "السيرير", "Serer", "Serer"),
    "ee": ("Éwé", "الإيوي", "Ewe", "Ewé"),
    "bci": ("Baoulé", "الباولي", "Baoulé", "Baulé"),
    "bet": ("Bété", "البيتي", "Bété", "Beté"),
    "mos": ("Mooré", "الموري", "Mooré", "Mooré"),
    "ha": ("Haoussa", "الهوسا", "Hausa", "Hausa"),
    "dje": ("Zarma", "الزرما", "Zarma", "Zarma"),
    "bin": ("Edo (bini)", "الإيدو (بيني)", "Edo (Bini)", "Edo (bini)"),
    "pcm": ("Pidgin", "البيدجين", "Pidgin", "Pidgin"),
    "ln": ("Lingala", "اللينغالا", "Lingala", "Lingala"),
    "kg": ("Kikongo", "الكيكونغو", "Kikongo", "Kikongo"),
    "lua": ("Tshiluba", "التشيلوبا", "Tshiluba", "Tshiluba"),
    "ewo": ("Ewondo", "الإيووندو", "Ewondo", "Ewondo"),
    "dua": ("Duala", "الدوالا", "Duala", "Duala"),
    "bai": ("Bamiléké", "الباميليكي", "Bamileke", "Bamileké"),
    "fan": ("Fang", "الفانغ", "Fang", "Fang"),
    "pov": (
        "Créole de Guinée-Bissau",
        "كريول غينيا بيساو",
        "Guinea-Bissau Creole",
        "Criollo de Guinea-Bisáu",
    ),
    "kea": (
        "Créole du Cap-Vert",
        "كريول الرأس الأخضر",
        "Cape Verdean Creole",
        "Criollo caboverdiano",
    ),
    "kri": ("Krio", "الكريو", "Krio", "Krio"),
}


@cache
def name(code: str, language: str) -> str:
    """The language's name in `language`, with a capital; "" for one that we do not offer."""
    if code not in CODES:
        return ""
    if code in _OURS:
        return _OURS[code][_ORDER.index(language)]
    known = Locale.parse(language).languages.get(code, code)
    return known[:1].upper() + known[1:]


def choices(language: str) -> list[tuple[str, str]]:
    """(code, name) pairs for a list to pick from."""
    return [(code, name(code, language)) for code in CODES]
