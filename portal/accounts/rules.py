"""What a password and a PIN must be, how long a session lives, how often is too often."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
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

MOST_ON_A_NUMBER = 5  # people who share a phone
VISIT_LASTS = timedelta(minutes=30)
PASSED_LASTS = timedelta(minutes=15)  # after the right code: time to choose a PIN
DEVICE_LASTS = timedelta(days=90)  # a phone that its owner called hers, since its last use
CODE_HOLDS = timedelta(minutes=10)
CODE_TRIES = 5
FIRST_CODE_HOLDS = timedelta(days=7)
LOST_PIN_WAITS = timedelta(hours=24)
CAREFUL = timedelta(hours=24)  # after a change of number
TAKEN_BACK_WITHIN = timedelta(days=7)
DORMANT = timedelta(days=180)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` times within `within`."""

    most: int
    within: timedelta


# What the door lets pass. Every count stands in the database, under a keyed digest.
NUMBER_SHORT = Limit(3, 15 * MINUTE)  # codes to one number
NUMBER_DAY = Limit(6, DAY)
NETWORK = Limit(30, HOUR)  # beyond it codes leave more slowly: thousands share a carrier's address
NETWORK_PAUSE, NETWORK_LONGEST = timedelta(seconds=20), timedelta(minutes=2)
RANGE_HOUR = Limit(20, HOUR)  # codes to 10,000 numbers in a row, while few of them are used
RANGE_DAY = Limit(60, DAY)
USED_SHARE = 0.4
BUDGET_HOUR = Limit(600, HOUR)  # codes to all; phones that are known are spared
BUDGET_DAY = Limit(3000, DAY)
OPENED_DAY = Limit(3, DAY)  # accounts that are opened from one number
CHANGES_DAY = Limit(5, DAY)  # new numbers that one person asks a code for
LOST_DAY = Limit(2, DAY)  # new PINs that are asked for on one number
PRINTED_DAY = Limit(5, DAY)  # wrong printed codes for one account
PIN_PAUSES = (MINUTE, 5 * MINUTE, 30 * MINUTE)


@dataclass(frozen=True)
class Patience:
    """How wrong PINs are answered: after `free` of them a pause, after `day` in a day no more."""

    free: int
    day: int


KNOWN_DEVICE = Patience(free=5, day=15)
AFTER_CODE = Patience(free=5, day=15)
ON_PAPER = Patience(free=3, day=8)  # the account's number and the PIN, with no phone at all
HOME_MOBILE = ("+2126", "+2127")

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


def new_code() -> str:
    """Six digits, each number as likely as any other."""
    return f"{secrets.randbelow(10**6):06d}"


def pin_pause(failures: Sequence[datetime], patience: Patience, at: datetime) -> timedelta | None:
    """How long to wait after these wrong PINs of a day: zero to try now, None for no more today."""
    if len(failures) >= patience.day:
        return None
    if len(failures) < patience.free:
        return timedelta(0)
    step = min(len(failures) - patience.free, len(PIN_PAUSES) - 1)
    return max(timedelta(0), max(failures) + PIN_PAUSES[step] - at)


def network_pause(count: int) -> timedelta:
    """How much later a code leaves for a network that asked for `count` within the hour."""
    beyond = max(0, count - NETWORK.most + 1)
    return min(NETWORK_LONGEST, NETWORK_PAUSE * beyond)


def range_is_full(hour: int, day: int, used: int) -> bool:
    """Were too many codes sent to a range of numbers? `used`: how many of the day's were typed."""
    few_used = used < USED_SHARE * day
    return day >= RANGE_DAY.most or (hour >= RANGE_HOUR.most and few_used)


# What people choose most where six digits are asked for, beyond what is_weak_pin() computes.
_OFTEN = (
    "159753 147258 159357 258369 147852 852456 963852 741852 321654 456789 456123 147369 753951"
    " 951753 102030 010203 123654 124578 235689 520131 369258 741963 963741 654123 123789 789123"
    " 147896 951357 357159 456852 852963 258456 789456 456321 987321 321987 789654 987456 142536"
    " 748596 415263 362514 246813 135791 134679 976431 314159 141592 271828 112358 007007 147741"
    " 258852 369963 159951 753357 123098 098123 100200 200100 001122 112211 221122 998877 887766"
    " 123455 123450 012340 123400 123000 111222 222333 333444 444555 555666 666777 777888 888999"
    " 124816 248163 161616 786786 786110 078601 313131 101112 121314 131415 141516 151617 161718"
    " 171819 181920 192021 202122 212223 222324 232425 242526 252627 262728 272829 282930 293031"
)
_COMMON = frozenset(_OFTEN.split())


def is_weak_pin(pin: str, phone: str = "") -> bool:
    """Would someone who knows people, or this phone number, try these six digits first?"""
    digits = [int(c) for c in pin]
    steps = {(b - a) % 10 for a, b in zip(digits, digits[1:], strict=False)}
    return (
        pin in _COMMON
        or len(set(digits)) <= 2
        or len(steps) == 1
        or pin[:3] in {pin[3:], pin[:2:-1]}
        or len({pin[:2], pin[2:4], pin[4:]}) == 1
        or (digits[0::2] == digits[1::2])
        or _is_date(pin)
        or pin in phone
    )


def _is_date(pin: str) -> bool:
    """010190, 900101, 199001, 011990: a day that someone may have been born on."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    born = {*range(40, 100), *range(21)}  # 1940 to 2020
    day_first = 1 <= a <= 31 and 1 <= b <= 12 and c in born
    year_first = a in born and 1 <= b <= 12 and 1 <= c <= 31
    with_century = 1940 <= int(pin[:4]) <= 2020 and 1 <= c <= 12
    century_last = 1 <= a <= 12 and 1940 <= int(pin[2:]) <= 2020
    return day_first or year_first or with_century or century_last
