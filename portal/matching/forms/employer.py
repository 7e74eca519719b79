"""How many candidates an employer wants to see."""

from flask_babel import lazy_gettext as _

from portal.matching.operations.wanting import MOST
from portal.web.forms import ChoiceField, Form, Said, whole_number


class WantedForm(Form):
    wanted = ChoiceField(
        _("How many candidates do you want to see?"),
        [Said(_("Choose a number."))],
        choices=[(number, str(number)) for number in range(1, MOST + 1)],
        coerce=whole_number,
    )
