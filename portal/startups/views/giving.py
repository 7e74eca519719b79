"""Give away a file that workers drew."""

from pathlib import Path

from flask import Response, abort

from portal.startups.papers import workshop

TYPES = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".vcf": "text/vcard; charset=utf-8",
    ".zip": "application/zip",
}


def given(token: str, name: str, called: str) -> Response:
    """The file as something to keep, for its asker alone."""
    path = file(token, name)
    if not path.is_file():
        abort(404)
    answer = Response(path.read_bytes(), mimetype=TYPES[path.suffix])
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def size(token: str, name: str) -> int:
    """Kilobytes, at least one; 0 where the file is not there."""
    path = file(token, name)
    return max(1, round(path.stat().st_size / 1000)) if path.is_file() else 0


def file(token: str, name: str) -> Path:
    return workshop.root() / token / name
