"""The forms of the desk: a person's file, someone new, keys."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, TelField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput

from portal.accounts.models import Staff
from portal.core import phones
from portal.core.clock import local, now
from portal.core.folding import ascii_digits
from portal.people import labels
from portal.people.models import Person
from portal.people.operations import files
from portal.people.operations.acting import Newcomer
from portal.people.operations.files import FileAnswers
from portal.people.states import WorkRoute
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said, whole_number
from portal.web.locale import LANGUAGES

UNTICKED = (False, "", "0", "no")
LONGEST_NAME = 120
LONGEST_CITY = 80
LONGEST_NOTE = 1000
MOST_WEEKS = 52
EARLIEST_BIRTH, YOUNGEST = 1930, 14
FAR = 3  # years ahead that a next step may lie


class DayField(LineField):
    """A day of the calendar; its data is a date."""

    widget = DateInput()

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        text, self.data = ascii_digits(self.data or "").strip(), None
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(gettext("Write the day like 2027-02-12.")) from error


class NumberField(LineField):
    """A whole number, in digits of any script; None where nothing is written."""

    def __init__(self, label=None, validators=None, least=0, most=0, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        text, self.data = ascii_digits(self.data or "").strip(), None
        if not text:
            return
        number = whole_number(text)
        if not self.least <= number <= self.most:
            sentence = gettext(
                "Write a number from %(least)s to %(most)s.", least=self.least, most=self.most
            )
            raise ValueError(sentence)
        self.data = number


class PhoneField(TelField):
    """A phone number in any way of writing it; `e164` is what was understood."""

    e164: str | None = None
    errors: tuple[str, ...] | list[str]

    def post_validate(self, form, validation_stopped):
        if validation_stopped or not self.data:
            return
        self.e164 = phones.parse(self.data)
        if self.e164 is None:
            sentence = gettext("We can't read this number. Write all its digits.")
            self.errors = [*self.errors, sentence]


class FileForm(Form):
    """What a counsellor knows of a person. Residence status is not a field, on purpose."""

    next_step = TextAreaField(_("Next step"), [NotLonger(LONGEST_NOTE)])
    next_step_on = DayField(_("On which day?"))
    help_wanted = TextAreaField(_("Help that the person wants"), [NotLonger(LONGEST_NOTE)])
    work_route = ChoiceField(
        _("When can the person begin to work?"), choices=list(labels.WORK_ROUTES.items())
    )
    weeks = NumberField(_("In how many weeks?"), least=1, most=MOST_WEEKS)
    counsellor = ChoiceField(_("Who follows this person?"), coerce=whole_number)
    hub = ChoiceField(_("Office"))
    sex = ChoiceField(_("Woman or man"), choices=list(labels.SEXES.items()))
    birth_year = NumberField(_("Year of birth"), least=EARLIEST_BIRTH, most=9999)
    stamp = HiddenField()

    def offer(self, person: Person, team: list[Staff], hubs: tuple[str, ...]) -> None:
        """Offer the people of the team who may follow her, and the offices of the programme."""
        known = {staff.id: staff.email for staff in team}
        held = person.file.counsellor_id if person.file else None
        if held and held not in known:
            known[held] = gettext("Someone who has left")
        self.counsellor.choices = [(0, gettext("Nobody yet")), *known.items()]
        mine = [person.hub] if person.hub not in hubs else []
        self.hub.choices = [(hub, hub or "–") for hub in [*mine, *hubs]]

    def show(self, person: Person) -> None:
        """Fill the form with what is known, for its first showing."""
        if self.stamp.raw_data:
            return
        file = person.file
        self.stamp.data, self.hub.data = files.stamp(person), person.hub
        self.work_route.data = file.work_route if file else WorkRoute.COUNSELLOR
        self.sex.data = (file and file.sex) or ""
        self.counsellor.data = (file and file.counsellor_id) or 0
        for name in ("next_step", "next_step_on", "help_wanted", "birth_year", "weeks"):
            self[name].data = (getattr(file, name) if file else None) or None

    def validate_weeks(self, field):
        if self.work_route.data == WorkRoute.WEEKS and not field.data and not field.errors:
            raise StopValidation(gettext("Write how many weeks."))

    def validate_birth_year(self, field):
        latest = local(now()).year - YOUNGEST
        if field.data and field.data > latest:
            raise StopValidation(gettext("Write a year up to %(year)s.", year=latest))

    def validate_next_step_on(self, field):
        if self.next_step.data and not field.data and not field.errors:
            raise StopValidation(gettext("Choose the day of the next step."))
        if field.data and not self.next_step.data:
            raise StopValidation(gettext("Write what will be done on this day."))
        year = local(now()).year
        if field.data and not year - 1 <= field.data.year <= year + FAR:
            raise StopValidation(gettext("Write a day within the next three years."))

    def answers(self) -> FileAnswers:
        route = self.work_route.data or WorkRoute.COUNSELLOR
        return FileAnswers(
            work_route=route,
            weeks=(self.weeks.data or 0) if route == WorkRoute.WEEKS else 0,
            sex=self.sex.data or None,
            birth_year=self.birth_year.data,
            help_wanted=self.help_wanted.data or None,
            next_step=self.next_step.data or None,
            next_step_on=self.next_step_on.data,
            counsellor_id=self.counsellor.data or None,
            hub=self.hub.data or "",
        )


class NewPersonForm(Form):
    """Someone who asks a counsellor for an account."""

    name = LineField(
        _("Name: how the person wants to be called"),
        [Said(_("Write the name.")), NotLonger(LONGEST_NAME)],
    )
    phone = PhoneField(_("Phone"), [NotLonger(phones.LONGEST)])
    language = ChoiceField(_("Language of the pages and messages"), choices=list(LANGUAGES.items()))
    city = LineField(_("City"), [NotLonger(LONGEST_CITY)])
    hub = ChoiceField(_("Office"), [Said(_("Choose the office."))])
    present = BooleanField(_("The person is here with me"), false_values=UNTICKED)
    consent_language = ChoiceField(_("In which language did you read it?"))
    consent = BooleanField(
        _("I read these words aloud, and the person said yes"),
        [Said(_("Read the words aloud. Tick the box when the person says yes."))],
        false_values=UNTICKED,
    )
    another = BooleanField(_("It is somebody else: open a new account"), false_values=UNTICKED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        spoken = [*LANGUAGES.items(), ("other", labels.OTHER_LANGUAGE)]
        self.consent_language.choices = spoken

    def offer(self, hubs: tuple[str, ...]) -> None:
        """The offices for which this member of staff may open accounts."""
        self.hub.choices = [(hub, hub) for hub in hubs]
        if not self.hub.data and len(hubs) == 1:
            self.hub.data = hubs[0]

    def newcomer(self) -> Newcomer:
        language: Any = self.language.data or self.meta.locales[0]
        return Newcomer(
            name=self.name.data,
            language=language,
            phone=self.phone.e164,
            city=self.city.data or "",
            hub=self.hub.data,
            present=bool(self.present.data),
            consent_language=self.consent_language.data or language,
        )


class WitnessForm(Form):
    """A new first code, or a new PIN: only for someone whom staff know."""

    sure = BooleanField(
        _("The person is here with me, and I know who it is"),
        [Said(_("Only for someone who is here and whom you know. Tick the box."))],
        false_values=UNTICKED,
    )


class NewNumberForm(WitnessForm):
    """A new phone number, for which a second member of the team will have to say yes."""

    phone = PhoneField(
        _("New number"), [Said(_("Write the new number.")), NotLonger(phones.LONGEST)]
    )


class PresenceForm(Form):
    """What stands beside every form that staff fill in for someone."""

    present = BooleanField(_("The person is here with me"), false_values=UNTICKED)
