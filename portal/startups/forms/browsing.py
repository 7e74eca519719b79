"""What a visitor of the directory asks for, and what a reader reports."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from portal.core.tidying import tidy
from portal.reference import cities, sectors
from portal.reference.wording import MOST_LETTERS
from portal.startups import labels
from portal.startups.queries.browsing import Wanted
from portal.web.forms import ChoiceField, Form, NotLonger, Said, whole_number
from portal.web.locale import language

LONGEST_WORDS = 1000
LAST_PAGE = 10_000


def wanted(asked: Mapping[str, str]) -> Wanted:
    """What the address asks for. What it says badly is as if it were not said."""
    return Wanted(
        text=" ".join(tidy(asked.get("q", "")[: 2 * MOST_LETTERS]).split())[:MOST_LETTERS],
        city=_known(asked.get("city"), cities.CITIES),
        sector=_known(asked.get("sector"), sectors.SECTORS),
        open_now=asked.get("open") == "1",
        language=language(),
    )


def page(asked: Mapping[str, str]) -> int:
    """Which page of the list: at least the first."""
    return min(max(whole_number(asked.get("page", "")), 1), LAST_PAGE)


def _known(code: str | None, among: Mapping[str, object]) -> str:
    return code if code in among else ""  # type: ignore[return-value]


class ReportForm(Form):
    reason = ChoiceField(
        _("What is wrong?"),
        [Said(_("Choose what is wrong."))],
        choices=list(labels.PROBLEMS.items()),
    )
    words = TextAreaField(_("In your words"), [NotLonger(LONGEST_WORDS)])
