"""The short code on a badge: eight characters that a person can dictate."""

import secrets

from portal.core.folding import ascii_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 8
DEVICES = "Z"  # codes that begin with it are made by kiosks, each in a range of its own
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new(prefix: str = "") -> str:
    """Seven random characters (the first of them `prefix`) and a check character (Luhn mod 32).

    Never four digits before the dash: an Arabic SMS would show the two halves the wrong way round.
    Without a prefix never one that a kiosk could make: see `device_range`.
    """
    while True:
        more = LENGTH - 1 - len(prefix)
        body = prefix + "".join(secrets.choice(ALPHABET) for _ in range(more))
        if not body[:4].isdigit() and (prefix or body[0] != DEVICES):
            return body + check_character(body)


def device_range(number: int) -> str:
    """How the codes begin that the kiosk of this number (0 to 1023) makes without a network."""
    return DEVICES + ALPHABET[number // len(ALPHABET)] + ALPHABET[number % len(ALPHABET)]


def check_character(body: str) -> str:
    """Luhn mod N over the alphabet: one wrong character or most swapped neighbours are noticed."""
    total = 0
    for place, character in enumerate(reversed(body)):
        doubled = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += doubled // len(ALPHABET) + doubled % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def read(text: str) -> str | None:
    """The code that `text` says, look-alikes folded (O/0, I/L/1); None when it can't be one."""
    code = ascii_digits(text).upper().translate(_LOOK_ALIKES)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def shown(code: str) -> str:
    """`7K3M-9QXH`, as printed and dictated."""
    return f"{code[:4]}-{code[4:]}"
