"""A photo that a member sends."""

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import FileField

from portal.startups import labels
from portal.startups.operations.photos import LONGEST_ALT
from portal.web.forms import ChoiceField, Form, LineField, NotLonger, Said


class PhotoForm(Form):
    """The file, what can be seen on it, and the answer of the people who can be recognised."""

    photo = FileField(_("Your photo"), [Said(_("Choose a photo, or take one."))])
    alt = LineField(
        _("What can be seen on it?"),
        [Said(_("Write in a few words what can be seen.")), NotLonger(LONGEST_ALT)],
    )
    faces = ChoiceField(
        labels.FACES_ASKED,
        [Said(labels.REFUSALS["faces_missing"])],
        choices=list(labels.FACES.items()),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo.data = request.files.get("photo")
