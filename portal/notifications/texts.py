"""The words of a message, in the language of its reader.

Each kind has its texts in templates/messages/<kind>/; the catalogues translate them.
"""

from datetime import datetime
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale

from portal.notifications.models import Message
from portal.notifications.rules import sms_text
from portal.web.locale import CLDR

TEMPLATE = {"sms": "sms.txt"}


def render(kind: str, channel: str, language: str, facts: dict[str, Any]) -> str:
    """The text of a message of `kind` on `channel`, from the facts it was posted with."""
    template = f"messages/{kind}/{TEMPLATE[channel]}"
    known = {name: _moment(name, value) for name, value in facts.items()}
    base_url = current_app.extensions["settings"].base_url
    known["link"] = f"{base_url}/{language}/{facts.get('path', '')}"
    page_language = g.get("lang")
    g.lang = language
    try:
        with force_locale(CLDR[language]):
            text = render_template(template, **known)
    finally:
        g.lang = page_language
    return sms_text(text)


def of(message: Message) -> str:
    """The text of a message as it leaves; "" once what it was made of has been erased."""
    if not message.facts:
        return ""
    return render(message.kind, message.channel, message.language, message.facts)


def _moment(name: str, value: Any) -> Any:
    """Facts whose name ends in _at are instants, kept as ISO text."""
    return datetime.fromisoformat(value) if name.endswith("_at") and value else value
