"""Rows of the events, with only what the test cares about spelled out."""

from datetime import timedelta

from factory import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.alchemy import SQLAlchemyModelFactory

from portal.core.clock import now
from portal.core.db import db, transaction, writing
from portal.events.models import Event, EventSession, Place
from portal.events.operations import registration
from portal.events.operations.registration import Answers
from portal.events.states import EventState, Source


class Row(SQLAlchemyModelFactory):
    """A row that is committed at once, unless a transaction is open already."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = staticmethod(lambda: db.session)
        sqlalchemy_session_persistence = "flush"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if writing():
            return super()._create(model_class, *args, **kwargs)
        with transaction():
            return super()._create(model_class, *args, **kwargs)


class EventFactory(Row):
    class Meta:
        model = Event

    slug = Sequence("event-{}".format)
    kind = "job_fair"
    mode = "on_site"
    state = EventState.PUBLISHED
    title = LazyFunction(lambda: {"fr": "Salon", "ar": "معرض", "en": "Fair", "es": "Feria"})
    about = LazyFunction(dict)
    city = "rabat"
    opens_at = LazyFunction(lambda: now() - timedelta(days=1))
    closes_at = LazyFunction(lambda: now() + timedelta(days=9))


class PlaceFactory(Row):
    class Meta:
        model = Place

    event = SubFactory(EventFactory)
    name = LazyFunction(lambda: {"fr": "Maison des jeunes"})
    address = "Rabat"


class SessionFactory(Row):
    class Meta:
        model = EventSession

    event = SubFactory(EventFactory)
    place = SubFactory(PlaceFactory, event=SelfAttribute("..event"))
    starts_at = LazyFunction(lambda: now() + timedelta(days=10))
    ends_at = LazyFunction(lambda: now() + timedelta(days=10, hours=3))
    capacity = 100


def register(*sessions, name="Nour", phone="+212661234567", source=Source.STAFF, **facts):
    """Register someone for `sessions` (all of one event), in a transaction of its own."""
    answers = Answers(name=name, phone=phone, session_ids=tuple(s.id for s in sessions), **facts)

    def deed():
        event = db.session.get_one(Event, sessions[0].event_id)
        return registration.register(event, answers, source=source)

    if writing():
        return deed()
    with transaction():
        return deed()
