"""What the pages of an agreement show: plain values, chosen for who reads."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.agreements import labels, queries, texts
from portal.agreements.models import Agreement, Evaluation
from portal.agreements.operations import signing
from portal.agreements.operations.drafting import School, Words
from portal.agreements.rules import turns
from portal.agreements.rules.sentences import WORDS
from portal.agreements.rules.wording import FACT, HEADING, Part
from portal.agreements.states import AgreementKind, AgreementState, Party
from portal.applications.models import Application
from portal.core.clock import now
from portal.opportunities.labels import BENEFITS
from portal.opportunities.models import Opportunity
from portal.opportunities.states import Kind, PayPeriod
from portal.reference import trades

KIND_OF = {
    Kind.OBSERVATION: AgreementKind.OBSERVATION,
    Kind.PFE: AgreementKind.SCHOOL,
    Kind.WORK_GRANT: AgreementKind.GRANT,
}
USUAL_WEEKS = 4


@dataclass(frozen=True)
class Seat:
    """A party, as this reader sees it."""

    party: str
    name: str
    signed_at: datetime | None
    refused_at: datetime | None
    why: str
    mine: bool


def about(agreement: Agreement, party: str, language: str) -> dict[str, Any]:
    """What every page of one agreement needs, as `party` reads it."""
    mine = queries.signature(agreement, party)
    return {
        "agreement": agreement,
        "party": party,
        "mine": mine,
        "sections": sections(texts.parts(agreement, language)),
        # The number keeps its order among Arabic words.
        "name": WORDS[language]["paper"] % {"number": f"\u2066{agreement.number}\u2069"},
        "seats": seats(agreement, party),
        "may": may(agreement, party),
        "evaluations": evaluations(agreement, party),
        "said": labels,
        "has_code": mine is not None and signing.has_code(mine, now()),
    }


@dataclass(frozen=True)
class Section:
    """A heading, with the facts and the lines below it."""

    heading: str
    facts: list[Part]
    lines: list[Part]


def sections(parts: list[Part]) -> list[Section]:
    found: list[Section] = []
    for part in parts:
        if part.kind == HEADING:
            found.append(Section(part.text, [], []))
        else:
            (found[-1].facts if part.kind == FACT else found[-1].lines).append(part)
    return found


def evaluations(agreement: Agreement, reader: str) -> list[Evaluation]:
    """Who reads what was said at the end: the team and the person both sides, the firm its own."""
    if reader in (Party.PERSON, Party.PROGRAMME):
        return list(agreement.evaluations)
    return [said for said in agreement.evaluations if said.party == reader]


def seats(agreement: Agreement, reader: str) -> list[Seat]:
    return [
        Seat(
            party=one.party,
            name=texts.shown_name(agreement, one, reader),
            signed_at=one.signed_at,
            refused_at=one.refused_at,
            why=one.refused_why,
            mine=one.party == reader,
        )
        for one in agreement.signatures
    ]


def may(agreement: Agreement, party: str) -> set[str]:
    """What this party can do now: names of pages."""
    mine, state = queries.signature(agreement, party), agreement.state
    writes = party in (Party.EMPLOYER, Party.PROGRAMME)
    team = party == Party.PROGRAMME
    theirs = queries.evaluation(agreement, Party.EMPLOYER)
    unsigned = mine is not None and mine.signed_at is None
    asked = party in turns.EVALUATE and not queries.evaluation(agreement, party)
    possible = {
        "sign": state == AgreementState.TO_SIGN and unsigned,
        "edit": writes and state in turns.CHANGEABLE,
        "send": writes and state == AgreementState.DRAFT,
        "cancel": (writes and state == AgreementState.DRAFT)
        or (team and state == AgreementState.TO_SIGN),
        "end": team and state == AgreementState.SIGNED,
        "renew": writes and state in turns.RENEWABLE,
        "paper": state in turns.READ_BY_ALL and bool(agreement.text),
        "evaluation": asked and state == AgreementState.ENDED,
        "disagree": party == Party.PERSON and theirs is not None and not theirs.disagrees,
    }
    return {name for name, it_may in possible.items() if it_may}


def school_of(agreement: Agreement) -> School | None:
    seat = queries.signature(agreement, Party.SCHOOL)
    return School(seat.role, seat.name or "", seat.address or "") if seat else None


def first_words(application: Application, at: datetime) -> Words:
    """What the opening says already, for the writer to complete."""
    opening = application.opportunity
    starts_on = max(opening.starts_on or _next_monday(turns.today(at)), turns.today(at))
    weeks = opening.weeks or USUAL_WEEKS
    return Words(
        kind=KIND_OF.get(Kind(opening.kind), AgreementKind.VOLUNTARY),
        title=opening.title,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=weeks, days=-1),
        hours=opening.hours,
        hours_per_week=opening.hours_per_week or 0,
        address=", ".join(filter(None, (opening.address, opening.city))),
        activities=opening.activities or opening.about,
        skills=", ".join(trades.skill_name(one, "fr") or one for one in opening.skills),
        allowance=_allowance(opening),
        benefits=", ".join(str(BENEFITS[one]) for one in opening.benefits if one in BENEFITS),
        tutor_name="",
    )


def next_words(agreement: Agreement) -> Words:
    """The same once more, from the day after the last."""
    same = {name: getattr(agreement, name) for name in Words.__dataclass_fields__}
    starts_on = agreement.ends_on + timedelta(days=1)
    lasts = agreement.ends_on - agreement.starts_on
    return Words(**same | {"starts_on": starts_on, "ends_on": starts_on + lasts})


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _allowance(opening: Opportunity) -> int:
    monthly = opening.paid and opening.pay_period == PayPeriod.MONTH
    return min(opening.pay_from or 0, turns.MOST_ALLOWANCE) if monthly else 0
