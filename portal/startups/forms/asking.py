"""The form by which a reader leaves a number."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from portal.core import phones
from portal.startups.forms.fields import PhoneField
from portal.startups.operations.asking import Asked
from portal.startups.rules import asking as rules
from portal.web.forms import Form, LineField, NotLonger, Said
from portal.web.locale import language


class AskForm(Form):
    phone = PhoneField(
        _("Your phone number"), [Said(_("Write your phone number.")), NotLonger(phones.LONGEST)]
    )
    name = LineField(_("Your name"), [NotLonger(rules.LONGEST_NAME)])
    words = TextAreaField(_("What do you want to ask?"), [NotLonger(rules.LONGEST_WORDS)])

    def asked(self) -> Asked:
        return Asked(
            phone=self.phone.e164 or "",
            name=self.name.data or "",
            words=self.words.data or "",
            language=language(),
        )
