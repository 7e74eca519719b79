"""Openings: confirmed or switched off; small pictures for sharing."""

from jobs import job


@job
def confirm() -> None:
    raise NotImplementedError


@job
def draw() -> None:
    raise NotImplementedError
