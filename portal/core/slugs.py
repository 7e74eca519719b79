"""Names of things in addresses."""

import re
import secrets

from portal.core.folding import fold

LONGEST = 40
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def slug(title: str) -> str:
    """Words of the title that any phone can type, and letters that nobody guesses."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    short = "-".join(words)[:LONGEST].strip("-")
    ending = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{short}-{ending}" if short else ending
