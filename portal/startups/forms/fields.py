"""Fields of the founder's screens: prices, phones, hours of a day."""

import re
from typing import Any

from flask_babel import gettext
from wtforms import Field, TelField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from portal.core import phones
from portal.core.folding import ascii_digits
from portal.core.tidying import tidy
from portal.startups.rules import times

MOST_PRICE = 1_000_000  # dirhams
_AROUND = re.compile(r"\s*(?:mad|dhs?|dirhams?|درهما?|دراهم|د\.?م)?\.?$")
_THOUSANDS = re.compile(r"(?<=\d)[\s\u202f'](?=\d{3}(?!\d))")
_PRICE = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?")


class PriceField(Field):
    """An amount in dirhams, as people write it: 120, 12,50, 1 200 dh, ١٢٠. Its data: centimes."""

    data: int | None
    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return written(self.data)

    def process_formdata(self, valuelist):
        self.data = None
        text = ascii_digits(valuelist[0]).strip().casefold() if valuelist else ""
        text = _THOUSANDS.sub("", _AROUND.sub("", text.replace("٫", ",")))
        if not text:
            return
        match = _PRICE.fullmatch(text)
        if match is None:
            raise ValueError(gettext("Write the price in numbers, like 120 or 12,50."))
        if int(match[1]) > MOST_PRICE:
            raise ValueError(gettext("This price is too high. Look at it again."))
        self.data = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def written(centimes: int | None) -> str:
    """`12,50` or `120`: as it stands in the field that is filled in again."""
    if centimes is None:
        return ""
    dirhams, rest = divmod(centimes, 100)
    return f"{dirhams},{rest:02}" if rest else str(dirhams)


class PhoneField(TelField):
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

    def show(self, e164: str | None) -> None:
        self.data = phones.shown(e164) if e164 else ""


class TimesField(Field):
    """When one is open on a day: from, to, and once more after a break: inputs `mon_1` … `mon_4`.

    Its data: [["09:00", "13:00"], …]; empty for a day on which one is closed.
    """

    data: Any
    errors: tuple[str, ...] | list[str]

    def __init__(self, label=None, validators=None, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.typed = [""] * 4
        self.id = f"{self.short_name}_1"  # where the summary of mistakes leads

    def process(self, formdata, data=unset_value, extra_filters=None):
        self.process_errors = []
        self.data = []
        if formdata is not None:
            names = (f"{self.short_name}_{place}" for place in range(1, 5))
            self.typed = [tidy(formdata.get(name, ""))[: times.LONGEST * 2] for name in names]

    def pre_validate(self, form):
        read = [times.read(text) if text else "" for text in self.typed]
        for place, time in enumerate(read, 1):
            if time is None:
                self.id = f"{self.short_name}_{place}"
                raise StopValidation(gettext("Write the hour like 9:00 or 18:30."))
        pairs = [pair for pair in (read[:2], read[2:]) if any(pair)]
        if not all(all(pair) for pair in pairs):
            raise StopValidation(gettext("Write both: from when, and until when."))
        self.data = [[str(opens), str(closes)] for opens, closes in pairs]
        self._must_follow()

    def _must_follow(self) -> None:
        """A break lies between two times; the last one may end after midnight."""
        if any(opens in (closes, times.MIDNIGHT) for opens, closes in self.data):
            raise StopValidation(gettext("These two hours do not fit together."))
        if len(self.data) == 2 and not self.data[0][0] < self.data[0][1] <= self.data[1][0]:
            raise StopValidation(gettext("The second hours begin after the first ones end."))

    def show(self, pairs: Any) -> None:
        read = [times.shown(str(time)) for pair in (pairs or [])[:2] for time in pair]
        self.typed = (read + [""] * 4)[:4]
