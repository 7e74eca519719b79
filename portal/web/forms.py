"""What every form of the portal has in common."""

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import Field, StringField
from wtforms import Form as WTForm
from wtforms.validators import StopValidation

from portal.core.tidying import tidy
from portal.web.form_token import FIELD
from portal.web.locale import language

MOST_ID = 2**31 - 1  # PostgreSQL's integer


def whole_number(value: Any) -> int:
    """An id as it stands in an address or a field; 0, which names nothing, for anything else."""
    text = str(value)
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ID))
    return int(text) if digits and int(text) <= MOST_ID else 0


class Form(WTForm):
    """A form that tidies what is typed and speaks the page's language."""

    class Meta:
        def bind_field(self, form, unbound_field, options):
            filters = [tidy, *unbound_field.kwargs.get("filters", [])]
            return unbound_field.bind(form=form, **{**options, "filters": filters})

        @property
        def locales(self):
            return [language()]

    def __init__(self, *args, **kwargs):
        sent = request.form if request.method == "POST" else None
        super().__init__(sent, *args, **kwargs)
        self.refusals: list[str] = []

    def was_sent(self) -> bool:
        """Was it sent, and is all that it says well formed?"""
        return request.method == "POST" and self.validate()

    def refuse(self, sentence: Any, field: str = "") -> None:
        """Show why a rule said no: beside `field`, or above the form."""
        if field and field in self._fields:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.refusals.append(sentence)

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) for the summary at the top."""
        return [(f.id, str(f.errors[0])) for f in self if f.errors and f.name != FIELD]


class LineField(StringField):
    """One line of text: line breaks become spaces."""

    data: Any

    def process_formdata(self, valuelist):
        super().process_formdata(valuelist)
        if self.data:
            self.data = " ".join(self.data.split())


class ChoicesField(Field):
    """Some of `choices` ((value, label) pairs), drawn as boxes to tick by ui/forms.html.

    Where the choices are None, the operation judges what was sent.
    """

    data: Any
    choices: Any

    def __init__(self, label=None, validators=None, choices=(), coerce=str, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.choices = choices if choices is None else list(choices)
        self.coerce = coerce

    def process_formdata(self, valuelist):
        self.data = [self.coerce(value) for value in valuelist]

    def pre_validate(self, form):
        if self.choices is None:
            return
        known = {value for value, _ in self.choices}
        if not set(self.data or ()) <= known:
            raise StopValidation(gettext("Choose one of the answers shown here."))


class ChoiceField(ChoicesField):
    """One of `choices`, drawn as a list to pick from by ui/forms.html."""

    def process_formdata(self, valuelist):
        self.data = self.coerce(valuelist[0]) if valuelist else None

    def pre_validate(self, form):
        if self.data and self.data not in {value for value, _ in self.choices}:
            raise StopValidation(gettext("Choose one of the answers shown here."))


class NotLonger:
    """Validator: at most `most` characters, said in words that help."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: WTForm, field: Field) -> None:
        if field.data and len(field.data) > self.most:
            sentence = gettext("This is too long: %(max)s letters at most.", max=self.most)
            raise StopValidation(sentence)


class Said:
    """Validator: the field is not empty; otherwise `sentence`, and no further complaint."""

    field_flags = {"required": True}

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def __call__(self, form: WTForm, field: Field) -> None:
        if not field.data:
            field.errors = []
            raise StopValidation(str(self.sentence))


class WallClockField(Field):
    """A day and an hour on the clocks of Morocco; its data is a UTC instant."""

    data: Any

    def widget(self, field, **kwargs):
        from wtforms.widgets import DateTimeLocalInput

        return DateTimeLocalInput()(field, **kwargs)

    def _value(self) -> str:
        from portal.core.clock import local

        if self.raw_data:
            return self.raw_data[0]
        return local(self.data).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist):
        from portal.core.clock import from_wall_clock

        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = from_wall_clock(datetime.fromisoformat(text).replace(tzinfo=None))
        except (ValueError, OverflowError) as error:
            sentence = gettext("Write the day and the hour like 2027-02-12 09:00.")
            raise ValueError(sentence) from error
