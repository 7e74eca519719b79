"""The headers of every answer: what a browser may load, keep and tell."""

from urllib.parse import urlsplit

from flask import Flask, Response

from portal.settings import Settings


def fixed(settings: Settings) -> dict[str, str]:
    """The headers that are the same on every answer."""
    way_out = urlsplit(settings.programme.quit_url)
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            # A browser applies this to where a form's answer leads, too: "Leave" leads away.
            f"form-action 'self' {way_out.scheme}://{way_out.netloc}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    same = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        # Not no-referrer: with it browsers send "Origin: null" from our own forms.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), camera=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.secure:
        same["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return same


def init_app(app: Flask, settings: Settings) -> None:
    """Set the security headers on every response, whoever wrote it."""
    same = fixed(settings)

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in same.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response
