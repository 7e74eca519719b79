"""Doors to try: check points at the fair, and the welcome desk of a hub with its visits."""

import random
import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from portal.core.clock import from_wall_clock, local, now
from portal.core.db import db, transaction
from portal.events.models import Event, EventSession, Place
from portal.events.operations import registration
from portal.events.operations.registration import Answers
from portal.events.states import EventState, Kind, Mode, Source
from portal.kiosks import rules
from portal.kiosks.models import Door, Kiosk
from portal.kiosks.operations import enrolling, listing, points, receiving
from portal.kiosks.operations.points import PointFacts
from portal.kiosks.queries.config import text_of
from portal.kiosks.states import Again, Purpose, Station, Verdict
from portal.kiosks.states import Mode as How

FAIR = "salon-emploi-rabat"
WELCOME_DESK = "accueil-rabat"
PEOPLE = 40
DAYS = 60  # of visits before today
DAY_LONG = timedelta(hours=10)
CV_WORKSHOP = 3  # the number of the fair's session, from 0

Says = Callable[[random.Random, Event, int], Answers]


def load(says: Says) -> None:
    """Make what is missing. `says`: what an invented person answers when she registers."""
    if db.session.scalar(select(Event.id).where(Event.slug == WELCOME_DESK)) is not None:
        return
    _fair()
    event = _welcome_desk()
    people = _people(event, says)
    _visits(event.id, people)


def _fair() -> None:
    with transaction():
        fair = db.session.scalars(select(Event).where(Event.slug == FAIR)).one()
        points.write_point(fair, PointFacts("Entrée principale"))
        workshop = (fair.sessions[CV_WORKSHOP].id,)
        points.write_point(fair, PointFacts("Salle de l’atelier CV", workshop, 15, 30, Again.FREE))


def _welcome_desk() -> Event:
    first = datetime.combine(local(now()).date() - timedelta(days=DAYS), time(8))
    with transaction():
        event = Event(
            slug=WELCOME_DESK,
            kind=Kind.INFORMATION,
            mode=Mode.ON_SITE,
            state=EventState.DRAFT,  # the team's own: it stands on no public page
            title={
                "fr": "Accueil du hub de Rabat",
                "ar": "استقبال مركز الرباط",
                "en": "Welcome desk, Rabat",
                "es": "Recepción, Rabat",
            },
            city="rabat",
            opens_at=from_wall_clock(first),
            closes_at=from_wall_clock(first + timedelta(days=365)),
            created_at=from_wall_clock(first),
        )
        event.places = [Place(name={"fr": "Hub de Rabat", "ar": "مركز الرباط"}, address="Rabat")]
        session = EventSession(
            place=event.places[0],
            starts_at=from_wall_clock(first),
            ends_at=from_wall_clock(first + timedelta(days=365)),
            capacity=5000,
        )
        event.sessions.append(session)
        db.session.add(event)
    return event


def _people(event: Event, says: Says) -> dict[int, str]:
    """Their codes, by registration."""
    chance = random.Random(event.slug)  # noqa: S311 - the same demonstration each time
    with transaction():
        fresh = db.session.get_one(Event, event.id)
        made = [
            registration.register(
                fresh, says(chance, fresh, 5000 + i), source=Source.STAFF, tell=False
            )
            for i in range(PEOPLE)
        ]
    return {one.id: one.code for one in made}


def _visits(event_id: int, codes: dict[int, str]) -> None:
    """Two months of visits, as the tablet at the desk would have sent them."""
    with transaction():
        event = db.session.get_one(Event, event_id)
        point = points.write_point(event, PointFacts("Accueil", again=Again.DAILY))
        kiosk, _ = enrolling.add_kiosk(
            point,
            name="Tablette de l’accueil",
            station=Station.RECEPTION,
            keeper_id=None,
            made_by=None,
        )
        salt = db.session.get_one(Door, event_id).salt
    keys = {i: rules.key_of(code, salt) for i, code in codes.items()}
    with transaction():
        listing.refresh(event_id, keys=keys)
    scans = [_scan(*visit) for visit in _drawn([text_of(key) for key in keys.values()])]
    for start in range(0, len(scans), rules.MOST_SCANS):
        with transaction():
            fresh = db.session.get_one(Kiosk, kiosk.id)
            clock = int(now().timestamp() * 1000)
            receiving.receive(fresh, scans[start : start + rules.MOST_SCANS], clock, now())


def _drawn(keys: list[str]) -> list[tuple[datetime, str | None, str]]:
    """When, whose key (None: without a code), what for."""
    chance = random.Random(WELCOME_DESK)  # noqa: S311 - the same demonstration each time
    today = local(now()).date()
    visits = []
    for ago in range(DAYS - 1, 0, -1):
        day = today - timedelta(days=ago)
        if day.weekday() > 4:
            continue
        for key in (*chance.sample(keys, chance.randint(2, 6)), *[None] * chance.randint(1, 4)):
            minutes = chance.randint(60, 570)
            at = from_wall_clock(datetime.combine(day, time(8)) + timedelta(minutes=minutes))
            visits.append((at, key, chance.choice(list(Purpose))))
    return sorted(visits, key=lambda visit: visit[0])


def _scan(at: datetime, key: str | None, purpose: str) -> dict[str, Any]:
    return {
        "n": str(uuid.uuid4()),
        "k": key,
        "at": int(at.timestamp() * 1000),
        "q": 0,
        "d": "in",
        "m": How.SCANNER if key else How.VISIT,
        "v": Verdict.WELCOME,
        "f": 1,
        "x": 0,
        "r": "",
        "p": purpose,
    }
