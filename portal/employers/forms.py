"""Forms of the employers."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, TelField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from portal.accounts.models import Account
from portal.core import phones
from portal.core.folding import ascii_digits
from portal.employers import rules
from portal.employers.labels import CONTACT_MODES, DECISIONS, FORMS
from portal.employers.models import Organisation
from portal.employers.operations.checking import Ruling
from portal.employers.operations.registering import Facts
from portal.employers.states import ContactMode, Decision
from portal.reference import cities, sectors
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said, whole_number
from portal.web.locale import language

UNTICKED = (False, "", "0", "no")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
LONGEST_EMAIL = 254
LONGEST_ICE = 40  # as it is typed
BY_PHONE = (ContactMode.PHONE, ContactMode.WHATSAPP)


class ContactPhoneField(TelField):
    """A phone number, of a landline as well; `e164` is what was understood."""

    data: str | None
    errors: tuple[str, ...] | list[str]
    e164: str | None = None

    def post_validate(self, form, validation_stopped):
        if validation_stopped or not self.data:
            return
        self.e164 = phones.parse(self.data)
        if self.e164 is None:
            wrong = gettext("We can't read this number. Write all its digits, like 06 12 34 56 78.")
            self.errors = [*self.errors, wrong]


class IceField(LineField):
    """An ICE in any way of writing it; `digits` is what was understood, None for none."""

    digits: str | None = None

    def post_validate(self, form, validation_stopped):
        self.digits = rules.read_ice(self.data or "") or None


class NumberField(IntegerField):
    """A small whole number, in the digits of any script."""

    widget = TextInput()

    def process_formdata(self, valuelist):
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = whole_number(ascii_digits(valuelist[0].strip()))


class OrganisationForm(Form):
    """What an organisation says of itself."""

    name = LineField(
        _("Name of the organisation"),
        [Said(_("Write the name of the organisation.")), NotLonger(rules.LONGEST_NAME)],
    )
    form = ChoiceField(_("Legal form"), [Said(_("Choose a legal form."))])
    ice = IceField(_("ICE"), [NotLonger(LONGEST_ICE)])
    city = LineField(_("City"), [Said(_("Write your city.")), NotLonger(rules.LONGEST_CITY)])
    sector = ChoiceField(_("Sector"), [Said(_("Choose your sector."))])
    contact_mode = ChoiceField(_("How do we contact you?"), [Said(_("Choose how we contact you."))])
    phone = ContactPhoneField(_("Phone number"), [NotLonger(phones.LONGEST)])
    email = LineField(_("E-mail address"), [NotLonger(LONGEST_EMAIL)])
    address = LineField(_("Address"), [NotLonger(rules.LONGEST_ADDRESS)])
    contact_name = LineField(_("Who do we ask for?"), [NotLonger(rules.LONGEST_NAME)])
    introductions = NumberField(_("How many people may we introduce to you in a month?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nothing = ("", _("Choose"))
        self.form.choices = [nothing, *FORMS.items()]
        self.sector.choices = [nothing, *sectors.choices(language())]
        self.contact_mode.choices = list(CONTACT_MODES.items())
        self.cities = cities.names(language())

    def validate_ice(self, field):
        digits = rules.read_ice(field.data or "")
        if digits and not rules.ice_has_its_shape(digits):
            raise StopValidation(gettext("An ICE has 15 digits, with the zeros at its start."))
        if digits and not rules.ice_is_right(digits):
            wrong = gettext("One digit of this ICE is not right. Look again, or leave it empty.")
            raise StopValidation(wrong)

    def validate_phone(self, field):
        if self.contact_mode.data in BY_PHONE and not field.data:
            raise StopValidation(gettext("Write the number where we reach you."))

    def validate_email(self, field):
        if self.contact_mode.data == ContactMode.EMAIL and not field.data:
            raise StopValidation(gettext("Write the e-mail address where we reach you."))
        if field.data and not EMAIL.fullmatch(field.data):
            raise StopValidation(gettext("Write an e-mail address, like name@example.org."))

    def validate_address(self, field):
        if self.contact_mode.data == ContactMode.WALK_IN and not field.data:
            raise StopValidation(gettext("Write the address where people come."))

    def validate_introductions(self, field):
        if field.data is None:
            field.data = rules.USUAL_INTRODUCTIONS
        if not 1 <= field.data <= rules.MOST_INTRODUCTIONS:
            field.errors = []
            raise StopValidation(gettext("Write a number from 1 to 100."))

    def facts(self) -> Facts:
        return Facts(
            name=self.name.data,
            form=self.form.data,
            ice=self.ice.digits,
            city=self.city.data,
            sector=self.sector.data,
            contact_mode=self.contact_mode.data,
            contact_name=self.contact_name.data or "",
            contact_phone=self.phone.e164,
            contact_email=self.email.data or None,
            address=self.address.data or "",
            max_introductions=self.introductions.data or rules.USUAL_INTRODUCTIONS,
        )

    def begin(self, account: Account) -> None:
        """Fill in what we know of who registers, for the first showing."""
        if self.name.raw_data is None:
            self.contact_name.data = account.name
            self.phone.data = phones.shown(account.phone) if account.phone else ""
            self.introductions.data = rules.USUAL_INTRODUCTIONS

    def show(self, organisation: Organisation) -> None:
        """Fill in what is known and what is asked for, for the first showing."""
        if self.name.raw_data is not None:
            return
        one, wanted = organisation, organisation.wanted or {}
        self.name.data, self.form.data = wanted.get("name", one.name), one.form
        self.ice.data, self.city.data = wanted.get("ice", one.ice), one.city
        self.sector.data, self.contact_mode.data = one.sector, one.contact_mode
        self.phone.data = phones.shown(one.contact_phone) if one.contact_phone else ""
        self.email.data, self.address.data = one.contact_email, one.address
        self.contact_name.data = one.contact_name
        self.introductions.data = one.max_introductions


class RegistrationForm(OrganisationForm):
    """The form of an employer who comes: with the charter, for those who like."""

    charter = BooleanField(_("We sign the charter"), false_values=UNTICKED)


class InvitationForm(Form):
    name = LineField(
        _("Name of the person"),
        [Said(_("Write the name of the person.")), NotLonger(rules.LONGEST_NAME)],
    )


class DecisionForm(Form):
    """What staff decide of an organisation that they have seen in this version."""

    decision = ChoiceField(_("What do you decide?"), [Said(_("Choose one."))])
    note = TextAreaField(_("Words for the employer"), [NotLonger(rules.LONGEST_NOTE)])
    seen = HiddenField(_("Version"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What may be decided now is judged by the operation: it knows what happened meanwhile.
        self.decision.choices = list(DECISIONS.items())

    def offer(self, organisation: Organisation) -> None:
        """Show what may be decided now."""
        self.seen.data = str(organisation.version)
        self.decision.choices = [(d.value, DECISIONS[d]) for d in rules.decisions(organisation)]

    def validate_note(self, field):
        if self.decision.data in rules.NEEDS_NOTE and not field.data:
            raise StopValidation(gettext("Write a few words: the employer reads them."))

    def ruling(self, staff_id: int) -> Ruling:
        decision = Decision(self.decision.data)
        seen = whole_number(self.seen.data)
        return Ruling(decision, self.note.data or "", seen, staff_id)
