"""The form of the CV: which lines it shows."""

from flask_babel import lazy_gettext as _

from portal.people.models import Person
from portal.web.forms import ChoicesField, Form


class LinesForm(Form):
    """The boxes that are ticked are the lines that are shown."""

    shown = ChoicesField(_("Tick what your CV shows"))

    def offer(self, lines: list[tuple[str, str]], person: Person) -> None:
        self.shown.choices = lines
        if self.shown.raw_data is None:
            self.shown.data = [code for code, _label in lines if code not in person.cv_hidden]

    def hidden(self) -> list[str]:
        """The lines whose box is empty."""
        ticked = set(self.shown.data or ())
        return [code for code, _label in self.shown.choices if code not in ticked]
