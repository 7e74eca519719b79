"""Arithmetic of the outbox: when to try again, when people sleep, the alphabet of an SMS."""

import random
import unicodedata
from datetime import date, datetime, time, timedelta

from portal.core.clock import from_wall_clock, local

MOST_ATTEMPTS = 12
FIRST_PAUSE = 5.0  # seconds
LONGEST_PAUSE = 900.0

QUIET_FROM, QUIET_TO = time(21), time(8)  # on Morocco's clocks

# Failures one after another, and a wire rests. Fewer than MOST_ATTEMPTS: a single message on a
# quiet night must not die of its provider's bad hours.
BREAKER = 10
REST = timedelta(seconds=60)
SLOW = 5.0  # seconds: an answer that takes longer counts as a failure of the wire
BURST = timedelta(seconds=1)  # how far a wire's pace may be used in advance

ASK_AFTER = timedelta(minutes=2)  # a provider's own books lag behind
UNCONFIRMED = timedelta(hours=72)  # accepted, and no receipt ever came
EARLY = timedelta(minutes=10)  # a receipt may come before we know of what
# How long a channel may take to deliver before the next one is tried.
PATIENCE = {
    "whatsapp": timedelta(minutes=10),
    "sms": timedelta(hours=1),
    "email": timedelta(hours=12),
}

SEGMENT = {"gsm": (160, 153), "ucs2": (70, 67)}  # alone; each of several (3GPP TS 23.040)
# What one written message may be paid as, its link included.
MOST_SEGMENTS = {"fr": 2, "ar": 3, "en": 2, "es": 2}
_EXTENDED = frozenset("^{}\\[~]|€\f")  # two places each

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


def segments(text: str) -> int:
    """How many SMS a text is paid as, once sms_text() has made it cheap."""
    (alone, each), length = _measured(text)
    return 1 if length <= alone else -(-length // each)


def letters_left(text: str, most: int) -> int:
    """How many letters more fit in `most` SMS; below zero: how many are too many."""
    (alone, each), length = _measured(text)
    return (alone if most == 1 else most * each) - length


def _measured(text: str) -> tuple[tuple[int, int], int]:
    """What a segment holds in this text's alphabet, and how many places the text takes."""
    if set(text) <= GSM_7:
        return SEGMENT["gsm"], len(text) + sum(c in _EXTENDED for c in text)
    return SEGMENT["ucs2"], len(text.encode("utf-16-be")) // 2


def quiet_until(at: datetime) -> datetime | None:
    """When people are awake again; None when they are at `at`."""
    wall = local(at)
    if QUIET_TO <= wall.time() < QUIET_FROM:
        return None
    day = wall.date() + timedelta(days=wall.time() >= QUIET_FROM)
    return from_wall_clock(datetime.combine(day, QUIET_TO))


def last_leaves(begin: datetime, lasting: timedelta) -> datetime:
    """When the last of many copies leaves that begin then and take so long; the nights between."""
    while True:
        begin = quiet_until(begin) or begin
        night = from_wall_clock(datetime.combine(local(begin).date(), QUIET_FROM))
        if begin + lasting <= night:
            return begin + lasting
        begin, lasting = night, lasting - (night - begin)


def today(at: datetime) -> date:
    """The day of Morocco's calendar."""
    return local(at).date()


def places(at: datetime, free_at: datetime | None, rate: float) -> int:
    """How many letters a wire that allows `rate` a second takes now (a leaky bucket)."""
    begin = max(free_at or at, at)
    return max(0, int(((at + BURST) - begin).total_seconds() * rate))


def used(at: datetime, free_at: datetime | None, rate: float, count: int) -> datetime:
    """Until when the pace is used up by `count` letters more."""
    return max(free_at or at, at) + timedelta(seconds=count / rate)


def _without_marks(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(c for c in parts if not unicodedata.combining(c))
