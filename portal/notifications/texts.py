"""The words of a message, in the language of its reader.

Each kind has its texts in templates/messages/<kind>/; the catalogues translate them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import current_app, g, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core import codes
from portal.notifications import kinds
from portal.notifications.models import Message
from portal.notifications.operations.claiming import Claim
from portal.notifications.rules import sms_text
from portal.notifications.wires.base import Letter
from portal.web.locale import CLDR, clock, short_day

# Facts that are instants, and the two words that each becomes: a day and an hour.
MOMENTS = {"starts_at": ("when", "time"), "ends_at": ("end", "end_time")}
DOUBLE_DOT = re.compile(r"(?<!\.)\.\.(?!\.)")  # "sam. 10 juil." ends a sentence


def letter(claim: Claim) -> Letter:
    """The message as it leaves on its channel. Raises what a broken template or fact raises."""
    kind = kinds.KINDS[claim.kind]
    with speaking(claim.language):
        said = parameters(claim.facts)
        words = _words(kind.name, said)
        link = address(claim.facts, claim.language)
        subject = html = text = ""
        if claim.channel == "email":
            subject = _line(kind.name, "subject.txt", said)
            about = {"words": words, "link": link, "subject": subject}
            text = render_template("messages/email.txt", **about)
            html = render_template("messages/email.html", **about)
        else:
            text = sms_text(f"{words} {link}") if claim.channel == "sms" else f"{words} {link}"
    return Letter(
        reference=claim.reference,
        channel=claim.channel,
        address=claim.address,
        language=claim.language,
        text=text,
        subject=subject,
        html=html,
        template=kind.name,
        parameters=tuple(said[name] or "–" for name in kind.parameters),
        link=claim.facts.get("link", ""),
        leave=link if claim.facts.get("link") else "",
    )


def of(message: Message) -> str:
    """What a message says; "" once what it was made of has been erased."""
    if not message.facts:
        return ""
    with speaking(message.language):
        words = _words(message.kind, parameters(message.facts))
        text = f"{words} {address(message.facts, message.language)}"
    return sms_text(text) if message.channel == "sms" else text


def sms(kind: str, language: str, facts: dict[str, Any]) -> str:
    """The SMS that these facts become: for previews and for counting."""
    with speaking(language):
        return sms_text(f"{_words(kind, parameters(facts))} {address(facts, language)}")


def approved(kind: kinds.Kind, language: str) -> str:
    """The body of the WhatsApp template to be approved: {{1}} … in the place of parameters."""
    numbered = {name: f"{{{{{n + 1}}}}}" for n, name in enumerate(kind.parameters)}
    with speaking(language):
        return _words(kind.name, numbered)


def parameters(facts: dict[str, Any]) -> dict[str, str]:
    """What the words are filled with, from the facts a message was posted with."""
    said = {name: str(value) for name, value in facts.items()}
    for name, (day, hour) in MOMENTS.items():
        if facts.get(name):
            moment = datetime.fromisoformat(facts[name])
            said[day], said[hour] = short_day(moment), clock(moment)
    if "code" in facts:
        said["code"] = codes.shown(facts["code"])
    if said.get("where") == "":  # the city is all that a lock screen shows of a place
        online = facts.get("place") is None
        said["where"] = _("Online") if online else _("Place: see the link")
    return said


def address(facts: dict[str, Any], language: str) -> str:
    """Where the message's link leads: short, on the portal's own host."""
    base_url = current_app.extensions["settings"].base_url
    short = facts.get("link")
    # Messages that waited before there were short links say where they lead at full length.
    return f"{base_url}/m/{short}" if short else f"{base_url}/{language}/{facts.get('path', '')}"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak the reader's language, whatever the page's is."""
    page_language = g.get("lang")
    g.lang = language
    try:
        with force_locale(CLDR[language]):
            yield
    finally:
        g.lang = page_language


def _words(kind: str, said: dict[str, str]) -> str:
    return _line(kind, "sms.txt", said)


def _line(kind: str, name: str, said: dict[str, str]) -> str:
    text = render_template(f"messages/{kind}/{name}", **said)
    return DOUBLE_DOT.sub(".", " ".join(text.split()))
