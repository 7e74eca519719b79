"""The field of a text that is written in some of the portal's languages."""

from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from portal.core.localised import language_of
from portal.core.tidying import tidy
from portal.web.locale import LANGUAGES, language


class TextsField(Field):
    """A text in some of the four languages: inputs `title_fr`, `title_ar` … (ui/texts.html).

    Its data is a map by language, without the empty ones.
    """

    def __init__(self, label=None, validators=None, *, most, lines=1, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.most = most
        self.lines = lines
        self.id = f"{self.short_name}_{language()}"  # where the summary of mistakes leads

    def process(self, formdata, data=unset_value, extra_filters=None):
        self.process_errors = []
        self.data = {} if data is unset_value or data is None else dict(data)
        if formdata is not None:
            typed = {code: self._typed(formdata, code) for code in LANGUAGES}
            self.data = {code: text for code, text in typed.items() if text}

    def _typed(self, formdata, code: str) -> str:
        text = tidy(formdata.get(f"{self.short_name}_{code}", ""))
        return " ".join(text.split()) if self.lines == 1 else text

    def seen(self, code: str) -> str:
        """The language of the text that a reader of language `code` sees."""
        return language_of(self.data, code)

    def pre_validate(self, form):
        too_long = [code for code, text in self.data.items() if len(text) > self.most]
        if too_long:
            self.id = f"{self.short_name}_{too_long[0]}"
            sentence = self.gettext("Field cannot be longer than %(max)d characters.")
            raise StopValidation(sentence % {"max": self.most})
