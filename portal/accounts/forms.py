"""Forms of the accounts."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import Length

from portal.web.forms import Form, Said


class SignInForm(Form):
    email = EmailField(_("E-mail"), [Said(_("Write your e-mail.")), Length(max=254)])
    password = PasswordField(_("Password"), [Said(_("Write your password.")), Length(max=200)])
    otp = StringField(_("Code from your phone"), [Said(_("Write the 6 digits.")), Length(max=12)])
