"""`portal match`: a whole run of the matching, and the last runs."""

import sys
from typing import Any

import click

from portal.core.clock import local
from portal.core.db import committed
from portal.matching.models import MatchRun
from portal.matching.operations import running
from portal.matching.queries import due
from portal.matching.rules.weights import VERSION
from portal.matching.states import ENDED, RunState

WIDE = 24  # letters of a name in the list of figures
STEPS = {
    RunState.READING: "Reading",
    RunState.SCORING: "Comparing",
    RunState.SOLVING: "Weighing",
    RunState.WRITING: "Writing",
}


@click.group()
def match() -> None:
    """Suggest openings to people, all together; see the last runs.

    What changes is matched by itself within seconds, and everything once a night. People hear of
    new suggestions at most once in three days, by a worker.
    """


@match.command()
@click.option("--dry-run", is_flag=True, help="Compute everything, change no suggestion.")
def run(dry_run: bool) -> None:
    """Match every person with every opening, and print what came of it.

    Killed half-way, it goes on with the next run; what was written stays. The exit status is 1 when
    another worker is at it.
    """
    from portal.app import create_app

    with create_app().app_context():
        _try() if dry_run else _run()


def _try() -> None:
    from jobs import whole_run

    with Bar() as bar:
        difference, figures = whole_run.try_out(bar.show)
    counts = {
        "Would add": sum(len(one.new) + len(one.back) for one in difference.people),
        "Would keep": difference.kept,
        "Would take away": sum(len(one.gone) for one in difference.people),
    }
    _say(counts, figures, VERSION)
    click.echo("Nothing was changed: this was a dry run.")


def _run() -> None:
    from jobs import whole_run

    mine = committed(lambda: running.claim(running.ask(None).token))
    if mine is None:
        raise click.ClickException("Another worker is at it. See: portal match show")
    with Bar() as bar:
        done = whole_run.carry_out(mine, bar.show)
    if not done:
        raise click.ClickException("Another worker went on with it. See: portal match show")
    _say_run(due.run(mine.token))


@match.command()
@click.option("--count", default=5, show_default=True, help="How many runs.")
@click.option("--figures", is_flag=True, help="All figures of the last one, too.")
def show(count: int, figures: bool) -> None:
    """List the last runs, the newest first: when, how many, which version."""
    from portal.app import create_app

    with create_app().app_context():
        runs = due.last_runs(count)
        if not runs:
            click.echo("Nothing was matched yet.")
        for one in runs:
            click.echo(_line(one))
        if figures and runs:
            _say_run(next((one for one in runs if one.kind == "whole"), runs[0]))


def _line(one: MatchRun) -> str:
    when = local(one.started_at or one.created_at).strftime("%Y-%m-%d %H:%M")
    how = f"{one.done:,} of {one.total:,}" if one.state not in ENDED and one.total else ""
    took = f"{_seconds(one):.1f} s" if one.kind == "whole" and one.ended_at else ""
    counts = f"{one.people:,} people, {one.openings:,} openings: {one.added:,} added"
    facts = [f"{counts}, {one.kept:,} kept, {one.withdrawn:,} taken away", took, how, one.error]
    return f"{when}  {one.kind:8} {one.state:8} " + ", ".join(fact for fact in facts if fact)


def _seconds(one: MatchRun) -> float:
    begun = one.started_at or one.created_at
    return ((one.ended_at or begun) - begun).total_seconds()


def _say_run(one: MatchRun | None) -> None:
    if one is not None:
        counts = {
            "People": one.people,
            "Openings": one.openings,
            "Pairs that fit": one.pairs,
            "Added": one.added,
            "Kept": one.kept,
            "Taken away": one.withdrawn,
        }
        _say(counts, one.figures, one.version)


def _say(counts: dict[str, int], figures: dict[str, Any], version: str) -> None:
    lines = {name: f"{number:,}" for name, number in counts.items()}
    for name, value in {**lines, **_figures(figures), "Version of weights": version}.items():
        click.echo(f"{name:{WIDE}}{value}")


def _figures(figures: dict[str, Any]) -> dict[str, str]:
    """The figures of a run in words; those that it does not have are left out."""
    if not figures:
        return {}
    reached, exposure = figures["coverage"], figures["exposure"]
    openings, lost = figures["exposure_openings"], figures["ndcg_lost"]
    seconds = {name: f"{value:.1f}" for name, value in figures["seconds"].items()}
    return {
        "People with some": f"{reached['people']:.1%}; with three or more"
        f" {reached['people_full']:.1%}; of those whom some opening fits"
        f" {reached['people_possible']:.1%}",
        "Openings with some": f"{reached['openings']:.1%}; with all they asked for"
        f" {reached['openings_full']:.1%}",
        "Left with nothing": ", ".join(
            f"{rule} {count:,}" for rule, count in figures["excluded_by"]["people"].items()
        )
        or "nobody",
        "Gini of people": f"{exposure['before']['gini']:.3f} -> {exposure['after']['gini']:.3f}",
        "Gini of openings": f"{openings['before']['gini']:.3f} -> {openings['after']['gini']:.3f}",
        "nDCG lost": f"{lost['people']:.4f} to people, {lost['openings']:.4f} to openings",
        "From the best": f"{figures['gap']:.5%} at most",
        "Seconds": ", ".join(f"{name} {value}" for name, value in seconds.items()),
    }


class Bar:
    """A bar for each step, on the terminal alone."""

    def __init__(self) -> None:
        self.state: RunState | None = None
        self.bar: Any = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def show(self, state: RunState, done: int, total: int) -> None:
        if state != self.state:
            self._end()
            self.state = state
            label = f"{STEPS[state]:10}"
            self.bar = click.progressbar(length=max(total, 1), label=label, file=sys.stderr)
            self.bar.__enter__()
        self.bar.length = max(total, 1)
        self.bar.update(max(0, done - self.bar.pos))

    def _end(self) -> None:
        if self.bar is not None:
            self.bar.update(self.bar.length - self.bar.pos)
            self.bar.__exit__(None, None, None)
            self.bar = None
