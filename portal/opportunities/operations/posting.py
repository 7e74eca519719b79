"""An opening is written, changed, copied, sent to be checked."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.core import audit, slugs
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.employers.models import Organisation
from portal.employers.rules import is_stopped
from portal.opportunities.models import Opportunity
from portal.opportunities.rules import detector, pay
from portal.opportunities.rules.life import (
    BEFORE_IT_WAS_OPEN,
    EDITABLE,
    SENDABLE,
    after_change,
    may_follow,
)
from portal.opportunities.states import OpportunityState
from portal.reference import cities, sectors, trades

LANGUAGES = ("fr", "ar", "en", "es")
# Free text in which the detector looks, in the order of the page.
FREE_TEXTS = (
    *("title", "trade_words", "about", "activities", "hours", "city", "address"),
    *("grant_share", "skills", "skills_wished"),
)


@dataclass(frozen=True)
class Facts:
    """What is said in an opening. `trade`: a code of reference.trades, or ""."""

    kind: str
    title: str
    trade_words: str = ""
    trade: str = ""
    about: str = ""
    activities: str = ""
    skills: tuple[str, ...] = ()
    skills_wished: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()  # (language, level)
    city: str = ""
    address: str = ""
    remote: bool = False
    places: int = 1
    hours: str = ""
    hours_per_week: int | None = None
    starts_on: date | None = None
    weeks: int | None = None
    months: int | None = None
    paid: bool = True
    pay_from: int | None = None
    pay_to: int | None = None
    pay_period: str = "month"
    benefits: tuple[str, ...] = ()
    no_cv: bool = True
    grant_share: str = ""


def start(
    firm: Organisation | None,
    facts: Facts,
    *,
    language: str,
    account_id: int | None = None,
    staff_id: int | None = None,
) -> Opportunity:
    """A draft. `firm` None: the programme's own. Raises Refused("firm_stopped")."""
    must_be_welcome(firm)
    opening = Opportunity(
        organisation=firm,
        posted_by=account_id,
        posted_by_staff=staff_id,
        language=language,
        state=OpportunityState.DRAFT,
        kind=facts.kind,
        title=facts.title,
        slug=slugs.slug(facts.title),
    )
    _write(opening, facts)
    db.session.add(opening)
    db.session.flush()
    audit.record("opportunities.opportunity.written", name(opening))
    return opening


def copy(
    before: Opportunity, *, account_id: int | None = None, staff_id: int | None = None
) -> Opportunity:
    """The same as a new draft. Its first day is asked again."""
    answers = {field.name: getattr(before, field.name) for field in fields(Facts)}
    answers["languages"] = tuple((one["language"], one["level"]) for one in before.languages)
    for name in ("skills", "skills_wished", "benefits"):
        answers[name] = tuple(answers[name])
    facts = Facts(**answers | {"starts_on": None})
    return start(
        before.organisation,
        facts,
        language=before.language,
        account_id=account_id,
        staff_id=staff_id,
    )


def change(opening: Opportunity, facts: Facts) -> None:
    """Other answers. What is online stays there only as rules.life.after_change says.

    Raises Refused("opening_not_editable").
    """
    lock(opening)
    if opening.state not in EDITABLE:
        raise Refused("opening_not_editable")
    before = (opening.paid, opening.pay_from, opening.pay_period)
    other_kind = opening.kind != facts.kind
    changed = _write(opening, facts)
    if not changed:
        return
    after = (opening.paid, opening.pay_from, opening.pay_period)
    flagged = bool(_found(opening, changed))
    worse = other_kind or pay.worse(before, after)
    state, look_again = after_change(opening.state, changed, flagged, worse)
    opening.state, opening.look_again = state, opening.look_again or look_again
    opening.version += 1
    audit.record("opportunities.opportunity.changed", name(opening), ",".join(sorted(changed)))


def send(opening: Opportunity) -> None:
    """To the moderators. Sent twice, it is sent once.

    Raises Refused: opening_incomplete, firm_stopped, opening_moved_on.
    """
    lock(opening)
    if opening.state == OpportunityState.TO_CHECK:
        return
    if opening.state not in SENDABLE:
        raise Refused("opening_moved_on")
    move(opening, OpportunityState.TO_CHECK)
    if missing(opening):
        raise Refused("opening_incomplete")
    must_be_welcome(opening.organisation)
    opening.state_note = ""
    audit.record("opportunities.opportunity.sent", name(opening))


def missing(opening: Opportunity) -> list[str]:
    """The fields that must still be written before it can be sent."""
    said = {
        "title": opening.title,
        "city": opening.city or opening.remote,
        "about": opening.about,
        "pay_from": opening.pay_from or not opening.paid,
        "unpaid": opening.paid or pay.may_be_unpaid(opening.kind),
    }
    return [name for name, value in said.items() if not value]


def name(opening: Opportunity) -> str:
    """How the history and the messages call it."""
    return f"opportunity:{opening.id}"


def lock(opening: Opportunity) -> None:
    """The opening as it is now, held until the commit."""
    mine = select(Opportunity).where(Opportunity.id == opening.id).with_for_update()
    db.session.scalars(mine.execution_options(populate_existing=True)).one()


def move(opening: Opportunity, state: OpportunityState) -> None:
    """Go to another state. Raises Refused("opening_moved_on") where it does not follow."""
    if not may_follow(opening.state, state):
        raise Refused("opening_moved_on")
    opening.state, opening.changed_at = state, now()


def search_text(opening: Opportunity) -> str:
    """The folded words it is found by, each once: its own, and the names of its trade, city, sector
    and employer in every language. Ask trades.known() before a transaction: that is slow once.
    """
    firm = opening.organisation
    named = [opening.title, opening.trade_words, firm.name if firm else "", opening.city]
    for language in LANGUAGES:
        named += trades.labels(opening.trade, language) if opening.trade else ()
        named.append(cities.name_of(opening.city_code, language))
        named.append(sectors.name_of(opening.sector, language))
    words = (word for name in named for word in re.findall(r"[^\W_]+", fold(name)))
    return " ".join(dict.fromkeys(words))


def found_in(opening: Opportunity) -> list[detector.Found]:
    """What the detector finds in the words of an opening, and where."""
    return _found(opening, set(FREE_TEXTS))


def text_of(opening: Opportunity, field: str) -> str:
    """A field of an opening as one text."""
    value = getattr(opening, field)
    return " · ".join(value) if isinstance(value, list) else value


def _found(opening: Opportunity, among: set[str]) -> list[detector.Found]:
    texts = {name: text_of(opening, name) for name in FREE_TEXTS if name in among}
    found = detector.found_in(texts)
    if among & {"pay_from", "pay_to", "pay_period"} and _too_good(opening):
        found.append(detector.Found(detector.PAY, "pay_from", 0, 0))
    return found


def _too_good(opening: Opportunity) -> bool:
    most = opening.pay_to or opening.pay_from
    return opening.paid and pay.too_good(opening.kind, most, opening.pay_period, opening.weeks)


def _write(opening: Opportunity, facts: Facts) -> set[str]:
    """Set the answers; the names of those that are new."""
    changed = set()
    for name, value in _columns(facts).items():
        if getattr(opening, name) != value:
            changed.add(name)
            setattr(opening, name, value)
    firm = opening.organisation
    opening.city_code = cities.code_of(opening.city)
    opening.sector = trades.sector_of(opening.trade) or (firm.sector if firm else "")
    opening.search_text = search_text(opening)
    opening.flags = detector.codes(_found(opening, {*FREE_TEXTS, "pay_from"}))
    if opening.state in BEFORE_IT_WAS_OPEN and opening.published_at is None and "title" in changed:
        opening.slug = slugs.slug(opening.title)
    if changed:
        opening.changed_at = now()
    return changed


def _columns(facts: Facts) -> dict[str, Any]:
    values = {field.name: getattr(facts, field.name) for field in fields(Facts)}
    lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    spoken = [{"language": language, "level": level} for language, level in facts.languages]
    return values | lists | {"languages": spoken}


def must_be_welcome(firm: Organisation | None) -> None:
    """Raises Refused("firm_stopped") for one that is suspended or banned."""
    if firm is not None and is_stopped(firm):
        raise Refused("firm_stopped")


def _name(opening: Opportunity) -> str:
    return f"opportunity:{opening.id}"
