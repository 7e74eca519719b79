"""Which businesses a catalogue shows, and in which language."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from portal.reference import cities, sectors
from portal.startups.queries.papers import CHOICES
from portal.startups.texts import papers as texts
from portal.web.forms import ChoiceField, Form, Said
from portal.web.locale import LANGUAGES, comma, language


class CatalogueForm(Form):
    """`tongue`: of the catalogue. Each of the others narrows it."""

    tongue = ChoiceField(
        _("Language"), [Said(_("Choose a language."))], choices=list(LANGUAGES.items())
    )
    city = ChoiceField(texts.WHICH["city"])
    sector = ChoiceField(texts.WHICH["sector"])
    programme = ChoiceField(texts.WHICH["programme"])

    def offer(self, there: Mapping[str, Sequence[str]]) -> None:
        """What there is to choose from now."""
        self.tongue.data = self.tongue.data or language()
        for name in CHOICES:
            said = sorted((self.name_of(name, code), code) for code in there[name])
            self[name].choices = [("", gettext("All")), *((code, word) for word, code in said)]

    def asked(self) -> dict[str, str]:
        """What narrows it, as the operation takes it."""
        return {name: self[name].data for name in CHOICES if self[name].data}

    def told(self, asked: Mapping[str, str]) -> str:
        """What narrows a catalogue, in words."""
        said = [self.name_of(name, asked[name]) for name in CHOICES if asked.get(name)]
        return comma().join(said) or gettext("All that are shown")

    def name_of(self, choice: str, code: str) -> str:
        """A code in the page's language; a programme is called as it is."""
        if choice == "city":
            return cities.name_of(code, language()) or code
        return sectors.name_of(code, language()) or code if choice == "sector" else code
