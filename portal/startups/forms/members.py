"""Forms about who is of a start-up."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField

from portal.core.folding import ascii_digits
from portal.startups.labels import MEMBER_ROLES
from portal.startups.models import StartupMember
from portal.startups.operations.members import Facts
from portal.startups.rules import members as rules
from portal.startups.states import MemberRole, MemberState
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said


class DayField(DateField):
    """A day, or none; what can't be read is answered with how to write it."""

    data: Any

    def process_formdata(self, valuelist):
        typed = [ascii_digits(value.strip()) for value in valuelist]
        self.data = None
        if not any(typed):
            return
        try:
            super().process_formdata(typed)
        except (ValueError, OverflowError) as error:
            raise ValueError(gettext("Write the day like 2027-02-12.")) from error


class MemberForm(Form):
    """Who it is, what she does, since when."""

    name = LineField(_("Name"), [Said(_("Write the name.")), NotLonger(rules.LONGEST_NAME)])
    role = ChoiceField(_("What this person does"), [Said(_("Say what this person does."))])
    joined_on = DayField(_("Since which day?"))
    left_on = DayField(_("Left on"))

    def __init__(self, *args, member: StartupMember | None = None, **kwargs):
        """`member`: who is written down already. An account has its own name; a day of leaving
        is only of who has left."""
        super().__init__(*args, **kwargs)
        self.role.choices = list(MEMBER_ROLES.items())
        if member is None or member.state != MemberState.LEFT:
            del self.left_on
        if member is not None and member.account_id is not None:
            del self.name
        if not self.role.raw_data:
            self._show(member)

    def _show(self, member: StartupMember | None) -> None:
        self.role.data = member.role if member else MemberRole.ASSOCIATE
        if member is None:
            return
        self.joined_on.data = member.joined_on
        if "name" in self:
            self.name.data = member.name
        if "left_on" in self:
            self.left_on.data = member.left_on

    def facts(self) -> Facts:
        return Facts(
            name=self.name.data if "name" in self else "",
            role=self.role.data,
            joined_on=self.joined_on.data,
            left_on=self.left_on.data if "left_on" in self else None,
        )


class LeftForm(Form):
    """Someone has left the start-up."""

    left_on = DayField(_("Since which day?"))
