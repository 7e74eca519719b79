"""The sentences and words behind the codes of this domain."""

REFUSALS: dict[str, object] = {}

# The history: what was done.
DEEDS: dict[str, object] = {}
