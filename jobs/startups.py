"""Start-ups: papers and pictures drawn, turns on the home page, the month summed up."""

from jobs import job


@job
def draw_papers() -> None:
    """Draw the kits and catalogues that wait."""


@job
def draw_images() -> None:
    """Pictures for shared links: those that are missing, a few at a time."""


@job
def take_turns() -> None:
    """Who stands on the home page today."""


@job
def sum_up() -> None:
    """What a page brought in the month that ended."""
