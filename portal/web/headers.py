"""The headers of every answer: what a browser may load, keep and tell."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from portal.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Set the security headers on every response, whoever wrote it."""
    way_out = urlsplit(settings.programme.quit_url)
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            # A browser applies this to where a form's answer leads, too: see accounts/views/trust.py
            f"form-action 'self' {way_out.scheme}://{way_out.netloc}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    fixed = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        # Not no-referrer: with it browsers send "Origin: null" from our own forms.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), camera=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.secure:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        if request.path.startswith(("/static/",)):
            response.headers.pop("Vary", None)
        return response
