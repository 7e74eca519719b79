"""The founder's screens: what is typed on each, and which columns of the page it means."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import StopValidation

from portal.reference import cities, sectors, trades
from portal.startups import sentences
from portal.startups.forms.fields import PhoneField, TimesField
from portal.startups.labels import FORMS, LINKS
from portal.startups.models import Startup
from portal.startups.operations import writing
from portal.startups.rules import links
from portal.startups.rules.hours import DAYS
from portal.startups.states import Step
from portal.web.forms import ChoiceField, ChoicesField, Form, LineField, NotLonger, Said
from portal.web.locale import LANGUAGES, language
from portal.web.texts import TextsField

LONGEST_NAME, LONGEST_WORDS, LONGEST_LINE, LONGEST_ABOUT = 80, 80, 90, 600
LONGEST_CITY, LONGEST_AREA, LONGEST_ADDRESS = 60, 120, 160
SHORTEST = 3  # letters that say something of a trade
NONE_OF_THESE = "none"
UNTICKED = (False, "", "0", "no")
WORKING_DAYS = ("mon", "tue", "wed", "thu", "fri")


class BeginForm(Form):
    """Enough for a draft."""

    name = LineField(
        _("The name of your business"),
        [Said(_("Write the name of your business.")), NotLonger(LONGEST_NAME)],
    )
    form = ChoiceField(_("Legal form"), [Said(_("Choose a legal form."))])
    written_in = ChoiceField(_("I write my page in"), [Said(_("Choose one."))])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.choices = [("", _("Choose")), *FORMS.items()]
        self.written_in.choices = list(LANGUAGES.items())
        if self.written_in.raw_data is None:
            self.written_in.data = language()


class StepForm(Form):
    """One screen. `seen` is the print of the screen as it was shown (operations.writing)."""

    STEP: Step
    seen = HiddenField(_("Version"))

    def columns(self) -> dict[str, list[str]]:
        """Column of the page -> the fields it is read from."""
        return {name: [name] for name in writing.COLUMNS[self.STEP]}

    def values(self, *, others: bool = False) -> dict[str, Any]:
        """What to keep, after validate(). `others`: leave out what is not well formed."""
        read = {name: value for name, value in self.answers().items() if self._is_good(name)}
        return read if others else self.answers()

    def _is_good(self, column: str) -> bool:
        return not any(self[name].errors for name in self.columns()[column])

    def answers(self) -> dict[str, Any]:
        return {name: self[name].data or "" for name in writing.COLUMNS[self.STEP]}

    def show(self, startup: Startup) -> None:
        """Fill in what is known, for the first showing."""
        self.seen.data = writing.print_of(startup, self.STEP)
        self.fill(writing.said(startup, self.STEP))

    def fill(self, said: dict[str, Any]) -> None:
        for name, value in said.items():
            self[name].data = value


class WorkForm(StepForm):
    """What the business is and does."""

    STEP = Step.WORK
    name = LineField(
        _("The name of your business"),
        [Said(_("Write the name of your business.")), NotLonger(LONGEST_NAME)],
    )
    form = ChoiceField(_("Legal form"), [Said(_("Choose a legal form."))])
    language = ChoiceField(_("I write my page in"), [Said(_("Choose one."))])
    trade_words = LineField(_("Your trade, in your own words"), [NotLonger(LONGEST_WORDS)])
    trade = StringField(_("Is it one of these?"))
    sector = ChoiceField(_("Field of work"))
    line = TextsField(
        _("What you do, in one line"),
        [Said(_("Write in one line what you do."))],
        most=LONGEST_LINE,
    )
    about = TextsField(_("A few words more"), most=LONGEST_ABOUT, lines=4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.choices = list(FORMS.items())
        self.language.choices = list(LANGUAGES.items())
        self.sector.choices = [("", _("Choose")), *sectors.choices(language())]

    def look_up(self, before: Startup) -> None:
        """Find the trades that the words may mean. Not inside a transaction: it may be slow.

        Chosen: the one she ticked; with the same words as before the same; else a sure one.
        """
        words = self.trade_words.data or ""
        self.found = trades.find(words, language()) if len(words) >= SHORTEST else None
        if self.trade.raw_data and self.trade.data:
            known = self.trade.data != NONE_OF_THESE and trades.isco_of(self.trade.data)
            self.chosen, self.asked = (self.trade.data if known else ""), True
        elif words == before.trade_words:
            self.chosen, self.asked = before.trade, True
        else:
            first = self.found.trades[0] if self.found and self.found.trades else None
            self.chosen = first.code if first and first.sure else ""
            self.asked = bool(self.chosen) or not words

    def answers(self):
        of_trade = trades.sector_of(self.chosen)
        said = {"trade": self.chosen, "sector": of_trade or self.sector.data or ""}
        return super().answers() | said | {"line": self.line.data, "about": self.about.data}

    def columns(self):
        return super().columns() | {"trade": ["trade", "trade_words"]}


class PlaceForm(StepForm):
    """Where people find the business."""

    STEP = Step.PLACE
    city = LineField(_("Your city"), [Said(_("Write your city.")), NotLonger(LONGEST_CITY)])
    area = TextsField(_("Where you serve people"), most=LONGEST_AREA)
    address = LineField(_("Address where people come"), [NotLonger(LONGEST_ADDRESS)])

    def fill(self, said):
        super().fill(said)
        self.city.data = cities.name_of(cities.code_of(said["city"]), language()) or said["city"]

    def answers(self):
        return super().answers() | {"area": self.area.data}


class HoursForm(StepForm):
    """When it is open: the same on several days, each day, in Ramadan."""

    STEP = Step.HOURS
    days = ChoicesField(_("On these days"), choices=[])
    same = TimesField(_("The same hours"))
    mon = TimesField()
    tue = TimesField()
    wed = TimesField()
    thu = TimesField()
    fri = TimesField()
    sat = TimesField()
    sun = TimesField()
    fasting = TimesField(_("In Ramadan, on the days you are open"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.days.choices = [(day, sentences.day_name(day)) for day in DAYS]
        for day, name in self.days.choices:
            self[day].label.text = name

    @property
    def rows(self):
        return [self[day] for day in DAYS]

    def columns(self):
        usual = ["same", *DAYS]
        return {"hours": usual, "ramadan_hours": [*usual, "fasting"]}

    def fill(self, said):
        for row in self.rows:
            row.show(said["hours"].get(row.short_name))
        self.days.data = [] if said["hours"] else list(WORKING_DAYS)
        self.fasting.show(next(iter((said["ramadan_hours"] or {}).values()), None))

    def answers(self):
        week = {row.short_name: row.data for row in self.rows}
        if self.same.data:
            week |= dict.fromkeys(self.days.data or (), self.same.data)
        week = {day: week[day] for day in DAYS if week[day]}
        then = self.fasting.data
        return {"hours": week, "ramadan_hours": dict.fromkeys(week, then) if then else None}


class ContactForm(StepForm):
    """How people reach the business: all of it is shown to everyone."""

    STEP = Step.CONTACT
    phone = PhoneField(_("Phone number"), [NotLonger(40)])
    same = BooleanField(_("WhatsApp has the same number"), false_values=UNTICKED)
    whatsapp = PhoneField(_("Another number for WhatsApp"), [NotLonger(40)])
    facebook = LineField("Facebook", [NotLonger(links.LONGEST)])
    instagram = LineField("Instagram", [NotLonger(links.LONGEST)])
    tiktok = LineField("TikTok", [NotLonger(links.LONGEST)])
    youtube = LineField("YouTube", [NotLonger(links.LONGEST)])
    linkedin = LineField("LinkedIn", [NotLonger(links.LONGEST)])
    website = LineField(LINKS["website"], [NotLonger(links.LONGEST)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.read: dict[str, str] = {}

    @property
    def networks(self):
        return [self[kind] for kind in LINKS]

    def columns(self):
        return {"phone": ["phone"], "whatsapp": ["whatsapp", "phone"], "links": list(LINKS)}

    def validate(self, *args, **kwargs):
        good = super().validate(*args, **kwargs)
        self.read = {}
        for field in self.networks:
            if not field.data or field.errors:
                continue
            address = links.read(field.name, field.data)
            if address is None:
                field.errors = [_not_an_address(field.name)]
                good = False
            else:
                self.read[field.name] = address
        return good

    def validate_phone(self, field):
        if not field.data and not self.whatsapp.data:
            raise StopValidation(gettext("Write a phone number or a WhatsApp number."))

    def fill(self, said):
        self.phone.show(said["phone"])
        self.same.data = said["whatsapp"] == said["phone"]
        self.whatsapp.show(None if self.same.data else said["whatsapp"])
        written = {one["kind"]: one["address"] for one in said["links"]}
        for field in self.networks:
            field.data = written.get(field.name, "").removeprefix("https://")

    def answers(self):
        found = [{"kind": kind, "address": address} for kind, address in self.read.items()]
        other = self.phone.e164 if self.same.data else None
        whatsapp = self.whatsapp.e164 or other
        return {"phone": self.phone.e164, "whatsapp": whatsapp, "links": found}


def _not_an_address(kind: str) -> str:
    if kind == "website":
        return gettext("We can't use this address. Write it like www.example.ma.")
    return gettext("We can't use this. Write @ and the name of your page, or its address.")


FORMS_OF: dict[Step, type[StepForm]] = {
    form.STEP: form for form in (WorkForm, PlaceForm, HoursForm, ContactForm)
}
