"""Arithmetic of the outbox: when to try again, and the alphabet of an SMS."""

import random
import unicodedata
from datetime import timedelta

MOST_ATTEMPTS = 12
FIRST_PAUSE = 5.0  # seconds
LONGEST_PAUSE = 900.0

# GSM 03.38 basic set and its extension table (3GPP TS 23.038): anything else turns the whole SMS
# into UCS-2, where a segment holds 70 characters instead of 160.
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€\f"
)
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-"}
    | {"œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "·": "."}
)


def pause(attempts: int, chance: float | None = None) -> timedelta:
    """How long to wait after `attempts` failures: full jitter, doubling, at most 15 minutes."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempts)
    share = random.random() if chance is None else chance  # noqa: S311 - jitter, not a secret
    return timedelta(seconds=longest * share)


def sms_text(text: str) -> str:
    """`text` as an SMS sends it: one line, in the GSM alphabet where its script allows it.

    French, English and Spanish lose the marks that the alphabet lacks (ç, ê, á …); a text that
    holds another script is left as it is, since it travels as UCS-2 anyway.
    """
    line = " ".join(text.split()).translate(_PLAIN)
    plain = "".join(c if c in GSM_7 else _without_marks(c) for c in line)
    return plain if set(plain) <= GSM_7 else line


def _without_marks(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(c for c in parts if not unicodedata.combining(c))
