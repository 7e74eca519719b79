"""What is kept for how long."""

from jobs import job


@job
def keep_rules() -> None:
    raise NotImplementedError
