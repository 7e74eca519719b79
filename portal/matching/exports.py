"""What the desk takes away in a file: people without a suggestion, and figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from portal.matching import labels
from portal.matching.models import MatchRun
from portal.matching.queries.figures import Answers, Coverage
from portal.people.models import Person
from portal.web.locale import colon

Why = Sequence[tuple[str, int]]


def people_header() -> list[str]:
    return [_("Name"), _("City"), _("Office"), _("Trade"), _("Why")]


def people_rows(people: Iterable[tuple[Person, str]]) -> Iterable[list[str]]:
    """One row a person, in the order of people_header()."""
    for person, why in people:
        trade = person.trades[0].words if person.trades else ""
        yield [person.name, person.city, person.hub, trade, str(labels.WHY_NONE.get(why, why))]


def figure_header() -> list[str]:
    return [_("What"), _("Figure")]


def figure_rows(
    *,
    people: Coverage,
    why_people: Why,
    openings: Coverage,
    why_openings: Why,
    answers: Answers,
    last: MatchRun | None,
) -> Iterable[list[str]]:
    """One row a figure, in the order of the page."""
    yield from _coverage(labels.PEOPLE_COVERED, people)
    yield from _why(labels.WHY_NONE, why_people)
    yield from _coverage(labels.OPENINGS_COVERED, openings)
    yield from _why(labels.WHY_NOBODY, why_openings)
    for code, name in labels.ANSWERS_COUNTED.items():
        yield [str(name), str(getattr(answers, code))]
    for reason, count in answers.reasons:
        why = labels.NO_REASONS.get(reason, reason)
        yield [f"{labels.ANSWERS_COUNTED['no']}{colon()}{why}", str(count)]
    if last is not None:
        yield from _of_run(last.figures or {})


def _coverage(names: dict[str, Any], coverage: Coverage) -> Iterable[list[str]]:
    for code, name in names.items():
        yield [str(name), str(getattr(coverage, code))]


def _why(names: dict[str, Any], counts: Why) -> Iterable[list[str]]:
    for code, count in counts:
        yield [str(names[code]), str(count)]


def _of_run(figures: dict[str, Any]) -> Iterable[list[str]]:
    for side, title in labels.SPREAD_OVER.items():
        for code, one in figures.get(side, {}).items():
            yield [f"{title}{colon()}{labels.EXPOSURE[code]} (Gini)", f"{one['gini']:.3f}"]
    groups = figures.get("groups", {})
    for by in ("hub", "sex"):
        for group, row in groups.get(by, {}).items():
            for step, name in labels.GROUP_STEPS.items():
                shown = row.get(step)
                said = labels.SEXES.get(group, group) if by == "sex" else group or "–"
                yield [f"{said}{colon()}{name}", _("kept back") if shown is None else str(shown)]
