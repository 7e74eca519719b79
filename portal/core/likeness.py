"""How near two folded names are to each other: one measure for all who look for doubles."""

from difflib import SequenceMatcher

ALIKE = 0.8  # from here on they may be one person's
NEAR_WORD = 0.7  # a word that was typed with a slip


def alike(one: str, other: str) -> bool:
    """May two folded names be one person's, in whatever order their words stand?"""
    if in_order(one) == in_order(other):
        return True
    return _ratio(one, other, ALIKE) >= ALIKE


def in_order(name: str) -> str:
    """`name` with its words sorted: family names stand first in some countries."""
    return " ".join(sorted(name.split()))


def near_names(typed: str, names: set[str]) -> set[str]:
    """Those of `names` in which each typed word has a word that is nearly the same (folded)."""
    known = {word for name in names for word in name.split()}
    wanted = [
        {word for word in known if _ratio(one, word, NEAR_WORD) >= NEAR_WORD}
        for one in typed.split()
    ]
    return {name for name in names if all(not near.isdisjoint(name.split()) for near in wanted)}


def _ratio(one: str, other: str, least: float) -> float:
    """difflib's ratio; 0 as soon as it is clear that `least` is not reached."""
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    return matcher.ratio()
