"""No application dies in silence."""

from jobs import job


@job
def follow() -> None:
    raise NotImplementedError
