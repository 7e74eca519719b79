"""What a password must be, when a code is right, how long a session lives, when to wait."""

from datetime import datetime, timedelta

import pyotp

SHORTEST_PASSWORD = 12
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)

# Failures within a quarter of an hour. From one network few are allowed; from all networks
# together more, so that strangers can't lock a person out of her own network at once.
WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_NETWORK = 5
MOST_FROM_ALL = 50

# A person's session: short, since phones are shared.
PERSON_IDLE = timedelta(minutes=15)
PIN_HOLDS = timedelta(minutes=5)  # then what could harm asks for it again

STEP = 30  # seconds, RFC 6238


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The TOTP step (RFC 6238) that `code` belongs to: now, or one step early or late."""
    if not (code.isascii() and code.isdigit() and len(code) == 6):
        return None
    totp = pyotp.TOTP(secret)
    current = int(at.timestamp()) // STEP
    for step in (current, current - 1, current + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None


def session_lives(
    created_at: datetime, seen_at: datetime, at: datetime, idle: timedelta = IDLE
) -> bool:
    return at - seen_at < idle and at - created_at < ABSOLUTE
