"""People who look for work and employers who offer some, to try the portal with. All invented."""

import random
from datetime import timedelta

from sqlalchemy import select

from portal.accounts.models import Account, Staff
from portal.accounts.operations import opening, pins
from portal.agreements.operations import drafting
from portal.agreements.operations.drafting import Words, Writer
from portal.agreements.states import AgreementKind
from portal.applications import states
from portal.applications.models import Application
from portal.applications.operations import answering as employers_answer
from portal.applications.operations import applying
from portal.applications.operations.answering import Said
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.demo_names import FIRST_NAMES
from portal.demo_work_words import (
    CROWD_SPEAKS,
    OPENINGS,
    ORGANISATIONS,
    SEEKERS,
    SHORT_ABOUT,
    SHORT_OPENINGS,
)
from portal.employers.models import Membership, Organisation
from portal.employers.operations import registering
from portal.employers.states import ContactMode, Verification
from portal.matching.operations import answering, running
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import moderation, posting
from portal.people.models import Person
from portal.people.operations import profile
from portal.people.operations.profile import Place, SkillSaid, TradeSaid, Wishes
from portal.people.states import Learned, WorkRoute
from portal.reference import cities, trades

PIN = "271828"
# Numbers that ring nowhere: Morocco has not given out the range 06 00 00.
SEEKER, MEMBER = "+2126000910{:02d}", "+2126000920{:02d}"
CROWD = 70  # people, with those who have an account to try
HUBS = {
    "sale": "Rabat",
    "rabat": "Rabat",
    "tanger": "Tanger",
    "oujda": "Oujda",
    "beni-mellal": "Béni Mellal",
}
DAYS = 30


def load() -> None:
    """Make them; does nothing where they are."""
    if db.session.scalar(select(Organisation.id).where(Organisation.demo)):
        return
    pin = pins.hashed(PIN)
    firms = {plan["name"]: _firm(number, plan, pin) for number, plan in enumerate(ORGANISATIONS)}
    openings = [_opening(firms.get(plan["of"] or ""), plan) for plan in OPENINGS]
    for plan in _short():
        _opening(firms[plan["of"]], plan)
    seekers = [_seeker(number, plan, pin) for number, plan in enumerate(SEEKERS)]
    _crowd(pin)
    _apply(seekers, openings)
    _agree(seekers[0], openings[0])
    with transaction():
        running.ask(None)


def _account(number: str, name: str, language: str, pin: str) -> Account:
    made = opening.open_own(name, language=language, phone=number, pin_hash=pin)
    made.demo = True
    return made


def _firm(number: int, plan: dict, pin: str) -> int:
    phone = MEMBER.format(number + 1)
    with transaction():
        member = _account(phone, plan.get("member", "Karim"), "fr", pin)
        facts = registering.Facts(
            name=plan["name"],
            form=plan["form"],
            ice=None,
            city=cities.name_of(plan["city"], "fr"),
            sector=plan["sector"],
            contact_mode=ContactMode.PHONE,
            contact_name=member.name,
            contact_phone=phone,
        )
        firm = registering.register(facts, member)
        firm.demo, firm.state = True, plan.get("state", Verification.VERIFIED)
        firm.verified_at = now() if firm.state == Verification.VERIFIED else None
        firm.state_reason = plan.get("why", "")
    return firm.id


def _opening(firm_id: int | None, plan: dict) -> int:
    with transaction():
        firm = db.session.get_one(Organisation, firm_id) if firm_id else None
        staff = db.session.scalars(select(Staff.id).order_by(Staff.id)).first() or 0
        city = plan.get("city") or (firm.city_code if firm else "")
        facts = posting.Facts(
            kind=plan["kind"],
            title=plan["title"],
            trade_words=plan["words"],
            trade=plan["trade"],
            about=plan["about"],
            activities=plan.get("activities", ""),
            city=cities.name_of(city, plan["language"]),
            places=plan["places"],
            hours=plan["hours"],
            weeks=plan["weeks"],
            paid=plan["pay"] is not None,
            pay_from=plan["pay"],
            pay_to=plan.get("pay_to"),
            pay_period=plan.get("period", "month"),
            benefits=tuple(plan["benefits"]),
            no_cv=not plan.get("cv"),
            skills=plan.get("skills", ()) + plan.get("skills_taught", ()),
            skills_wished=plan.get("wished", ()),
            languages=plan.get("speaks", ()),
            hours_per_week=plan.get("week"),
            remote=plan.get("remote", False),
        )
        author = _member_of(firm_id) if firm_id else None
        audit.actor.set(f"account:{author.account_id}" if author else f"staff:{staff}")
        made = posting.start(
            firm,
            facts,
            language=plan["language"],
            account_id=author.account_id if author else None,
            staff_id=None if author else staff,
        )
        made.demo = True
        if firm is None:
            moderation.publish(made, staff, DAYS)
        else:
            posting.send(made)
    if firm is not None and plan.get("state") != "to_check":
        audit.actor.set(f"staff:{staff}")
        with transaction():
            fresh = db.session.get_one(Opportunity, made.id)
            moderation.approve(fresh, staff, fresh.version, DAYS)
    audit.actor.set("system")
    return made.id


def _member_of(firm_id: int) -> Membership | None:
    return db.session.scalar(select(Membership).where(Membership.organisation_id == firm_id))


def _seeker(number: int, plan: dict, pin: str) -> int:
    with transaction():
        owner = _account(SEEKER.format(number + 1), plan["name"], plan["language"], pin)
        person = profile.begin(owner)
        said = TradeSaid(plan["words"], plan["learned"], plan["months"], trade=plan["trade"])
        profile.add_trade(person, said)
        profile.say_skills(person, [SkillSaid("", plan["own"], plan["learned"])])
        profile.say_languages(person, {name: (how, w) for name, how, w in plan["speaks"]})
        profile.say_place(person, Place(cities.name_of(plan["city"], "fr"), "city"))
        wants = ("internship", "fixed_term", "permanent")
        profile.say_wishes(person, Wishes(wants, now().date() + timedelta(days=3)))
        person.hub = HUBS[plan["city"]]
        _file(person, work_route=WorkRoute.NOW)
        if number % 4 != 3:
            answering.consent(person, given=True, language=plan["language"])
    return person.id


def _file(person: Person, **facts: object) -> None:
    """What her counsellor wrote."""
    for name, value in {**facts, "work_route_at": now()}.items():
        setattr(person.file, name, value)


def _short() -> list[dict]:
    """The openings that are called by the name of their trade."""
    return [
        {
            "of": firm,
            "kind": kind,
            "language": "fr",
            "title": trades.name(trade, "fr"),
            "words": trades.name(trade, "fr"),
            "trade": trade,
            "about": SHORT_ABOUT,
            "places": places,
            "hours": "9 h – 17 h",
            "weeks": None if kind == "permanent" else 12,
            "pay": pay,
            "benefits": (),
        }
        for firm, kind, trade, places, pay in SHORT_OPENINGS
    ]


def _crowd(pin: str) -> None:
    """Many more who look for work, in the four languages and hubs; most for what is offered."""
    city_of = {plan["name"]: plan["city"] for plan in ORGANISATIONS}
    offered = [plan for plan in (*OPENINGS, *_short()) if plan["trade"]]
    chance = random.Random("crowd")  # noqa: S311 - the same demonstration each time
    for number in range(len(SEEKERS) + 1, CROWD + 1):
        language = chance.choices(("fr", "ar", "en", "es"), weights=(60, 12, 22, 6))[0]
        plan = chance.choice(offered)
        near = plan.get("city") or city_of[plan["of"]]
        code, city = plan["trade"], near if chance.random() < 0.8 else chance.choice(list(HUBS))
        months, learned = chance.choice((0, 6, 12, 24, 48)), chance.choice(list(Learned))
        skills = trades.skills_of(code)[:6]
        known = chance.sample(skills, k=min(len(skills), chance.randint(1, 4)))
        wants = chance.sample(("internship", "fixed_term", "permanent", "daily"), k=2)
        wants += chance.sample(("training", "apprenticeship", "work_grant", "observation"), k=2)
        wants = list(dict.fromkeys((plan["kind"], *wants)))
        with transaction():
            name = chance.choice(FIRST_NAMES)
            owner = _account(SEEKER.format(number), name, language, pin)
            person = profile.begin(owner)
            words = trades.name(code, language)
            profile.add_trade(person, TradeSaid(words, learned, months, trade=code))
            profile.say_skills(person, [SkillSaid(skill, "", learned) for skill in known])
            speaks = chance.choice(CROWD_SPEAKS[language])
            profile.say_languages(person, {spoken: (how, w) for spoken, how, w in speaks})
            travel = chance.choice(("city", "city", "around", "move"))
            profile.say_place(person, Place(cities.name_of(city, "fr"), travel))
            free = now().date() + timedelta(days=chance.choice((0, 0, 7, 30)))
            profile.say_wishes(person, Wishes(tuple(wants), free))
            person.hub = HUBS[city]
            weeks = chance.choice((0, 0, 3))
            route = WorkRoute.WEEKS if weeks else WorkRoute.NOW
            _file(person, work_route=route, weeks=weeks, sex=chance.choice((*"ffmm", None)))
            answering.consent(person, given=True, language=language)


def _apply(seekers: list[int], openings: list[int]) -> None:
    """Some have applied, some have an answer."""
    pairs = [
        (0, 0),
        (0, 1),
        (1, 2),
        (2, 10),
        (3, 5),
        (4, 7),
        (5, 8),
        (6, 11),
        (7, 9),
        (3, 6),
        (2, 0),
    ]
    for place, (who, where) in enumerate(pairs):
        with transaction():
            person = db.session.get_one(Person, seekers[who])
            wanted = db.session.get_one(Opportunity, openings[where])
            made = applying.apply(person, wanted, sentence="")
            made.created_at = made.heard_at = now() - timedelta(days=3 * place)
        if place % 4 == 1:
            with transaction():
                fresh = db.session.get_one(Application, made.id)
                employers_answer.answer(fresh, Said(states.Answer.NEXT_WEEK))


def _agree(person_id: int, opening_id: int) -> None:
    """The first of them is taken on: an agreement waits to be signed."""
    mine = (Application.person_id == person_id) & (Application.opportunity_id == opening_id)
    with transaction():
        made = db.session.scalars(select(Application).where(mine)).one()
        employers_answer.answer(made, Said(states.Answer.ACCEPTED))
    with transaction():
        fresh = db.session.scalars(select(Application).where(mine)).one()
        first = now().date() + timedelta(days=14)
        words = Words(
            kind=AgreementKind.VOLUNTARY,
            starts_on=first,
            ends_on=first + timedelta(weeks=8),
            hours_per_week=35,
            title="Stage de couture",
            activities="Piquer à la machine, couper, repasser, parler avec les clientes.",
            tutor_name="Salma",
            tutor_role="Cheffe d'atelier",
            hours="9 h – 17 h, du lundi au vendredi",
            address="12 rue des Consuls, Salé",
            allowance=1800,
        )
        member = _member_of(fresh.opportunity.organisation_id or 0)
        by = Writer(account_id=member.account_id if member else None)
        drafting.send(drafting.draft(fresh, words, None, programme="Portail Emploi", by=by), by=by)


# (number, who it is) of those who may be tried first.
TO_TRY = ((SEEKER.format(1), "Aminata, sewing"), (MEMBER.format(1), "Salma, Atelier Nour"))
