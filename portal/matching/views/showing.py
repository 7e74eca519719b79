"""What the pages of a person's suggestions show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.applications.queries import mine as applications
from portal.core.clock import from_wall_clock, local, now
from portal.matching import labels, sentences
from portal.matching.models import Suggestion
from portal.matching.queries import learning, mine
from portal.matching.queries.mine import Mine
from portal.matching.rules.learning import TAUGHT
from portal.matching.rules.weights import Rule
from portal.matching.sentences import Line
from portal.matching.states import SuggestionState, Withdrawn
from portal.opportunities import cards
from portal.opportunities.states import OpportunityState
from portal.people.labels import STEPS
from portal.people.models import Person
from portal.people.rules import steps_left
from portal.people.states import PersonState
from portal.web.locale import language

SHORT = 3  # lines of "why" on a card
# Where she can do something about the rule that left her nothing: the page, the words.
CHANGES = {
    Rule.REACH: "profile.place",
    Rule.KIND: "profile.wishes",
    Rule.DATES: "profile.wishes",
    Rule.HOURS: "profile.wishes",
    Rule.LANGUAGE: "profile.languages",
    Rule.NEAR: "my_trades.index",
}


@dataclass(frozen=True)
class Card:
    """A suggestion in her list."""

    address: str
    title: str
    language: str
    firm: str
    place: str
    facts: str
    why: Sequence[Line]


def is_ready(person: Person) -> bool:
    """May she be matched, and apply?"""
    return person.state == PersonState.ACTIVE and person.complete_at is not None


def home(person: Person, found: Mine) -> dict[str, Any]:
    """Her list; or what is to be finished first, or why there is nothing."""
    rule = found.match.excluded_by if found.match else ""
    read = found.match.seen_at if found.match else None
    said = found.consent.at if found.consent else person.changed_at
    change = CHANGES.get(Rule(rule)) if rule in list(Rule) else None
    return {
        "ready": is_ready(person),
        "left": [STEPS[step] for step in steps_left(person.steps)],
        "cards": [_card(one) for one in found.open],
        # Her yes or her profile is newer than what was matched last.
        "looking": read is None or read < max(said, person.changed_at),
        "why": labels.NONE_FOR_PERSON.get(rule, ""),
        "change": url_for(change) if change else "",
        "ask_the_team": ask_the_team(person),
        "noon": noon,
    }


def one(suggestion: Suggestion) -> tuple[str, dict[str, Any]]:
    """The page of a suggestion, as it stands now, and what is on it."""
    application = mine.application_of(suggestion)
    if application is not None or suggestion.state == SuggestionState.NO:
        back = mine.can_be_put_back(suggestion)
        context: dict[str, Any] = {"application": application, "can_be_put_back": back}
        return "matching/answered.html", context | {"opening": suggestion.opportunity}
    why = _gone(suggestion)
    if why:
        others = applications.similar(suggestion.opportunity, suggestion.person)
        context = {"reason": why, "others": others, "opening": suggestion.opportunity}
        return "matching/gone.html", context
    return "matching/show.html", _open(suggestion)


def ask_the_team(person: Person) -> str:
    if person.hub:
        return _("Come to the team of %(hub)s: it helps you with this, for free.", hub=person.hub)
    return _("Come to the team of your city: it helps you with this, for free.")


def noon(day: date) -> datetime:
    return from_wall_clock(datetime.combine(day, time(12)))


def _gone(suggestion: Suggestion) -> str:
    """Why it can't be answered any more; "" while it can."""
    if suggestion.state == SuggestionState.WITHDRAWN:
        return suggestion.reason or Withdrawn.CLOSED
    opening = suggestion.opportunity
    # A yes whose application is gone was forgotten with it, long after.
    if suggestion.state != SuggestionState.YES and applications.is_open(opening, now()):
        return ""
    filled = opening.state == OpportunityState.FILLED
    return Withdrawn.FILLED if filled else Withdrawn.CLOSED


def _card(suggestion: Suggestion) -> Card:
    opening = suggestion.opportunity
    return Card(
        address=url_for("my_suggestions.show", token=suggestion.token),
        title=opening.title,
        language=opening.language,
        firm=cards.firm(opening),
        place=cards.place(opening),
        facts=cards.summary(opening),
        why=_few(sentences.for_person(suggestion, opening, language())),
    )


def _few(lines: Sequence[Line]) -> list[Line]:
    """What speaks for it, and one thing that is missing."""
    there = [line for line in lines if line.there]
    lacks = [line for line in lines if not line.there]
    return [*there[: SHORT - len(lacks[:1])], *lacks[:1]]


def _open(suggestion: Suggestion) -> dict[str, Any]:
    opening, day = suggestion.opportunity, local(now()).date()
    lines = sentences.for_person(suggestion, opening, language())
    lacks = [line for line in lines if not line.there]
    notes = [line.note for line in lacks if line.note]
    taught = learning.where_taught(suggestion.person, notes, beside=opening.id)
    until = suggestion.later_until
    return {
        "opening": opening,
        "firm": cards.firm(opening),
        "facts": cards.facts(opening),
        "there": [line for line in lines if line.there],
        "lacking": lacks,
        "places": list(dict.fromkeys(place for some in taught for place in some)),
        # Something can be learned, and no training that is open teaches it.
        "ask": any(
            note.kind in TAUGHT and not some for note, some in zip(notes, taught, strict=True)
        ),
        "makes_cv": any(note.kind == "cv" for note in notes),
        "ask_the_team": ask_the_team(suggestion.person),
        "put_off": noon(until) if until and mine.put_off(suggestion, day) else None,
    }
