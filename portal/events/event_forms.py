"""Forms with which staff write events, places and sessions."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField, StringField
from wtforms.validators import StopValidation

from portal.core.clock import now
from portal.core.folding import ascii_digits
from portal.core.localised import pick
from portal.events.labels import KINDS, MODES
from portal.events.models import Event, EventSession, Place
from portal.events.operations.editing import LONGEST_SLUG, EventFacts, PlaceFacts, SessionFacts
from portal.reference import cities
from portal.web.forms import (
    ChoiceField,
    Form,
    LineField,
    NotLonger,
    Said,
    WallClockField,
)
from portal.web.locale import language
from portal.web.texts import TextsField

LONGEST_TITLE = 120
LONGEST_TEXT = 3000
LONGEST_LINK = 500
MOST_PEOPLE = 100_000
YEARS = range(2020, 2101)
ONLINE = "online"  # the value that stands for no place
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAP_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,10})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,10})?)")


class Between:
    """Validator: a number from `least` to `most`; otherwise `sentence`, and no other complaint."""

    def __init__(self, least: int, most: int, sentence) -> None:
        self.least, self.most, self.sentence = least, most, sentence

    def __call__(self, form, field):
        if field.data is None or not self.least <= field.data <= self.most:
            field.errors = []
            raise StopValidation(str(self.sentence))


def plausible(form, field: Field) -> None:
    """A year with a digit too many is a slip."""
    if isinstance(field.data, datetime) and field.data.year not in YEARS:
        raise StopValidation(str(_("Look at the year again.")))


def _moment(label, sentence) -> WallClockField:
    return WallClockField(label, [Said(sentence), plausible])


class CapacityForm(Form):
    capacity = IntegerField(
        _("Number of people"),
        [Between(1, MOST_PEOPLE, _("Write a number from 1 to 100,000."))],
    )


class EventForm(Form):
    kind = ChoiceField(_("What is it?"), [Said(_("Choose what it is."))], list(KINDS.items()))
    mode = ChoiceField(
        _("On site or online?"), [Said(_("Choose on site or online."))], list(MODES.items())
    )
    title = TextsField(
        _("Title"), [Said(_("Write the title, in one language at least."))], most=LONGEST_TITLE
    )
    about = TextsField(_("Text"), most=LONGEST_TEXT, lines=5)
    city = ChoiceField(_("City"))
    opens_at = _moment(_("Registration opens"), _("Choose when registration opens."))
    closes_at = _moment(_("Registration closes"), _("Choose when registration closes."))
    slug = LineField(_("Address of the page"), [NotLonger(LONGEST_SLUG)])

    def __init__(self, event: Event | None = None) -> None:
        super().__init__(obj=event)
        names = [(code, cities.name_of(code, language())) for code in cities.CITIES]
        self.city.choices = [("", _("No city")), *names]
        if event is None and self.opens_at.raw_data is None:
            self.opens_at.data = now().replace(second=0, microsecond=0)

    def validate_slug(self, field):
        field.data = (field.data or "").lower()
        if field.data and not SLUG.fullmatch(field.data):
            raise StopValidation(str(_("Use letters from a to z, digits and hyphens only.")))

    def facts(self) -> EventFacts:
        return EventFacts(
            slug=self.slug.data or "",
            kind=self.kind.data,
            mode=self.mode.data,
            title=self.title.data,
            about=self.about.data,
            city=self.city.data or "",
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
        )


class PlaceForm(Form):
    name = TextsField(
        _("Name of the place"),
        [Said(_("Write the name of the place, in one language at least."))],
        most=LONGEST_TITLE,
    )
    address = LineField(_("Street and number"), [NotLonger(200)])
    map_point = StringField(_("Point on the map"), [NotLonger(60)])

    def __init__(self, place: Place | None = None) -> None:
        super().__init__(obj=place)

    def validate_map_point(self, field):
        if not field.data:
            return
        found = MAP_POINT.fullmatch(ascii_digits(field.data))
        if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            raise StopValidation(str(_("Write two numbers, like 34.0209, -6.8416.")))
        field.data = f"{found[1]},{found[2]}"

    def facts(self) -> PlaceFacts:
        return PlaceFacts(self.name.data, self.address.data or "", self.map_point.data or "")


class SessionForm(CapacityForm):
    place = ChoiceField(_("Where?"), [Said(_("Choose where."))])
    starts_at = _moment(_("Beginning"), _("Choose when it begins."))
    ends_at = _moment(_("End"), _("Choose when it ends."))
    online_url = StringField(_("Online link"), [NotLonger(LONGEST_LINK)])
    title = TextsField(_("Title of the session"), most=LONGEST_TITLE)

    def __init__(self, event: Event, session: EventSession | None = None) -> None:
        """For a new one, place and capacity are proposed as in the last session of the event."""
        super().__init__(obj=session)
        names = [(str(place.id), pick(place.name, language())) for place in event.places]
        self.place.choices = [*names, (ONLINE, _("Online"))]
        like = session or (event.sessions[-1] if event.sessions else None)
        if like and self.place.raw_data is None:
            self.place.data = str(like.place_id or ONLINE)
            self.capacity.data = like.capacity

    def validate_online_url(self, field):
        if not field.data:
            return
        if not _is_https(field.data):
            raise StopValidation(str(_("Write a link that begins with https://")))
        if self.place.data != ONLINE:
            raise StopValidation(str(_("Choose “Online” above, or leave the link empty.")))

    def facts(self) -> SessionFacts:
        return SessionFacts(
            title=self.title.data,
            place_id=None if self.place.data == ONLINE else int(self.place.data),
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            online_url=self.online_url.data or "",
        )


def _is_https(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", link)
