"""What someone lacks for an opening, in a line of a list at the desk."""

from markupsafe import Markup

from portal.matching import labels
from portal.matching.models import Suggestion
from portal.reference import languages, trades
from portal.web.locale import language


def lacking(suggestion: Suggestion) -> list[Markup]:
    """By name, as short as can be; the page of the pair has the sentences."""
    return [Markup("<bdi>{}</bdi>").format(_name(**one)) for one in suggestion.missing]


def _name(kind: str, code: str = "", words: str = "") -> str:
    tongue = language()
    if kind == "trade":
        return trades.name(code, tongue)
    if kind == "language":
        return languages.name(code, tongue) or code
    if kind.startswith("skill"):
        return trades.skill_name(code, tongue) or words or code
    return str(labels.MISSING.get(kind, kind))
