"""Who finds a page."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from portal.web.forms import Form

UNTICKED = (False, "", "0", "no")


class FoundForm(Form):
    listed = BooleanField(_("Search engines may show my page"), false_values=UNTICKED)
