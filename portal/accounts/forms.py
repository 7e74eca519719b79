"""Forms of the accounts."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import Length, StopValidation

from portal.accounts.rules import MOST_ON_A_NUMBER
from portal.core import codes, phones
from portal.core.folding import ascii_digits
from portal.notifications import wiring
from portal.notifications.kinds import Purpose
from portal.notifications.labels import CHANNELS
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said
from portal.web.locale import LANGUAGES

UNTICKED = ("", "0", "false", "off")
LONGEST_NAME = 80
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
WORK_PURPOSES = (Purpose.WORK, Purpose.EVENT, Purpose.REMINDER, Purpose.NEWS)


class SignInForm(Form):
    email = EmailField(_("E-mail"), [Said(_("Write your e-mail.")), Length(max=254)])
    password = PasswordField(_("Password"), [Said(_("Write your password.")), Length(max=200)])
    otp = StringField(_("Code from your phone"), [Said(_("Write the 6 digits.")), Length(max=12)])


class PhoneField(LineField):
    """A phone number that a message can reach; `e164` is how it is kept."""

    e164: str | None = None

    def pre_validate(self, form):
        if not self.data:
            return
        self.e164 = phones.parse(self.data)
        if self.e164 is None:
            raise StopValidation(gettext("Write a phone number, like 06 12 34 56 78."))
        if not phones.takes_sms(self.e164):
            sentence = gettext(
                "This is a landline: no message reaches it. Write a mobile number, or come to us."
            )
            raise StopValidation(sentence)


class SecretField(LineField):
    """Six digits. What was typed is never shown again."""

    def _value(self) -> str:
        return ""

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        self.data = re.sub(r"[\s-]", "", ascii_digits(self.data or ""))

    def pre_validate(self, form):
        if self.data and not re.fullmatch(r"[0-9]{6}", self.data):
            raise StopValidation(gettext("Write 6 digits."))


class DoorForm(Form):
    """The first page: a phone number, or the number on a paper of the team."""

    phone = LineField(_("Your phone number"))
    number = LineField(_("The number on the paper"))
    then = HiddenField()
    e164: str | None = None
    account_number: str | None = None

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        self.account_number = _paper(self.number.data) or _paper(self.phone.data)
        if self.account_number or not fine:
            return fine
        if self.number.data and not self.phone.data:
            self.refuse(gettext("Look at the paper again: 8 letters and digits."), "number")
            return False
        return self._read_phone()

    def _read_phone(self) -> bool:
        self.e164 = phones.parse(self.phone.data or "")
        if self.e164 is None:
            sentence = gettext("Write your phone number, like 06 12 34 56 78.")
        elif not phones.takes_sms(self.e164):
            sentence = gettext(
                "This is a landline: no message reaches it. Write a mobile number, or come to us."
            )
        else:
            return True
        self.refuse(sentence, "phone")
        return False


class CodeForm(Form):
    code = SecretField(_("The code"), [Said(_("Write the 6 digits of the code."))])


class MemberField(LineField):
    """Which of the people who share a number; 0 for who did not say."""

    member = 0

    def pre_validate(self, form):
        text = ascii_digits(self.data or "")
        if text and text not in {str(n + 1) for n in range(MOST_ON_A_NUMBER)}:
            raise StopValidation(gettext("The member code is a digit from 1 to 5."))
        self.member = int(text or 0)


class PinForm(Form):
    pin = SecretField(_("Your PIN"), [Said(_("Write the 6 digits of your PIN."))])
    member = MemberField(_("Member code"))
    mine = BooleanField(_("This phone is mine"), false_values=UNTICKED)


class OnlyPinForm(Form):
    pin = SecretField(_("Your PIN"), [Said(_("Write the 6 digits of your PIN."))])
    then = HiddenField()


class NameForm(Form):
    name = LineField(
        _("Your name"),
        [Said(_("Write how you want to be called.")), NotLonger(LONGEST_NAME)],
    )
    language = ChoiceField(_("Your language"), choices=list(LANGUAGES.items()))


class NewPinForm(Form):
    """A PIN that was never used here, twice."""

    new_pin = SecretField(_("Choose a PIN"), [Said(_("Choose 6 digits."))])
    new_pin_again = SecretField(_("The same PIN again"), [Said(_("Write the same 6 digits."))])

    def validate_new_pin_again(self, field):
        if self.new_pin.data and field.data != self.new_pin.data:
            raise StopValidation(gettext("The two PINs are not the same. Write them again."))


class LostPinForm(NewPinForm):
    lost_member = MemberField(_("Member code"))


class PaperPinForm(NewPinForm):
    keep = BooleanField(
        _("I agree to have an account"),
        [Said(_("Tick the box to go on."))],
        false_values=UNTICKED,
    )
    own = BooleanField(_("This phone is mine"), false_values=UNTICKED)


class FirstForm(NameForm, PaperPinForm):
    """The first time here: her name, then her PIN, in the order of the page."""


class NewNumberForm(Form):
    phone = PhoneField(_("Your new number"), [Said(_("Write your new number."))])


class EmailAddressForm(Form):
    email = LineField(_("Your e-mail address"))

    def validate_email(self, field):
        if field.data and (not EMAIL.fullmatch(field.data) or len(field.data) > 254):
            raise StopValidation(gettext("Write an e-mail address, like name@example.org."))


class WishesForm(Form):
    """What a person wants to read, and where first."""

    work = BooleanField(_("Applications, openings, agreements"), false_values=UNTICKED)
    event = BooleanField(_("Fairs and trainings where I registered"), false_values=UNTICKED)
    reminder = BooleanField(_("Reminders"), false_values=UNTICKED)
    news = BooleanField(_("News"), false_values=UNTICKED)
    first = ChoiceField(_("Where do we write first?"))
    whatsapp = BooleanField(
        _("I agree to WhatsApp. Its owner, Meta, then learns my number and who writes to me."),
        false_values=UNTICKED,
    )

    def offer(self, *, phone: str | None, email: str | None) -> None:
        """Offer the channels that this portal has, and that can reach this person."""
        reach = {"sms": phone, "whatsapp": phone, "email": email}
        offered = [c for c in reach if reach[c] and wiring.is_offered(c)]
        self.first.choices = [(channel, CHANNELS[channel]) for channel in offered]
        if "whatsapp" not in offered:
            del self.whatsapp

    def show(self, wanted: set[Purpose], first: str) -> None:
        for purpose in (*WORK_PURPOSES, Purpose.WHATSAPP):
            if purpose in self:
                self[purpose].data = purpose in wanted
        self.first.data = first

    def wanted(self) -> set[Purpose]:
        asked = (*WORK_PURPOSES, Purpose.WHATSAPP)
        return {purpose for purpose in asked if purpose in self and self[purpose].data}

    def validate_first(self, field):
        if field.data == "whatsapp" and not self.whatsapp.data:
            raise StopValidation(gettext("For WhatsApp, tick the box “I agree” below as well."))


def _paper(text: str | None) -> str | None:
    """The number of an account that someone typed; it always has a letter among its first four."""
    code = codes.read(text or "")
    return None if code is None or code[:4].isdigit() else code
