"""Forgive how a word is written: accents, case, Arabic letters, digits of every script."""

import re
import unicodedata

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'"})


def fold(text: str) -> str:
    """`text` as it is compared: no accents, no harakat, small letters, single spaces."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", bare).translate(_ARABIC).strip()


def ascii_digits(text: str) -> str:
    """`text` with the digits of every script (٠١٢, ۰۱۲ …) written 0 to 9."""
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text
    )
