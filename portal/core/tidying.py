"""Take out of a text what no name, trade or city holds."""

from typing import Any

# Control characters, and marks that reverse the reading direction of everything after them.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F)])
_FORBIDDEN |= dict.fromkeys(range(0x2066, 0x206A))


def tidy(value: Any) -> Any:
    """`value` without stray spaces, NUL bytes and direction overrides."""
    if not isinstance(value, str):
        return value
    clean = value.translate(_FORBIDDEN).strip()
    return clean.encode("utf-8", "replace").decode()  # a lone surrogate can't be stored
