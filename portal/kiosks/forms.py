"""Forms of the doors: check points, kiosks, files that a kiosk has saved."""

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, IntegerField

from portal.events.event_forms import Between
from portal.events.forms import UNTICKED
from portal.kiosks.labels import AGAIN, REASONS, STATIONS
from portal.kiosks.models import CheckPoint
from portal.kiosks.operations.points import LONGEST_NAME, MOST_MINUTES, PointFacts
from portal.kiosks.states import Station
from portal.web.forms import (
    ChoiceField,
    ChoicesField,
    Form,
    LineField,
    NotLonger,
    Said,
    whole_number,
)

MINUTES = _("Write a number of minutes from 0 to 1440.")


class PointForm(Form):
    name = LineField(_("Name"), [Said(_("Write a name.")), NotLonger(LONGEST_NAME)])
    session = ChoicesField(_("Who may come in?"), choices=None, coerce=whole_number)
    again = ChoiceField(
        _("How often does a person come in?"),
        [Said(_("Choose how often a person comes in."))],
        list(AGAIN.items()),
    )
    opens_before = IntegerField(_("Opens before (minutes)"), [Between(0, MOST_MINUTES, MINUTES)])
    closes_after = IntegerField(_("Closes after (minutes)"), [Between(0, MOST_MINUTES, MINUTES)])
    exits = BooleanField(_("People scan on their way out, too"), false_values=UNTICKED)

    def offer(self, sessions) -> None:
        """Offer these sessions to choose from; none of them ticked means all."""
        self.session.choices = [(session.id, session) for session in sessions]

    def show(self, point: CheckPoint | None) -> None:
        """Fill the form with what holds, or with what suits most doors."""
        known = point or PointFacts(name="")
        self.name.data, self.session.data = known.name, list(known.session_ids)
        self.again.data, self.exits.data = known.again, known.exits
        self.opens_before.data, self.closes_after.data = known.opens_before, known.closes_after

    def facts(self) -> PointFacts:
        return PointFacts(
            name=self.name.data,
            session_ids=tuple(self.session.data or ()),
            opens_before=self.opens_before.data,
            closes_after=self.closes_after.data,
            again=self.again.data,
            exits=self.exits.data,
        )


class KioskForm(Form):
    name = LineField(
        _("Name of the gate"), [Said(_("Write the name of the gate.")), NotLonger(LONGEST_NAME)]
    )
    station = ChoiceField(
        _("What does it stand for?"),
        [Said(_("Choose what it stands for."))],
        list(STATIONS.items()),
    )
    keeper = ChoiceField(_("Who answers for it?"), coerce=whole_number)

    def show(self, name: str, staff_id: int) -> None:
        self.name.data, self.station.data, self.keeper.data = name, Station.DOOR, staff_id


class SavedForm(Form):
    """The file in which a stopped kiosk saved what it had not sent."""

    file = FileField(_("The file"), [Said(_("Choose a file."))])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.file.data = request.files.get("file")


class HereForm(Form):
    """Somebody is there: where, and why the team notes it by hand."""

    point = ChoiceField(_("Where?"), [Said(_("Choose where the person is."))], coerce=whole_number)
    reason = ChoiceField(
        _("Why by hand?"), [Said(_("Choose why you note it by hand."))], list(REASONS.items())
    )
