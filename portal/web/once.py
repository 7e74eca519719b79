"""Do what a form asks, once, and send its reader to the address of the result."""

from collections.abc import Callable, Mapping

from flask import redirect, request
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from portal.core import once as answers
from portal.core.db import committed
from portal.core.errors import Refused
from portal.web import form_token
from portal.web.forms import Form

# What any form may be refused for; each domain has it among its own.
REFUSALS: dict[str, object] = {
    "form_changed": _(
        "This form was sent already. To send it once more with these answers, press again."
    ),
}


def once(deed: Callable[[], str], *, also: str = "") -> Response:
    """Run `deed` in one transaction and redirect (303) to the address it returns.

    The same submission again, even at the same instant, gets the same redirect and changes
    nothing. What `deed` refuses (Refused) leaves nothing behind, not even the used token. `also`
    is what was sent beside the fields: the fingerprint of a file.
    """
    actor = form_token.session_id()
    token = request.form[form_token.FIELD]
    body = answers.body_hash([("", request.path + also), *request.form.items(multi=True)])

    def unit() -> str:
        earlier = answers.claim(actor, token, body)
        if earlier is not None:
            return earlier
        address = deed()
        answers.answer(actor, token, address)
        return address

    return redirect(committed(unit), code=303)


def ask(form: Form, deed: Callable[[], str], refusals: Mapping[str, object]) -> Response | None:
    """Do what a well-filled form asks; None when it has to be shown, first or again.

    A refusal is said on the form, in the words that `refusals` has for its code.
    """
    if not form.was_sent():
        return None
    try:
        return once(deed)
    except Refused as no:
        form.refuse(refusals[no.code], no.field)
        return None
