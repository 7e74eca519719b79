"""The words of a message, in the language of its reader.

Each kind has its texts in templates/messages/<kind>/; the catalogues translate them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

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
HIDDEN = "••••••"  # a one-time code, on the pages of the team
DOUBLE_DOT = re.compile(r"(?<!\.)\.\.(?!\.)")  # "sam. 10 juil." ends a sentence


def letter(claim: Claim) -> Letter:
    """The message as it leaves on its channel. Raises what a broken template or fact raises."""
    kind = kinds.KINDS[claim.kind]
    with speaking(claim.language):
        said = parameters(claim.facts)
        words = _words(kind.name, said)
        link = "" if kind.bound else address(claim.facts, claim.language)
        subject = html = text = ""
        if claim.channel == "email":
            subject = _line(kind.name, "subject.txt", said)
            stop = _how_to_stop(kind.purpose)
            about = {"words": words, "link": link, "subject": subject, "stop": stop}
            text = render_template("messages/email.txt", **about)
            html = render_template("messages/email.html", **about)
        else:
            text = _whole(kind, words, claim.facts, claim.language, claim.channel)
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
        leave=link if claim.facts.get("link") and kind.purpose in kinds.STOPPABLE else "",
    )


def of(message: Message) -> str:
    """What a message says; "" once what it was made of has been erased."""
    if not message.facts:
        return ""
    kind = kinds.KINDS[message.kind]
    facts = message.facts | ({kind.bound: HIDDEN} if kind.bound and _codes_really_leave() else {})
    with speaking(message.language):
        words = _words(message.kind, parameters(facts))
        return _whole(kind, words, facts, message.language, message.channel)


def sms(kind: str, language: str, facts: dict[str, Any]) -> str:
    """The SMS that these facts become: for previews and for counting."""
    with speaking(language):
        words = _words(kind, parameters(facts))
        return _whole(kinds.KINDS[kind], words, facts, language, "sms")


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


def _whole(kind: kinds.Kind, words: str, facts: dict[str, Any], language: str, channel: str) -> str:
    """The words and what follows them: a link, or the line that binds a code to this portal."""
    if kind.bound:
        host = urlsplit(current_app.extensions["settings"].base_url).hostname
        text = sms_text(words) if channel == "sms" else words
        return f"{text}\n\n@{host} #{facts[kind.bound]}"
    text = f"{words} {address(facts, language)}"
    return sms_text(text) if channel == "sms" else text


def _how_to_stop(purpose: kinds.Purpose) -> str:
    """How the reader of a mail stops such messages; "" for codes, which she asks for each time."""
    if purpose in kinds.STOPPABLE:  # the link leads to a page with that button
        return _("To get no more messages, open this link and press “Stop”.")
    if purpose == kinds.Purpose.WORK:
        return _("You choose what we write to you in “My space”, under “My messages”.")
    return ""


def _codes_really_leave() -> bool:
    """With a provider, or in production, a code is read by its reader alone, not by the team."""
    settings = current_app.extensions["settings"]
    return settings.production or any(p.channel == "sms" for p in settings.providers)


def _words(kind: str, said: dict[str, str]) -> str:
    return _line(kind, "sms.txt", said)


def _line(kind: str, name: str, said: dict[str, str]) -> str:
    text = render_template(f"messages/{kind}/{name}", **said)
    return DOUBLE_DOT.sub(".", " ".join(text.split()))
