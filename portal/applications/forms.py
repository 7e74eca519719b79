"""What people, employers and staff write about an application."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, TextAreaField
from wtforms.validators import Optional

from portal.applications import rules
from portal.applications.labels import REASONS, STATES
from portal.applications.operations.answering import Said as AnswerSaid
from portal.applications.operations.caring import Move
from portal.applications.states import Answer, ApplicationState, By
from portal.opportunities.rules import detector
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said, WallClockField

REACHES = {detector.PHONE, "link", "email", "handle", "whatsapp"}  # ways to reach someone


class ApplyForm(Form):
    """A sentence for the employer, if the person likes."""

    sentence = TextAreaField(
        _("A word to the employer"), [NotLonger(rules.MOST_SENTENCE)], render_kw={"rows": 3}
    )
    as_it_is = BooleanField(_("Send my words as they are"))

    def holds_contact(self) -> bool:
        """Do the words hold a number or an address? It is the person's choice, so we ask."""
        found = detector.found_in({"sentence": self.sentence.data or ""})
        return bool(REACHES.intersection(one.code for one in found))


class DeskApplyForm(Form):
    """Staff apply for a person."""

    sentence = TextAreaField(
        _("A word to the employer"), [NotLonger(rules.MOST_SENTENCE)], render_kw={"rows": 3}
    )
    agreed = BooleanField(
        _("The person agrees that this employer sees what stands above"),
        [Said(_("Ask the person first, then tick this box."))],
    )
    present = BooleanField(_("The person is here with me"))


class LineForm(Form):
    """What an employer adds to a canned answer."""

    line = LineField(_("Add a line of your own"), [NotLonger(rules.MOST_LINE)])

    def said(self, answer: Answer) -> AnswerSaid:
        return AnswerSaid(answer, line=self.line.data or "")


class MeetingForm(LineForm):
    """Day, hour and place of a meeting."""

    meeting_at = WallClockField(_("Day and hour"), [Said(_("Choose the day and the hour."))])
    where = LineField(_("Place"), [Said(_("Write where you will meet.")), NotLonger(120)])

    def said(self, answer: Answer) -> AnswerSaid:
        return AnswerSaid(
            answer,
            line=self.line.data or "",
            meeting_at=self.meeting_at.data,
            where=self.where.data,
        )


class SkillsForm(LineForm):
    """Which skills were missing: it helps the person to go on."""

    skills = LineField(
        _("Which skills do you need?"), [Said(_("Write which skills you need.")), NotLonger(120)]
    )

    def said(self, answer: Answer) -> AnswerSaid:
        return AnswerSaid(answer, line=self.line.data or "", skills=self.skills.data)


class MoveForm(Form):
    """Staff bring an application to another state."""

    state = ChoiceField(_("What is it now?"), [Said(_("Choose what it is now."))])
    reason = ChoiceField(_("Why, if it has ended"))
    detail = LineField(_("Which skills, or what else"), [NotLonger(120)])
    shown = BooleanField(_("The person may read why"))

    def offer(self, state: str) -> None:
        """The states that may follow, and the reasons."""
        following = rules.MOVES[By.STAFF][ApplicationState(state)]
        likely = [one for one in following if one != ApplicationState.NEW]
        self.state.choices = [("", "–"), *((str(one), STATES[one]) for one in likely)]
        self.reason.choices = [("", "–"), *REASONS.items()]

    def move(self) -> Move:
        return Move(
            ApplicationState(self.state.data),
            reason=self.reason.data or "",
            shown=self.shown.data,
            detail=self.detail.data or "",
        )


class StepForm(Form):
    """What comes next for the person, as she and her counsellor agreed."""

    next_step = LineField(_("Next step"), [Said(_("Write what comes next.")), NotLonger(200)])
    next_step_on = DateField(_("By which day"), [Optional()])
