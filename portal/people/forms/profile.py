"""The forms of the five screens, and of how a person is called."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.core.clock import local, now
from portal.core.folding import ascii_digits
from portal.people import rules
from portal.people.labels import BANDS, HOURS, LEARNED, LEVELS, PER_WEEK, TRAVELS, WANTS
from portal.people.models import Person, PersonTrade
from portal.people.operations.profile import Place, SkillSaid, TradeSaid, Wishes, skill_key
from portal.reference import cities, languages, trades
from portal.web.forms import ChoiceField, ChoicesField, Form, LineField, NotLonger, Said
from portal.web.locale import language

NONE_OF_THESE = "none"
AT_FIRST = ("fr", "ary", "en")  # the languages that are asked for by name
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class NameForm(Form):
    """How a person is called."""

    name = LineField(
        _("First name, or the name you like"),
        [Said(_("Write how you want to be called.")), NotLonger(rules.LONGEST_NAME)],
    )
    family_name = LineField(_("Family name"), [NotLonger(rules.LONGEST_NAME)])

    def show(self, person: Person) -> None:
        self.name.data, self.family_name.data = person.name, person.family_name


class TradeForm(Form):
    """A trade in own words; which one we understood, where that was asked already."""

    words = LineField(
        _("Your trade, in your own words"),
        [Said(_("Write your trade.")), NotLonger(rules.LONGEST_WORDS)],
    )
    trade = StringField(_("Is it one of these?"))
    learned = ChoiceField(
        _("Where did you learn it?"),
        [Said(_("Choose where you learned it."))],
        choices=list(LEARNED.items()),
    )
    band = ChoiceField(
        _("How long have you done it?"),
        [Said(_("Choose how long."))],
        choices=list(BANDS.items()),
    )
    where = LineField(_("Where?"), [NotLonger(rules.LONGEST_WHERE)])

    def show(self, trade: PersonTrade) -> None:
        self.words.data, self.where.data = trade.words, trade.where
        self.learned.data, self.band.data = trade.learned, rules.band_of(trade.months)

    def answers(self) -> TradeSaid:
        return TradeSaid(
            words=self.words.data,
            learned=self.learned.data,
            months=rules.BANDS[self.band.data],
            where=self.where.data or "",
            trade=chosen(self.trade.data),
        )


class WhichForm(Form):
    """Which trade of the catalogue the words mean."""

    trade = StringField(_("Is it one of these?"), [Said(_("Choose an answer."))])

    def validate_trade(self, field):
        if chosen(field.data) is None:
            raise StopValidation(gettext("Choose one of the answers shown here."))


def chosen(code: str | None) -> str | None:
    """The code of a trade that we know, "" for none of those; None for no answer."""
    if code == NONE_OF_THESE:
        return ""
    return code if code and trades.isco_of(code) else None


class SkillsForm(Form):
    """What a person can do: boxes for her trades' skills, and her own words, one on each line."""

    skill = ChoicesField(_("Tick what you can do"))
    words = TextAreaField(_("Something else you can do"))

    def offer(self, person: Person) -> None:
        """Offer what her trades need, what they can't do without first, and what she said."""
        of_trades = [(trade, trades.essential_skills_of(trade.trade)) for trade in person.trades]
        needed = [code for _trade, essential in of_trades for code in essential]
        also = [code for trade, _e in of_trades for code in trades.skills_of(trade.trade)]
        said = [one.skill for one in person.skills if one.skill]
        first = [code for code in also if code in set(needed)]
        codes = list(dict.fromkeys([*first, *said, *also]))
        self.skill.choices = [(code, trades.skill_name(code, language())) for code in codes]

    def show(self, person: Person) -> None:
        self.skill.data = [one.skill for one in person.skills if one.skill]
        self.words.data = "\n".join(one.words for one in person.skills if not one.skill)

    def lines(self) -> list[str]:
        """Her own words, each once."""
        typed = (" ".join(line.split()) for line in (self.words.data or "").splitlines())
        return list(dict.fromkeys(line for line in typed if line))

    def validate_words(self, field):
        lines = self.lines()
        if len(lines) > rules.MOST_OWN_SKILLS:
            sentence = gettext("Write %(most)s lines at most.", most=rules.MOST_OWN_SKILLS)
            raise StopValidation(sentence)
        if any(len(line) > rules.LONGEST_SKILL for line in lines):
            most = rules.LONGEST_SKILL
            raise StopValidation(gettext("Write at most %(most)s letters on a line.", most=most))

    def validate_skill(self, field):
        if not field.data and not self.lines():
            raise StopValidation(gettext("Tick one thing at least, or write it below."))
        if len(set(field.data or ())) > rules.MOST_SKILLS:
            sentence = gettext("Tick %(most)s at most: the best ones.", most=rules.MOST_SKILLS)
            raise StopValidation(sentence)

    def answers(self, person: Person) -> list[SkillSaid]:
        """What was ticked and written; learned where the trade was, unless she said otherwise."""
        before = {skill_key(one.skill, one.words): one.learned for one in person.skills}
        of_trade = {
            code: trade.learned
            for trade in reversed(person.trades)
            for code in trades.skills_of(trade.trade)
        }
        first = person.trades[0].learned if person.trades else "self_taught"

        def said(skill: str, words: str) -> SkillSaid:
            usual = of_trade.get(skill, first)
            return SkillSaid(skill, words, before.get(skill_key(skill, words), usual))

        ticked = dict.fromkeys(self.skill.data or ())
        return [*(said(code, "") for code in ticked), *(said("", w) for w in self.lines())]


class LearnedForm(Form):
    """Where each skill was learned: two lists that run side by side."""

    key = ChoicesField(_("Skill"), choices=None)
    learned = ChoicesField(_("Where did you learn it?"), choices=list(LEARNED.items()))

    def answers(self, person: Person) -> list[SkillSaid]:
        told = dict(zip(self.key.data or (), self.learned.data or (), strict=False))
        return [
            SkillSaid(one.skill, one.words, told.get(skill_key(one.skill, one.words), one.learned))
            for one in person.skills
        ]


class LanguagesForm(Form):
    """Languages, one a row: three lists that run side by side. The last row adds one."""

    language = ChoicesField(_("Another language"))
    spoken = ChoicesField(_("You speak it"), choices=list(LEVELS.items()))
    written = ChoicesField(_("You read and write it"), choices=list(LEVELS.items()))

    def __init__(self, person: Person) -> None:
        super().__init__()
        said = {row.language: (row.spoken, row.written) for row in person.languages}
        self.before = said or dict.fromkeys(AT_FIRST, ("none", "none"))
        self.language.choices = [("", gettext("Choose")), *languages.choices(language())]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(code, spoken, written) as typed, or as known."""
        if self.language.raw_data is None or not self.language.data:
            return [(code, *both) for code, both in self.before.items()]
        lists = (self.language.data, self.spoken.data or (), self.written.data or ())
        known = {code for code, _label in LEVELS.items()}
        return [
            (code, *(level if level in known else "none" for level in levels))
            for code, *levels in zip(*lists, strict=False)
            if code and languages.name(code, language())
        ]

    def answers(self) -> dict[str, tuple[str, str]]:
        """Code -> (spoken, written); those neither spoken nor written are left out."""
        told = {code: (spoken, written) for code, spoken, written in self.rows}
        return {code: both for code, both in told.items() if set(both) != {"none"}}

    def validate_language(self, field):
        if not field.data or not self.answers():
            raise StopValidation(gettext("Choose at least one language that you speak."))
        if len(self.answers()) > rules.MOST_LANGUAGES:
            most = rules.MOST_LANGUAGES
            raise StopValidation(gettext("%(most)s languages are enough.", most=most))
        added = [code for code, *levels in self.rows if {*levels} == {"none"}]
        if any(code not in self.before for code in added):
            raise StopValidation(gettext("Say how well you speak the language that you add."))


class PlaceForm(Form):
    """Where a person lives, and how far she goes to work."""

    city = LineField(_("Your city"), [Said(_("Write your city.")), NotLonger(rules.LONGEST_CITY)])
    travel = ChoiceField(
        _("How far can you go to work each day?"),
        [Said(_("Choose how far you can go."))],
        choices=list(TRAVELS.items()),
    )
    other = ChoicesField(_("Other cities where you would work"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = cities.names(language())
        self.other.choices = list(zip(cities.CITIES, names, strict=True))

    def show(self, person: Person) -> None:
        self.city.data = cities.name_of(person.city_code, language()) or person.city
        self.travel.data, self.other.data = person.travel, person.other_cities

    def answers(self) -> Place:
        others = dict.fromkeys(self.other.data or ())
        return Place(self.city.data, self.travel.data, tuple(others))


class WishesForm(Form):
    """What a person looks for, and when she is free."""

    wants = ChoicesField(
        _("What do you look for?"),
        [Said(_("Choose what you look for."))],
        choices=list(WANTS.items()),
    )
    start = ChoiceField(
        _("When can you begin?"),
        [Said(_("Choose when you can begin."))],
        choices=[("now", _("Now")), ("later", _("Later"))],
    )
    day = LineField(_("If later: which day?"))
    hours = ChoicesField(_("Are you free only at some hours?"), choices=list(HOURS.items()))
    per_week = ChoiceField(_("How many hours a week?"), choices=list(PER_WEEK.items()))
    words = TextAreaField(
        _("Something your counsellor should know"), [NotLonger(rules.LONGEST_WISHES)]
    )

    def validate_day(self, field):
        if self.start.data != "later":
            return
        read = day_of(field.data or "")
        if read is None or read > today() + timedelta(days=rules.FURTHEST):
            raise StopValidation(gettext("Write the day like 15/03/2027."))

    def show(self, person: Person) -> None:
        self.wants.data = rules.groups_of(person.wants)
        later = person.free_from is not None and person.free_from > today()
        if person.free_from:
            self.start.data = "later" if later else "now"
        self.day.data = person.free_from.strftime("%d/%m/%Y") if later else ""  # type: ignore[union-attr]
        self.hours.data = person.hours
        self.per_week.data = _nearest(person.hours_per_week)
        self.words.data = person.wishes

    def answers(self) -> Wishes:
        later = day_of(self.day.data or "") if self.start.data == "later" else None
        return Wishes(
            wants=tuple(rules.kinds_of(self.wants.data)),
            free_from=max(later or today(), today()),
            hours=tuple(code for code in HOURS if code in self.hours.data),
            hours_per_week=int(self.per_week.data) if self.per_week.data else None,
            words=self.words.data or "",
        )


def today() -> date:
    """The day it is in Morocco."""
    return local(now()).date()


def day_of(text: str) -> date | None:
    """The day that was typed, in the ways people and browsers write it."""
    plain = ascii_digits(text).replace(" ", "")
    for pattern in DAYS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _nearest(hours: Any) -> str:
    offered = [code for code in PER_WEEK if code]
    return min(offered, key=lambda code: abs(int(code) - hours)) if hours else ""
