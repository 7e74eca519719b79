"""What an employer, or staff, says of an opening. Two screens: what it is, then the rest."""

import re
from datetime import timedelta

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, TextAreaField
from wtforms.validators import StopValidation

from portal.core.clock import local, now
from portal.opportunities.forms.fields import DayField, NumberField
from portal.opportunities.labels import BENEFITS, KINDS, LEVELS, PERIODS
from portal.opportunities.models import Opportunity
from portal.opportunities.operations.posting import Facts
from portal.opportunities.rules import pay
from portal.opportunities.states import INTERNSHIPS, Kind
from portal.reference import cities, languages, trades
from portal.web.forms import ChoiceField, ChoicesField, Form, LineField, NotLonger, Said
from portal.web.locale import comma, language

UNTICKED = (False, "", "0", "no")
LANGUAGES = ("fr", "ary", "ar", "en", "es")  # that employers ask for
LONGEST_LINE, LONGEST_TEXT = 120, 1500
MOST_PLACES, MOST_WEEKS, MOST_MONTHS, MOST_HOURS = 500, 260, 60, 48
LONGEST_NOTE = 500
MOST_SKILLS, MOST_OFFERED = 12, 8
FARTHEST = timedelta(days=730)  # a first day after that is a slip of the finger
USUALLY_UNPAID = (Kind.OBSERVATION, Kind.TRAINING)
UNITS = {"weeks": _("weeks"), "months": _("months")}
FOLDED = ("activities", "skills_other", "skills_wished", "address", "hours_per_week", "grant_share")
# Answers that are kept as they are typed.
SAME = (
    *("kind", "trade_words", "trade", "title", "places", "city", "starts_on", "hours"),
    *("pay_from", "pay_to", "pay_period", "no_cv", "about", "activities", "address", "remote"),
    *("hours_per_week", "benefits", "grant_share"),
)


class StartForm(Form):
    """The first screen: enough for a draft."""

    kind = ChoiceField(_("What do you offer?"), [Said(_("Choose what you offer."))])
    trade_words = LineField(
        _("What work is it?"),
        [Said(_("Write the work in your own words.")), NotLonger(LONGEST_LINE)],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.choices = list(KINDS.items())

    def facts(self, city: str = "") -> Facts:
        """The title is proposed from the words; a trade that is surely meant is chosen."""
        words = self.trade_words.data
        return Facts(
            kind=self.kind.data,
            title=words[:1].upper() + words[1:],
            trade_words=words,
            trade=sure_trade(words),
            city=city,
            paid=self.kind.data not in USUALLY_UNPAID,
        )


class OpeningForm(Form):
    """The second screen. Sent with the button "later", nothing is required."""

    LANGUAGES = LANGUAGES
    kind = ChoiceField(_("What do you offer?"), [Said(_("Choose what you offer."))])
    trade_words = LineField(
        _("What work is it?"),
        [Said(_("Write the work in your own words.")), NotLonger(LONGEST_LINE)],
    )
    trade = ChoiceField(_("Which trade is it?"))
    title = LineField(_("Title"), [Said(_("Write a title.")), NotLonger(LONGEST_LINE)])
    places = NumberField(_("How many people?"), most=MOST_PLACES)
    city = LineField(_("City"), [NotLonger(80)])
    starts_on = DayField(_("First day"))
    lasts = NumberField(_("How long?"), most=MOST_WEEKS)
    lasts_unit = ChoiceField(_("Weeks or months"))
    hours = LineField(_("Hours"), [NotLonger(LONGEST_LINE)])
    pay_from = NumberField(_("Pay, in dirhams"), most=pay.MOST_PAY)
    pay_to = NumberField(_("At most, in dirhams"), most=pay.MOST_PAY)
    pay_period = ChoiceField(_("This amount is for"))
    unpaid = BooleanField(_("Without pay"), false_values=UNTICKED)
    no_cv = BooleanField(_("People can apply without a CV"), false_values=UNTICKED)
    about = TextAreaField(
        _("A few words about it"),
        [Said(_("Write a few words about the work.")), NotLonger(LONGEST_TEXT)],
    )
    activities = TextAreaField(_("What will the person do?"), [NotLonger(LONGEST_TEXT)])
    skills = ChoicesField(_("The person must know"), choices=None)
    skills_other = LineField(_("Other things to know"), [NotLonger(LONGEST_LINE * 2)])
    skills_wished = LineField(_("Good to know, not needed"), [NotLonger(LONGEST_LINE * 2)])
    address = LineField(_("Address"), [NotLonger(LONGEST_LINE)])
    remote = BooleanField(_("One can work from home"), false_values=UNTICKED)
    hours_per_week = NumberField(_("Hours a week"), most=MOST_HOURS)
    benefits = ChoicesField(_("What comes besides"))
    grant_share = LineField(_("What you add to the grant"), [NotLonger(LONGEST_LINE)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.choices = list(KINDS.items())
        self.lasts_unit.choices = list(UNITS.items())
        self.pay_period.choices = list(PERIODS.items())
        self.benefits.choices = list(BENEFITS.items())
        for code in LANGUAGES:
            self.level(code).choices = [("", _("not needed")), *LEVELS.items()]
            self.level(code).label.text = languages.name(code, language())
        self.later = "later" in request.form
        if self.later:
            for field in self:
                field.validators = [one for one in field.validators if not isinstance(one, Said)]

    def level(self, code: str) -> Field:
        """The field that asks how well a language must be known."""
        return self[f"level_{code}"]

    def offer(self, opening: Opportunity) -> None:
        """Offer the trades that its words may mean, and the skills of its trade.

        Of the trades, one that was sent with other words is forgotten: it was offered for those.
        """
        self.was = opening
        if opening.kind in INTERNSHIPS:
            self.pay_from.label.text = gettext("Allowance, in dirhams")
        words = self.trade_words.data if self.trade_words.raw_data else opening.trade_words
        found = trades.find(words or "", language()).trades
        offered = {one.code: one.label for one in found}
        if opening.trade and words == opening.trade_words:
            offered.setdefault(opening.trade, trades.name(opening.trade, language()))
        self.trade.choices = [*offered.items(), ("", _("None of these"))]
        if self.trade.raw_data and self.trade.data not in offered and words != opening.trade_words:
            self.trade.data = found[0].code if found and found[0].sure else ""
        of_trade = trades.skills_of(opening.trade)[:MOST_OFFERED]
        codes = dict.fromkeys([*of_trade, *(one for one in opening.skills if _is_skill(one))])
        self.skill_choices = [(code, trades.skill_name(code, language())) for code in codes]

    def show(self) -> None:
        """Fill the form with what is known, for its first showing."""
        opening = self.was
        for name in SAME:
            self[name].data = getattr(opening, name)
        self.lasts.data = opening.months or opening.weeks
        self.lasts_unit.data = "weeks" if opening.weeks and not opening.months else "months"
        self.unpaid.data = not opening.paid
        self.skills.data = [one for one in opening.skills if _is_skill(one)]
        own = [one for one in opening.skills if not _is_skill(one)]
        self.skills_other.data = comma().join(own)
        wished = [trades.skill_name(one, language()) or one for one in opening.skills_wished]
        self.skills_wished.data = comma().join(wished)
        for one in opening.languages:
            if one["language"] in LANGUAGES:
                self.level(one["language"]).data = one["level"]

    def validate_city(self, field):
        if not (field.data or self.remote.data or self.later):
            raise StopValidation(gettext("Write the city."))

    def validate_starts_on(self, field):
        today = local(now()).date()
        if not field.data or field.data == self.was.starts_on:
            return
        if field.data < today:
            raise StopValidation(gettext("This day is over. Write another, or leave it empty."))
        if field.data > today + FARTHEST:
            raise StopValidation(gettext("This day is far away. Look at the year again."))

    def validate_lasts(self, field):
        if self.lasts_unit.data == "months" and (field.data or 0) > MOST_MONTHS:
            sentence = gettext("Write a number from 1 to %(most)s.", most=MOST_MONTHS)
            raise StopValidation(sentence)

    def validate_unpaid(self, field):
        if field.data and self.kind.data and not pay.may_be_unpaid(self.kind.data):
            raise StopValidation(gettext("This kind of work is paid. Write how much."))

    def validate_pay_from(self, field):
        if self.unpaid.data and field.data:
            raise StopValidation(gettext("Write the pay, or tick “Without pay”: not both."))
        if not (self.unpaid.data or field.data or self.later):
            raise StopValidation(gettext("Write the pay."))

    def validate_pay_to(self, field):
        if field.data and field.data < (self.pay_from.data or 0):
            raise StopValidation(gettext("This is less than the first number. Change one of them."))

    def validate_skills(self, field):
        field.data = [one for one in field.data or () if _is_skill(one)][:MOST_SKILLS]

    @property
    def cities(self) -> list[str]:
        """What to choose from while typing."""
        return cities.names(language())

    @property
    def may_be_unpaid(self) -> bool:
        return pay.may_be_unpaid(self.kind.data or self.was.kind)

    def spoken(self) -> bool:
        """Is there anything to see among the languages?"""
        return any(self.level(code).data or self.level(code).errors for code in LANGUAGES)

    def more(self) -> bool:
        """Is there a mistake among what is folded away?"""
        return any(self[name].errors for name in FOLDED)

    def asked(self) -> tuple[tuple[str, str], ...]:
        """(language, level) of those that are needed."""
        levels = ((code, self.level(code).data) for code in LANGUAGES)
        return tuple((code, level) for code, level in levels if level)

    def facts(self) -> Facts:
        """What was sent. What was left empty for later stays as it was."""
        was, months = self.was, self.lasts_unit.data == "months"
        lasts = self.lasts.data
        return Facts(
            kind=self.kind.data or was.kind,
            title=self.title.data or was.title,
            trade_words=self.trade_words.data or was.trade_words,
            trade=self.trade.data or "",
            about=_lines(self.about.data),
            activities=_lines(self.activities.data),
            skills=(*(self.skills.data or ()), *_listed(self.skills_other.data)),
            skills_wished=_listed(self.skills_wished.data),
            languages=tuple(
                (one, self.level(one).data) for one in LANGUAGES if self.level(one).data
            ),
            city=self.city.data or "",
            address=self.address.data or "",
            remote=self.remote.data,
            places=self.places.data or 1,
            hours=self.hours.data or "",
            hours_per_week=self.hours_per_week.data,
            starts_on=self.starts_on.data,
            weeks=pay.weeks_of(lasts) if lasts and months else lasts,
            months=lasts if months else None,
            paid=not self.unpaid.data,
            pay_from=self.pay_from.data,
            pay_to=self.pay_to.data if self.pay_from.data else None,
            pay_period=self.pay_period.data or was.pay_period,
            benefits=tuple(self.benefits.data or ()),
            no_cv=self.no_cv.data,
            grant_share=self.grant_share.data or "",
        )


for _code in LANGUAGES:
    setattr(OpeningForm, f"level_{_code}", ChoiceField())


class NoteForm(Form):
    """What staff ask to be changed, or why they take it away; and which version they have read."""

    note = TextAreaField(_("Words to the employer"), [NotLonger(LONGEST_NOTE)])
    version = HiddenField()


class ForWhomForm(StartForm):
    """Staff post for the programme, or for an employer."""

    firm = LineField(_("For which employer?"), [NotLonger(LONGEST_LINE)])


def sure_trade(words: str) -> str:
    """The trade that the words surely mean; "" where one had better ask."""
    found = trades.find(words, language()).trades
    return found[0].code if found and found[0].sure else ""


def _is_skill(code: str) -> bool:
    return bool(trades.skill_name(code, "fr"))


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def _listed(text: str | None) -> tuple[str, ...]:
    """Things written on one line, with commas between them."""
    parts = (" ".join(part.split()) for part in re.split(r"[,،;؛·•|\n]", text or ""))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_SKILLS]
