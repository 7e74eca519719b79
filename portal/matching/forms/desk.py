"""The forms of the desk: the team changes a suggestion, or writes down what a person says."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from portal.matching import labels
from portal.matching.operations.overriding import Why
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said

LONGEST = 300
SAY_WHY = _("Choose why: it is kept, so that the team can learn from it.")
ANSWERS = {
    "yes": _("Yes: the employer may see the card"),
    "later": _("Wants to think about it"),
    "no": _("No"),
}


class WhyForm(Form):
    """Why the team knows better."""

    reason = ChoiceField(_("Why?"), [Said(SAY_WHY)], choices=list(labels.CHANGE_REASONS.items()))
    words = LineField(_("In your words"), [NotLonger(LONGEST)])

    def why(self, staff_id: int) -> Why:
        return Why(self.reason.data, self.words.data or "", staff_id)


class ChangeForm(WhyForm):
    """What shall become of a suggestion."""

    what = ChoiceField(
        _("What do you want to do?"),
        [Said(_("Choose what you want to do."))],
        choices=list(labels.CHANGE.items()),
    )


class PresentForm(Form):
    """What someone says who is here."""

    present = BooleanField(
        _("The person is here with me, and says so"),
        [Said(_("Only the person can say it. Tick this box when you are together."))],
    )


class AnswerForm(PresentForm):
    """What a person says to a suggestion."""

    answer = ChoiceField(
        _("What does the person say?"),
        [Said(_("Choose what the person says."))],
        choices=list(ANSWERS.items()),
    )
    reason = ChoiceField(_("Why, if it is no"))
    words = LineField(_("In the person's words"), [NotLonger(LONGEST)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason.choices = [("", "–"), *labels.NO_REASONS.items()]
