"""Forms about what is kept."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from portal.web.forms import Form


class EraseForm(Form):
    sure = BooleanField(_("Yes, delete everything"))


class EraseForPersonForm(Form):
    sure = BooleanField(_("Yes, this person wants it"))
