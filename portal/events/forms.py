"""Forms of the events."""

import re
from dataclasses import replace

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, HiddenField, TelField
from wtforms.validators import StopValidation

from portal.core import phones
from portal.events.labels import INTERESTS
from portal.events.models import Registration
from portal.events.operations.registration import GONE, Answers
from portal.events.operations.wishes import Wishes
from portal.events.rules import LONGEST_CITY, LONGEST_NAME, LONGEST_TRADE
from portal.notifications import wiring
from portal.notifications.kinds import STOPPABLE, Purpose
from portal.notifications.labels import CHANNELS
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

UNTICKED = (False, "", "0", "no")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
LONGEST_EMAIL = 254
WHATSAPP = _(
    "I agree to get messages by WhatsApp. Its owner, Meta, then learns my number and who writes"
    " to me."
)
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
    """The public form: everything but the trade is required, and nothing is ticked beforehand."""

    consent = BooleanField(
        _("I agree"), [Said(_("Tick the box to register."))], false_values=UNTICKED
    )
    news = BooleanField(
        _("Tell me about other dates, trainings and jobs too."), false_values=UNTICKED
    )
    whatsapp = BooleanField(WHATSAPP, false_values=UNTICKED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not by declaring the fields anew: they would move to the end of the list of what is wrong.
        self.phone.validators = [Said(_("Write your phone number.")), *self.phone.validators]
        self.interest.validators = [Said(_("Choose what you are looking for."))]
        self.city.validators = [Said(_("Write your city.")), *self.city.validators]
        if not wiring.is_offered("whatsapp"):
            del self.whatsapp

    def answers(self) -> Answers:
        whatsapp = "whatsapp" in self and self.whatsapp.data
        return replace(super().answers(), news=self.news.data, whatsapp=whatsapp)


class EmailField(LineField):
    """An e-mail address, in small letters: one address is one reader."""

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        self.data = self.data.lower() if self.data else None

    def pre_validate(self, form):
        if self.data and (not EMAIL.fullmatch(self.data) or len(self.data) > LONGEST_EMAIL):
            raise StopValidation(gettext("Write an e-mail address, like name@example.org."))


class MessagesForm(Form):
    """What a person wants to be written about, and where."""

    event = BooleanField(_("My registration"), false_values=UNTICKED)
    reminder = BooleanField(_("Reminders"), false_values=UNTICKED)
    news = BooleanField(_("News"), false_values=UNTICKED)
    first = ChoiceField(_("Where do we write first?"))
    whatsapp = BooleanField(WHATSAPP, false_values=UNTICKED)
    email = EmailField(_("Your e-mail address"))

    def offer(self, registration: Registration) -> None:
        """Offer the channels that this portal has, and that can reach this person."""
        reach = {"sms": registration.phone, "whatsapp": registration.phone, "email": True}
        offered = [c for c in reach if reach[c] and wiring.is_offered(c)]
        self.first.choices = [(channel, CHANNELS[channel]) for channel in offered]
        for field, channel in (("whatsapp", "whatsapp"), ("email", "email")):
            if channel not in offered:
                del self[field]

    def show(self, wishes: Wishes) -> None:
        """Fill the form with what holds, for its first showing."""
        for name in (*STOPPABLE, Purpose.WHATSAPP):
            if name in self:
                self[name].data = name in wishes.wanted
        self.first.data = wishes.first
        if "email" in self:
            self.email.data = wishes.email

    def validate_first(self, field):
        if field.data == "whatsapp" and not self.whatsapp.data:
            raise StopValidation(gettext("For WhatsApp, tick the box “I agree” below as well."))
        if field.data == "email" and not self.email.data:
            raise StopValidation(gettext("For e-mail, write your address below as well."))

    def wishes(self, before: Wishes) -> Wishes:
        """What was sent; where a channel is not offered, what held before stays."""
        asked = [purpose for purpose in (*STOPPABLE, Purpose.WHATSAPP) if purpose in self]
        said = {purpose for purpose in asked if self[purpose].data}
        wanted = frozenset(said | (before.wanted - set(asked)))
        email = self.email.data if "email" in self else before.email
        return Wishes(wanted, self.first.data or before.first, email)


class ImportForm(Form):
    """A list of people: the file, and what holds for rows that do not say it themselves."""

    file = FileField(_("Your file"), [Said(_("Choose a file."))])
    session = ChoiceField(_("For people without a session in the list"), coerce=whole_number)
    consent = BooleanField(
        _("These people agreed to be registered"),
        [Said(_("Tick the box: only people who agreed may be registered."))],
        false_values=UNTICKED,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.file.data = request.files.get("file")
