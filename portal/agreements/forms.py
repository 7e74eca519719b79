"""Forms of the agreements."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.agreements.labels import CONTRACTS, HIRED, MARKS, OUTCOMES
from portal.agreements.models import Agreement
from portal.agreements.operations.drafting import School, Words
from portal.agreements.operations.evaluating import Said
from portal.agreements.operations.signing import Read
from portal.agreements.rules import turns
from portal.agreements.rules.sentences import GOALS, KINDS
from portal.core import phones
from portal.core.folding import ascii_digits
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, whole_number
from portal.web.forms import Said as Filled
from portal.web.locale import language

EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
LONGEST_CODE = 20
YEARS = range(2000, 2100)  # beyond them a slip of the finger


class DayField(DateField):
    """A day; what can't be read is answered with how to write it."""

    data: Any

    def process_formdata(self, valuelist):
        typed = [ascii_digits(value.strip()) for value in valuelist]
        if not any(typed):
            self.data = None
            return
        sentence = gettext("Write the day like 2027-02-12.")
        try:
            super().process_formdata(typed)
        except (ValueError, OverflowError) as error:
            raise ValueError(sentence) from error
        if self.data.year not in YEARS:
            self.data = None
            raise ValueError(sentence)


class NumberField(LineField):
    """A whole number from `least` to `most`; empty is `least` unless it must be written."""

    errors: tuple[str, ...] | list[str]

    def __init__(self, label=None, validators=None, *, least=0, most, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most
        self.number: int | None = None

    def post_validate(self, form, validation_stopped):
        if validation_stopped:
            return
        text = re.sub(r"\s", "", ascii_digits(str(self.data or "")))
        self.number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
        if not text:
            self.number = self.least
        if self.number is None or not self.least <= self.number <= self.most:
            limits = {"least": self.least, "most": self.most}
            sentence = gettext("Write a number from %(least)s to %(most)s.", **limits)
            self.errors = [*self.errors, sentence]


def _line(label, sentence=None):
    said = [Filled(sentence)] if sentence else []
    return LineField(label, [*said, NotLonger(turns.LONGEST_LINE)])


def _text(label, sentence=None):
    said = [Filled(sentence)] if sentence else []
    return TextAreaField(label, [*said, NotLonger(turns.LONGEST_TEXT)])


class AgreementForm(Form):
    """All that the writer of an agreement decides."""

    title = _line(_("Title of the internship"), _("Write a title."))
    kind = ChoiceField(_("Kind"), [Filled(_("Choose the kind."))])
    goal = ChoiceField(_("Goal"), [Filled(_("Choose the goal."))])
    starts_on = DayField(_("First day"), [Filled(_("Choose the first day."))])
    ends_on = DayField(_("Last day"), [Filled(_("Choose the last day."))])
    hours = _line(_("Hours"))
    hours_per_week = NumberField(
        _("Hours a week"),
        [Filled(_("Write the hours a week."))],
        least=1,
        most=turns.MOST_HOURS_PER_WEEK,
    )
    address = _line(_("Place: street and city"))
    tutor_name = _line(_("Tutor: name"), _("Write who guides the intern."))
    tutor_role = _line(_("Tutor: post"))
    activities = _text(_("What the intern will do"), _("Write what the intern will do."))
    skills = _text(_("Skills to discover or to learn"))
    protection = _text(_("Safety and protection"))
    insurance = _text(_("Insurance"))
    allowance = NumberField(_("Allowance, dirhams a month"), most=turns.MOST_ALLOWANCE)
    benefits = _line(_("Benefits"))
    terms = _text(_("What else you agree on"))
    school_name = _line(_("School: name"))
    school_signer = _line(_("School: who signs"))
    school_address = _line(_("School: e-mail or mobile number of who signs"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.choices = list(KINDS[language()].items())
        self.goal.choices = list(GOALS[language()].items())
        self.reached = ""

    def validate_school_signer(self, field):
        if self.school_name.data and not field.data:
            raise StopValidation(gettext("Write who signs for the school."))

    def validate_school_address(self, field):
        if not self.school_name.data:
            return
        text = field.data or ""
        number = phones.parse(text) if "@" not in text else None
        if EMAIL.fullmatch(text) and text.isascii():
            self.reached = text
        elif number and phones.takes_sms(number):
            self.reached = number
        else:
            raise StopValidation(gettext("Write an e-mail address or a mobile number."))

    def words(self) -> Words:
        same = ("title", "kind", "goal", "starts_on", "ends_on", "hours", "address")
        more = ("tutor_name", "tutor_role", "activities", "skills", "protection", "insurance")
        facts: dict[str, Any] = {
            name: self[name].data or "" for name in (*same, *more, "benefits", "terms")
        }
        facts["hours_per_week"] = self.hours_per_week.number
        return Words(**facts, allowance=self.allowance.number or 0)

    def school(self) -> School | None:
        if not self.school_name.data:
            return None
        return School(self.school_name.data, self.school_signer.data, self.reached)

    def show(self, words: Words, school: School | None) -> None:
        """Fill the form with what is known, for its first showing."""
        if self.title.raw_data is not None:
            return
        for name in Words.__dataclass_fields__:
            self[name].data = getattr(words, name)
        if school is not None:
            self.school_name.data, self.school_signer.data = school.name, school.signer
            reached = school.address
            shown = reached if "@" in reached else phones.shown(reached)
            self.school_address.data = shown


class NameForm(Form):
    """The name for the paper, before the code is sent."""

    version = HiddenField()
    name = LineField(
        _("Your first name and family name"),
        [Filled(_("Write your whole name.")), NotLonger(turns.LONGEST_LINE)],
    )
    role = LineField(_("Your post"), [NotLonger(turns.LONGEST_LINE)])

    def read(self) -> Read:
        version = whole_number(self.version.data or "")
        return Read(self.name.data, version, language(), self.role.data or "")


class CodeForm(Form):
    """The six digits."""

    version = HiddenField()
    code = StringField(_("Code"), [Filled(_("Write the 6 digits.")), NotLonger(LONGEST_CODE)])

    def read(self) -> Read:
        return Read("", whole_number(self.version.data or ""), language())

    @property
    def typed(self) -> str:
        return _digits(self.code.data)


class StaffSignForm(NameForm):
    """Staff have their code on their phone already."""

    code = StringField(
        _("Code from your phone"), [Filled(_("Write the 6 digits.")), NotLonger(LONGEST_CODE)]
    )

    @property
    def typed(self) -> str:
        return _digits(self.code.data)


class WhyForm(Form):
    """Why not."""

    why = TextAreaField(
        _("Why?"), [Filled(_("Write why, in a few words.")), NotLonger(turns.LONGEST_WHY)]
    )


class EvaluationForm(Form):
    """How it went, as one side tells it."""

    outcome = ChoiceField(
        _("How did it end?"), [Filled(_("Choose how it ended."))], choices=list(OUTCOMES.items())
    )
    last_day = DayField(_("If it stopped before: the last day"))
    missed_hours = NumberField(_("Hours missed"), most=turns.MOST_MISSED)
    hired = ChoiceField(
        _("Did it lead to a job?"), [Filled(_("Choose yes or no."))], choices=list(HIRED.items())
    )
    contract = ChoiceField(_("If yes: which contract?"), choices=[("", "–"), *CONTRACTS.items()])
    hired_on = DayField(_("If yes: from which day?"))
    marks = ChoiceField(
        _("How was it?"), [Filled(_("Choose one of the three."))], choices=list(MARKS.items())
    )
    words = _text(_("In your own words"))

    def validate_contract(self, field):
        if self.hired.data == "yes" and not field.data:
            raise StopValidation(gettext("Choose the contract."))

    def said(self) -> Said:
        return Said(
            outcome=self.outcome.data,
            marks=self.marks.data,
            hired=self.hired.data == "yes",
            last_day=self.last_day.data,
            missed_hours=self.missed_hours.number or 0,
            contract=self.contract.data or "",
            hired_on=self.hired_on.data,
            words=self.words.data or "",
        )


def show_agreement(form: AgreementForm, agreement: Agreement, school: School | None) -> None:
    """The form as the agreement stands."""
    same = {name: getattr(agreement, name) for name in Words.__dataclass_fields__}
    form.show(Words(**same), school)


def _digits(text: str | None) -> str:
    return re.sub(r"[\s-]", "", ascii_digits(text or ""))
