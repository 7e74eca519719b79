"""Fields for numbers and days, as phones and people write them."""

import re
from datetime import date

from flask_babel import gettext
from wtforms import Field
from wtforms.widgets import DateInput, TextInput

from portal.core.folding import ascii_digits


class NumberField(Field):
    """A whole number from 1 to `most`, in the digits of any script, with spaces or "dh" around."""

    data: int | None
    widget = TextInput()

    def __init__(self, label=None, validators=None, most=1, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.most = most

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist):
        self.data = None
        text = ascii_digits(valuelist[0]).strip().casefold() if valuelist else ""
        text = re.sub(r"\s*(dhs?|mad|dirhams?|درهم|%)?\.?$", "", text)
        text = re.sub(r"(?<=\d)[\s.,\u202f'](?=\d{3}(?!\d))", "", text)
        if not text:
            return
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise ValueError(gettext("Write a whole number, like 3."))
        if not 1 <= int(text) <= self.most:
            raise ValueError(gettext("Write a number from 1 to %(most)s.", most=self.most))
        self.data = int(text)


class DayField(Field):
    """A day, as phones send it."""

    data: date | None
    widget = DateInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist):
        self.data = None
        text = ascii_digits(valuelist[0]).strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError(gettext("Write the day like 2027-02-12.")) from None
