"""Forms of the team: decide, file, bring a list in, write Ramadan down."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, FileField, HiddenField, TextAreaField
from wtforms.validators import StopValidation

from portal.startups import labels
from portal.startups.models import Startup
from portal.startups.operations.checking import Ruling
from portal.startups.operations.filing import Filed
from portal.startups.operations.list_rows import LONGEST
from portal.startups.rules import checking as rules
from portal.startups.rules.lists import Alike
from portal.startups.rules.members import LONGEST_NAME
from portal.startups.states import Decision
from portal.startups.texts import desk as texts
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said, whole_number


class DecisionForm(Form):
    """What the team decides of a page, or of one of its photos, seen in this version."""

    decision = ChoiceField(_("What do you decide?"), [Said(_("Choose one."))])
    note = TextAreaField(_("Words for the members"), [NotLonger(rules.LONGEST_NOTE)])
    seen = HiddenField(_("Version"))
    photo = HiddenField(_("Photo"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What may be decided now is judged by the operation: it knows what happened meanwhile.
        self.decision.choices = list(texts.DECIDED.items())

    def offer(self, startup: Startup, *, reported: bool) -> None:
        """Show what may be decided now of the whole page."""
        self.seen.data = str(startup.version)
        offered = rules.decisions(startup, reported=reported)
        self.decision.choices = [(d.value, texts.DECISIONS[d]) for d in offered]

    def validate_note(self, field):
        if self.decision.data in rules.NEEDS_NOTE and not field.data:
            raise StopValidation(gettext("Write a few words: the business reads them."))

    def ruling(self, staff_id: int) -> Ruling:
        decision, seen = Decision(self.decision.data), whole_number(self.seen.data)
        return Ruling(decision, self.note.data or "", seen, staff_id, self.photo.data or "")


class FilingForm(Form):
    """What the team itself says of a start-up."""

    form = ChoiceField(_("Legal form"), [Said(_("Choose a legal form."))])
    programme = LineField(_("Programme"), [NotLonger(LONGEST["programme"])])
    hub = ChoiceField(_("Hub"))
    supported_by = LineField(_("Supported by"), [NotLonger(LONGEST["supported_by"])])

    def offer(self, startup: Startup, hubs: tuple[str, ...]) -> None:
        """Its choices; what holds now, for the first showing."""
        one = startup
        known = dict.fromkeys((*hubs, *([one.hub] if one.hub else ())))
        self.hub.choices = [("", _("None")), *((hub, hub) for hub in known)]
        self.form.choices = list(labels.FORMS.items())
        if self.form.raw_data is None:
            self.form.data, self.programme.data = one.form, one.programme
            self.hub.data, self.supported_by.data = one.hub, one.supported_by

    def facts(self) -> Filed:
        said = (self.form.data, self.programme.data, self.hub.data, self.supported_by.data)
        return Filed(*(text or "" for text in said))


class FounderForm(Form):
    """Who is invited to keep a page."""

    name = LineField(
        _("Name of the person"),
        [Said(_("Write the name of the person.")), NotLonger(LONGEST_NAME)],
    )


class ListForm(Form):
    """A list of companies: the file, and what holds for rows that do not say it themselves."""

    file = FileField(_("Your file"), [Said(_("Choose a file."))])
    form = ChoiceField(_("Legal form of rows that name none"))
    programme = LineField(_("Programme of rows that name none"), [NotLonger(LONGEST["programme"])])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.file.data = request.files.get("file")
        self.form.choices = [("", _("None: each row says its own")), *labels.FORMS.items()]


class TakeForm(Form):
    """What becomes of rows that look like a business we have."""

    alike = ChoiceField(_("Rows that look like a business we have"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.alike.choices = list(texts.ALIKE.items())
        self.alike.data = self.alike.data or str(Alike.LEAVE)

    @property
    def chosen(self) -> Alike:
        return Alike(self.alike.data)


class RamadanForm(Form):
    """The days of a Ramadan as they were announced."""

    first_day = DateField(_("First day"), [Said(_("Write the day."))])
    last_day = DateField(_("Last day"), [Said(_("Write the day."))])
