"""`portal providers` and `portal messages`: who carries the messages, and what must be approved."""

import json
import secrets
import sys

import click
from flask import current_app
from flask_babel import force_locale

from portal.core import phones
from portal.notifications import kinds, sentences, texts, wiring
from portal.notifications.kinds import Kind
from portal.notifications.operations.claiming import Claim
from portal.notifications.operations.links import ALPHABET, LENGTH
from portal.notifications.operations.noting import Outcome
from portal.notifications.wires.base import Letter, Wire
from portal.reference import cities
from portal.settings import CHANNELS, Settings
from portal.startups import labels as startup_labels
from portal.web.locale import LANGUAGES

TEST = "Test of the messages. There is nothing to do."
SUBJECT = "Test of the messages"
EXAMPLE_LINK = ALPHABET[:LENGTH]
STARTS, ENDS = "2027-02-12T09:00:00+00:00", "2027-02-10T18:00:00+00:00"
BUTTON = {"fr": "Ouvrir", "ar": "افتح", "en": "Open", "es": "Abrir"}


def _app():
    from portal.app import create_app

    return create_app()


def _settings() -> Settings:
    """The settings of the running application."""
    return current_app.extensions["settings"]


@click.group(invoke_without_command=True)
@click.pass_context
def providers(context: click.Context) -> None:
    """List who carries the messages, and the callback address to paste at each.

    Providers come from PORTAL_SMS_URL, PORTAL_WHATSAPP_URL, PORTAL_EMAIL_URL and the same with _2
    at the end. Passwords are never shown; a callback address is as secret as a password.
    """
    if context.invoked_subcommand:
        return
    with _app().app_context():
        chosen = _settings()
        for channel in CHANNELS:
            for wire in wiring.wires()[channel]:
                click.echo("\n".join(_lines(wire, chosen)))


def _lines(wire: Wire, chosen: Settings) -> list[str]:
    mine = [p.url for p in chosen.providers if p.name == wire.name]
    service = mine[0].partition("://")[0] if mine else "folder"
    each = "segment" if wire.channel == "sms" else "message"
    price = f"{wire.price / 100:.2f} MAD a {each}" if wire.price else "no price set"
    rate = f"{wire.rate:g} a second" if wire.rate else "as fast as it goes"
    told = wire.hook if wire.hook and wire.tells else "sends no receipts"
    return [
        f"{wire.name}  ({wire.channel}, {service})",
        f"    price:     {price}",
        f"    rate:      {rate}",
        f"    callback:  {told}",
    ]


@providers.command("try")
@click.argument("name")
@click.option("--to", required=True, help="Your own number or e-mail address.")
@click.option("--language", default="fr", show_default=True, type=click.Choice(list(LANGUAGES)))
def try_(name: str, to: str, language: str) -> None:
    """Hand one test message to the provider NAME ("sms-1"), and say what it answered.

    It passes by the outbox: nothing is kept, no other provider is tried. The provider may charge
    for it. By WhatsApp it is the approved template that has no parameters.
    """
    with _app().app_context(), force_locale("en"):
        wire = wiring.named(name)
        if wire is None:
            raise click.ClickException(f"No provider is called “{name}”. See: portal providers")
        outcome = _hand_over(wire, _address(wire, to), language)
        click.echo(_answered(outcome))
        sys.exit(0 if outcome.result == "accepted" else 1)


def _address(wire: Wire, to: str) -> str:
    number = phones.parse(to)
    good = to if wire.channel == "email" and "@" in to else number
    if not good or (wire.channel == "email") != ("@" in to):
        wanted = "an e-mail address" if wire.channel == "email" else "a phone number"
        raise click.ClickException(f"{wire.name} needs {wanted} after --to.")
    return good


def _hand_over(wire: Wire, address: str, language: str) -> Outcome:
    from jobs import messages as sending

    whatsapp = wire.channel == "whatsapp"
    letter = Letter(
        reference=f"try-{secrets.token_hex(6)}",
        channel=wire.channel,
        address=address,
        language=language,
        text=TEST,
        subject=SUBJECT if wire.channel == "email" else "",
        template=_plainest().name if whatsapp else "",
        link=EXAMPLE_LINK if whatsapp else "",
    )
    claim = Claim(0, letter.reference, 0, 1, "", wire.channel, address, language, wire.name)
    return sending.hand_over(wire, claim, letter)


def _plainest() -> Kind:
    """The approved kind with the fewest parameters."""
    return min((k for k in kinds.KINDS.values() if k.approved), key=lambda k: len(k.parameters))


def _answered(outcome: Outcome) -> str:
    name = outcome.claim.wire
    if outcome.result == "accepted":
        its = f" It calls it {outcome.provider_ref}." if outcome.provider_ref else ""
        return f"{name} took the message in {outcome.seconds:.1f} s.{its} Look whether it arrives."
    why = sentences.why(outcome.code)
    if outcome.result == "rejected":
        return f"{name} refused the message. {why}"
    if outcome.result == "trouble":
        return f"{name} did not take the message this time. {why}"
    return f"{name} may have taken the message or not. {why}"


@click.group()
def messages() -> None:
    """What the portal writes to people."""


@messages.command("templates")
def templates() -> None:
    """Print the WhatsApp templates to be approved, as JSON for the Cloud API of Meta.

    One for each kind of message and language: name, category UTILITY, body with an example, and a
    button that opens the short link. Free words have no template: they never go by WhatsApp.
    """
    with _app().app_context():
        base = _settings().base_url
        approved = [kind for kind in kinds.KINDS.values() if kind.approved]
        found = [_template(kind, language, base) for kind in approved for language in LANGUAGES]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))


def _template(kind: Kind, language: str, base_url: str) -> dict:
    body: dict = {"type": "BODY", "text": _whole(texts.approved(kind, language))}
    with texts.speaking(language):
        where = cities.name_of("rabat", language)
        facts = {"code": "7K3M9QXH", "starts_at": STARTS, "ends_at": ENDS, "where": where}
        facts |= {"looked": "40", "advice": str(startup_labels.ADVICE["price"])}
        said = texts.parameters(facts)
    if kind.parameters:
        body["example"] = {"body_text": [[said[name] for name in kind.parameters]]}
    button = {"type": "URL", "text": BUTTON[language], "url": f"{base_url}/m/{{{{1}}}}"}
    button |= {"example": [f"{base_url}/m/{EXAMPLE_LINK}"]}  # type: ignore[dict-item]
    return {
        "name": kind.name,
        "language": language,
        "category": "UTILITY",
        "components": [body, {"type": "BUTTONS", "buttons": [button]}],
    }


def _whole(text: str) -> str:
    """Meta refuses a body that begins or ends with a parameter."""
    return f"{text}." if text.endswith("}}") else text
