"""Forms of the events."""

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, HiddenField, TelField

from portal.core import phones
from portal.events.labels import INTERESTS
from portal.events.models import Registration
from portal.events.operations.registration import GONE, Answers
from portal.events.rules import LONGEST_CITY, LONGEST_NAME, LONGEST_TRADE
from portal.web.forms import (
    ChoiceField,
    ChoicesField,
    Form,
    LineField,
    NotLonger,
    Said,
    whole_number,
)
from portal.web.locale import LANGUAGES

UNREADABLE = _("We can't read this number. Write all its digits, like 06 12 34 56 78.")
LANDLINE = _("This is a landline. Write a mobile number, to receive your code.")


class PhoneField(TelField):
    """A phone number in any way of writing it; `e164` is what was understood."""

    e164: str | None = None
    errors: tuple[str, ...] | list[str]

    def post_validate(self, form, validation_stopped):
        if validation_stopped or not self.data:
            return
        self.e164 = phones.parse(self.data)
        if self.e164 is None:
            self.errors = [*self.errors, str(UNREADABLE)]
        elif not phones.takes_sms(self.e164):
            self.errors = [*self.errors, str(LANDLINE)]


class PersonForm(Form):
    """What staff need to know to register someone: phone and consent may come later."""

    name = LineField(_("Your name"), [Said(_("Write your name.")), NotLonger(LONGEST_NAME)])
    phone = PhoneField(_("Your phone"), [NotLonger(phones.LONGEST)])
    session = ChoicesField(
        _("When are you coming?"),
        [Said(_("Choose when you are coming."))],
        choices=None,
        coerce=whole_number,
    )
    interest = ChoicesField(_("What are you looking for?"), choices=list(INTERESTS.items()))
    trade = LineField(_("Your trade, in your own words"), [NotLonger(LONGEST_TRADE)])
    city = LineField(_("Your city"), [NotLonger(LONGEST_CITY)])
    language = HiddenField(_("Language of your messages"))

    def offer(self, sessions) -> None:
        """Offer these sessions to choose from."""
        self.session.choices = [(session.id, session) for session in sessions]

    def validate_language(self, field):
        if field.data not in LANGUAGES:
            field.data = self.meta.locales[0]

    def answers(self) -> Answers:
        return Answers(
            name=self.name.data,
            phone=self.phone.e164,
            session_ids=tuple(self.session.data),
            interests=tuple(self.interest.data or ()),
            trade=self.trade.data or "",
            city=self.city.data or "",
            language=self.language.data,
        )

    def show(self, registration: Registration) -> None:
        """Fill the form with what is known, for its first showing."""
        if self.name.raw_data is not None:
            return
        self.name.data = registration.name
        self.phone.data = phones.shown(registration.phone) if registration.phone else ""
        self.session.data = [s.session_id for s in registration.seats if s.state not in GONE]
        self.interest.data = registration.interests
        self.trade.data, self.city.data = registration.trade, registration.city
        self.language.data = registration.language


class DeskPersonForm(PersonForm):
    """The same questions, as staff read them: about someone else."""

    LABELS = (
        ("name", _("Name")),
        ("phone", _("Phone")),
        ("session", _("Sessions")),
        ("interest", _("Looking for")),
        ("trade", _("Trade")),
        ("city", _("City")),
        ("language", _("Messages in")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS:
            self[name].label.text = label


class RegistrationForm(PersonForm):
    """The public form: everything but the trade is required."""

    consent = BooleanField(
        _("I agree"), [Said(_("Tick the box to register."))], false_values=(False, "", "0", "no")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not by declaring the fields anew: they would move to the end of the list of what is wrong.
        self.phone.validators = [Said(_("Write your phone number.")), *self.phone.validators]
        self.interest.validators = [Said(_("Choose what you are looking for."))]
        self.city.validators = [Said(_("Write your city.")), *self.city.validators]


class ImportForm(Form):
    """A list of people: the file, and what holds for rows that do not say it themselves."""

    file = FileField(_("Your file"), [Said(_("Choose a file."))])
    session = ChoiceField(_("For people without a session in the list"), coerce=whole_number)
    consent = BooleanField(
        _("These people agreed to be registered"),
        [Said(_("Tick the box: only people who agreed may be registered."))],
        false_values=(False, "", "0", "no"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.file.data = request.files.get("file")
