"""The words a business is found by, and what is its own in those that people type."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Row

from portal.reference import wording
from portal.reference.searching import Entry, Keeper
from portal.startups.states import LegalForm

# What people call the legal forms, in four languages, as folded.
FORM_WORDS = {
    LegalForm.COOPERATIVE: "cooperative cooperatives coop cooperativa cooperativas تعاونيه",
    LegalForm.SARL: "sarl sl شركه",
    LegalForm.AUTO_ENTREPRENEUR: "autoentrepreneur autonomo autonoma freelance مقاول",
    LegalForm.ASSOCIATION: "association asociacion asso جمعيه",
    LegalForm.INCOME_ACTIVITY: "agr",
}
# "A business": said of everything here. Dropped, so that it hides none.
_BUSINESS = """
    entreprise entreprises startup startups business businesses company companies empresa empresas
    negocio acheter achat buy comprar شراء مقاوله مقاولات مشروع محل
"""
_OF_FORM = {form: wording.both(text.split()) for form, text in FORM_WORDS.items()}
OWN = wording.Own(
    kinds=frozenset().union(*_OF_FORM.values()), everything=frozenset(_BUSINESS.split())
)
keeper = Keeper()


def read(text: str, language: str) -> wording.Typed:
    """What `text` asks for among the businesses."""
    return wording.read(text, language, OWN)


def entry(row: Row, products: Iterable[Mapping[str, str]]) -> Entry:
    """A business, as it is found: by its name, line and products before all else it says."""
    head = frozenset().union(
        wording.of_text(f"{row.name} {row.trade_words} {row.city}"),
        _in_all(row.line),
        *(_in_all(name) for name in products),
        wording.of_city(row.city_code),
        wording.of_sector(row.sector),
        wording.of_trade(row.trade) if row.trade else (),
        _OF_FORM.get(LegalForm(row.form), frozenset()),
    )
    return Entry(row.id, head, _in_all(row.about) | _in_all(row.area), row.trade)


def _in_all(texts: Mapping[str, str] | None) -> frozenset[str]:
    """The words of a text in every language it was written in."""
    return frozenset().union(*(wording.of_text(text) for text in (texts or {}).values()))
