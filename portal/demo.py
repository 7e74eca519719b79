"""A believable programme to try the portal with. Nothing in it is about a real person."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from portal import demo_doors, demo_startups, demo_work
from portal.accounts import queries as staff_queries
from portal.accounts.operations import staff_keys as accounts
from portal.accounts.permissions import Role
from portal.core.clock import from_wall_clock, local, now
from portal.core.db import db, transaction
from portal.demo_names import FAMILY_NAMES, FIRST_NAMES, TRADES
from portal.demo_words import EVENTS, WRITTEN
from portal.events import messages, rules
from portal.events.models import Event, EventSession, Place, Registration
from portal.events.operations import registration, sendings, wishes
from portal.events.operations.registration import Answers
from portal.events.operations.sendings import Wanted
from portal.events.operations.wishes import Wishes
from portal.events.states import EventState, SeatState, Source
from portal.notifications.kinds import Purpose
from portal.reference import cities

PASSWORD = "atelier-bouregreg-2027"  # noqa: S105 - known on purpose; production refuses the demo
STAFF = (
    ("coordinator@demo.example", Role.COORDINATOR),
    ("counsellor@demo.example", Role.COUNSELLOR),
    ("fair@demo.example", Role.FAIR_STAFF),
)
BATCH = 25
# Numbers that ring nowhere: Morocco has not given out the range 06 00 00.
NUMBER = "+2126000{:05d}"


def load(say: Callable[[str], None] = lambda text: None) -> None:
    """Make the demonstration; does nothing for what is already there."""
    _staff()
    for plan in EVENTS:
        if db.session.scalar(select(Event.id).where(Event.slug == plan["slug"])) is None:
            event = _event(plan)
            say(f"{plan['slug']}: {plan['people']} registrations")
            _people(event, plan["people"], tell="ago" not in plan)
            if "ago" in plan:
                _let_pass(event, plan["ago"])
            if plan["slug"] in WRITTEN:
                _write(event, WRITTEN[plan["slug"]])
    say("doors and the visits of a welcome desk")
    demo_doors.load(_answers)
    say("people, employers, openings")
    demo_work.load()
    say("start-ups")
    demo_startups.load(demo_work.PIN, say)


def _staff() -> None:
    missing = [pair for pair in STAFF if staff_queries.staff_by_email(pair[0]) is None]
    for email, role in missing:
        hashed = accounts.hash_password(PASSWORD)
        with transaction():
            hub = "" if role == Role.COORDINATOR else "Rabat"
            accounts.add_staff(email, role, password_hash=hashed, hub=hub, demo=True)


def _event(plan: dict[str, Any]) -> Event:
    first = _next_weekday(plan["weekday"], plan["weeks"]) if "weeks" in plan else _tomorrow()
    with transaction():
        event = Event(
            slug=plan["slug"],
            kind=plan["kind"],
            mode=plan["mode"],
            state=EventState.PUBLISHED,
            title=plan["title"],
            about=plan["about"],
            city=plan["city"],
            opens_at=now() - timedelta(days=14),
            closes_at=_moment(first, plan["sessions"][-1][0], "18:00"),
        )
        event.places = [
            Place(name=name, address=address, map_point=point)
            for name, address, point in plan["places"]
        ]
        for day, begin, end, capacity, place, title in plan["sessions"]:
            event.sessions.append(
                EventSession(
                    place=event.places[place] if place is not None else None,
                    title=title,
                    starts_at=_moment(first, day, begin),
                    ends_at=_moment(first, day, end),
                    capacity=capacity,
                    online_url="" if place is not None else "https://meet.example.org/atelier",
                )
            )
        db.session.add(event)
    return event


def _tomorrow() -> datetime:
    return datetime.combine(local(now()).date() + timedelta(days=1), time())


def _next_weekday(weekday: int, weeks: int) -> datetime:
    """Midnight of the first such weekday that is at least `weeks` weeks ahead, in Morocco."""
    start = local(now()) + timedelta(weeks=weeks)
    ahead = (weekday - start.weekday()) % 7
    return datetime.combine((start + timedelta(days=ahead)).date(), time())


def _moment(first: datetime, day: int, clock: str) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    return from_wall_clock(first + timedelta(days=day, hours=hour, minutes=minute))


def _people(event: Event, count: int, *, tell: bool) -> None:
    chance = random.Random(event.slug)  # noqa: S311 - the same demonstration each time
    before = db.session.scalar(select(func.count(Registration.id))) or 0
    for start in range(0, count, BATCH):
        with transaction():
            fresh = db.session.get_one(Event, event.id)
            for i in range(start, min(start + BATCH, count)):
                answers = _answers(chance, fresh, before + i)
                told = tell and i % 10 == 0
                made = registration.register(fresh, answers, source=Source.IMPORT, tell=told)
                if i % 8 == 0 and made.phone:
                    _write_to(made, before + i)


def _write_to(made: Registration, number: int) -> None:
    """Some are written to by e-mail first, or by WhatsApp; some want no reminder."""
    first = ("email", "whatsapp", "sms")[number % 3]
    wanted = {Purpose.EVENT, Purpose.REMINDER, Purpose.NEWS, Purpose.WHATSAPP}
    if first != "whatsapp":
        wanted -= {Purpose.WHATSAPP}
    if number % 5 == 0:
        wanted -= {Purpose.REMINDER}
    email = f"personne{number}@demo.example" if first == "email" else None
    wishes.keep(made, Wishes(frozenset(wanted), first, email), how="form", language=made.language)


def _let_pass(event: Event, days: int) -> None:
    """It was tomorrow, and becomes the day so many days ago, on which most of its people came."""
    chance = random.Random(event.slug)  # noqa: S311 - the same demonstration each time
    back = timedelta(days=days + 1)
    with transaction():
        fresh = db.session.get_one(Event, event.id)
        fresh.opens_at, fresh.closes_at = fresh.opens_at - back, fresh.closes_at - back
        for session in fresh.sessions:
            session.starts_at, session.ends_at = session.starts_at - back, session.ends_at - back
        for person in db.session.scalars(select(Registration).filter_by(event_id=fresh.id)):
            person.created_at -= timedelta(days=chance.randint(3, 12))
            for seat in person.seats:
                if seat.state == SeatState.SEATED and chance.random() < 0.7:
                    minutes = chance.randint(-20, 30)
                    seat.arrived_at = seat.session.starts_at + timedelta(minutes=minutes)


def _write(event: Event, texts: dict[str, str]) -> None:
    """A coordinator wrote to everyone who is coming."""
    with transaction():
        last = db.session.get_one(Event, event.id).sessions[-1].ends_at
        wanted = Wanted(messages.WORDS, f"demo:{event.id}", ends_at=last, texts=texts)
        sendings.start(event.id, wanted)


def _answers(chance: random.Random, event: Event, number: int) -> Answers:
    sessions = [session.id for session in event.sessions]
    wanted = chance.sample(sessions, k=min(len(sessions), chance.choice((1, 1, 2))))
    language = chance.choices(("fr", "ar", "en", "es"), weights=(60, 15, 20, 5))[0]
    first = chance.choice(FIRST_NAMES)
    name = first if chance.random() < 0.08 else f"{first} {chance.choice(FAMILY_NAMES)}"
    return Answers(
        name=name,
        phone=None if chance.random() < 0.05 else NUMBER.format(number),
        session_ids=tuple(wanted),
        interests=tuple(chance.sample(rules.INTERESTS, k=chance.choice((1, 1, 2)))),
        trade=chance.choice(TRADES) if chance.random() < 0.8 else "",
        city=cities.name_of(chance.choice(list(cities.CITIES)[:9]), language),
        language=language,
    )
