"""Times of the day in the ways people type them: 9, 9h30, 9:00, ٩, 18."""

import re

from portal.core.folding import ascii_digits

MIDNIGHT = "24:00"
_TIME = re.compile(r"(\d{1,2})\s*(?:[h:.]\s*(\d{1,2})?\s*(?:m|mn|min)?)?")
LONGEST = 12  # letters that a time may take


def read(text: str) -> str | None:
    """`09:30`, or None for what is no time of a day. 24:00 is the midnight at its end."""
    plain = ascii_digits(text).strip().casefold()
    match = _TIME.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if (hour, minute) == (24, 0):
        return MIDNIGHT
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def shown(time: str) -> str:
    """`9:30` for `09:30`: as it stands in the field that is filled in again."""
    return time.removeprefix("0") if time != "00:00" else "0:00"
