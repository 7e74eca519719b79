"""Phone numbers, in any way a person writes them."""

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from portal.core.folding import ascii_digits

HOME = "MA"
LONGEST = 40


def parse(text: str) -> str | None:
    """The number in E.164 (`+212612345678`), or None when it is no number that exists.

    Without a country code it is read as Moroccan; `00` and a forgotten `+` are understood.
    """
    digits = ascii_digits(text).strip()
    if not digits or len(digits) > LONGEST:
        return None
    for attempt in (digits, "+" + digits.lstrip("+")):
        number = _valid(attempt)
        if number:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def _valid(text: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def takes_sms(e164: str) -> bool:
    """False for a landline, which no text message reaches."""
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind != PhoneNumberType.FIXED_LINE


def shown(e164: str) -> str:
    """The number as its own country writes it: `06 12 34 56 78`, `+221 77 123 45 67`."""
    number = phonenumbers.parse(e164)
    home = phonenumbers.region_code_for_number(number) == HOME
    if not home:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.national_significant_number(number)
    pairs = [national[i : i + 2] for i in range(1, len(national), 2)]
    return " ".join(["0" + national[0], *pairs])


def masked(e164: str) -> str:
    """Only the last two digits, for lists."""
    return "•• " + e164[-2:]
