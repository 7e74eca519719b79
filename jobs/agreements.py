"""Agreements that end: both sides are asked how it went."""

from jobs import job


@job
def follow() -> None:
    raise NotImplementedError
