"""The sentences behind the codes of matching."""

REFUSALS: dict[str, str] = {}
DEEDS: dict[str, str] = {}
