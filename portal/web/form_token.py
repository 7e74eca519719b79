"""The one-time token of every form: proof that we wrote the form, and a name for its submission.

A token is random, signed, and bound to the session (or to having none) and to the blueprint that
receives it. Forging a request for a signed-in person is impossible without it, and the same
submission twice is recognised by it (portal/core/once.py).
"""

import base64
import hmac
import secrets

from flask import Flask, abort, current_app, g, request

from portal.settings import Settings

FIELD = "form_token"
NONCE_BYTES = 12
SIGNATURE_BYTES = 9
LENGTH = 28  # characters, base64 of both
SAFE = {"GET", "HEAD", "OPTIONS"}
# "Leave" stands on pages that are the same for everyone, and has no effect that could be forged to
# harm: the browser's word on where it comes from is enough.
# A provider's receipts come from no form: they prove themselves (notifications/views/hooks.py).
# Mail programs stop messages in one click, without a page (events/views/badge_messages.py).
# A kiosk proves itself with its own code or token (kiosks/views/sync.py).
# Browsers tell by themselves that a link was pressed; what it adds is one to a rough count
# (startups/views/signs.py).
WITHOUT_TOKEN = {
    *("trust.leave", "hooks.receive", "one_click.stop"),
    *("kiosk_sync.enrol", "kiosk_sync.sync"),
    "startup_signs.did",
}


def init_app(app: Flask) -> None:
    app.before_request(check)
    app.jinja_env.globals["form_token"] = form_token


def session_id() -> str:
    """What names the signed-in session in this request; "" for a visitor."""
    return g.get("session_id", "")


def new(purpose: str) -> str:
    """A fresh token for forms that are received by the blueprint `purpose`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + _sign(nonce, purpose)).decode()


def placeholder(purpose: str) -> str:
    """Stands for the token in a page that many people are sent (portal/web/public.py)."""
    return f"form-token-for-{purpose}"


def form_token(endpoint: str) -> str:
    """For templates: the token of a form whose action is `endpoint`."""
    purpose = endpoint.rpartition(".")[0]
    if g.get("shared_page"):
        g.shared_purpose = purpose
        return placeholder(purpose)
    return new(purpose)


def is_ours(token: str, purpose: str) -> bool:
    """Was `token` written by us, for this session and this purpose?"""
    if len(token) != LENGTH or not token.isascii():
        return False
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(raw[NONCE_BYTES:], _sign(raw[:NONCE_BYTES], purpose))


def check() -> None:
    """Refuse an unsafe request that did not come from a form of ours."""
    if request.method in SAFE or request.endpoint is None:
        return
    if not _same_site():
        abort(403, description="form")
    if request.endpoint in WITHOUT_TOKEN:
        return  # and what was sent is left unread: a signature is over all of it
    if not is_ours(request.form.get(FIELD, ""), request.blueprint or ""):
        abort(403, description="form")


def _same_site() -> bool:
    """What the browser says of where the request comes from, when it says anything."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin in {None, "null"} or origin == request.host_url.rstrip("/")


def _sign(nonce: bytes, purpose: str) -> bytes:
    settings: Settings = current_app.extensions["settings"]
    text = nonce + f"|{purpose}|{session_id()}".encode()
    return hmac.digest(settings.keys.forms, text, "sha256")[:SIGNATURE_BYTES]
