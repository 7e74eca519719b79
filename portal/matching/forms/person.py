"""What a person answers to a suggestion."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from portal.matching import labels
from portal.matching.operations.answering import LONGEST_WORDS
from portal.web.forms import ChoiceField, Form, NotLonger, Said


class ConsentForm(Form):
    """May the portal look for openings for her?"""

    given = ChoiceField(
        _("May the portal look for openings for you?"),
        [Said(_("Choose yes or no."))],
        choices=[("yes", _("Yes, look for openings for me")), ("no", _("No, thank you"))],
    )


class NoForm(Form):
    """Why not this one; in her own words, if she likes."""

    reason = ChoiceField(
        _("Why not?"),
        [Said(_("Choose a reason: it helps us to find better ones."))],
        choices=list(labels.NO_REASONS.items()),
    )
    words = TextAreaField(_("In your words"), [NotLonger(LONGEST_WORDS)], render_kw={"rows": 2})
