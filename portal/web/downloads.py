"""Tables that the team takes away, as files for a spreadsheet."""

from collections.abc import Iterable, Sequence

from flask import Response, abort, request

from portal.core import tables
from portal.core.clock import local, now
from portal.web.locale import direction

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def kind_asked_for() -> str:
    """What the form says in `format`, csv or xlsx; anything else is no request of ours."""
    kind = request.form.get("format", "")
    return kind if kind in TYPES else abort(400)


def dated(name: str) -> str:
    """`people-2027-02-12`: what a file of today is called."""
    return f"{name}-{local(now()):%Y-%m-%d}"


def table(kind: str, name: str, header: list[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """The table as a file of `kind`, called `name`, from right to left on an Arabic page."""
    content = tables.write(kind, header, rows, right_to_left=direction() == "rtl")
    answer = Response(content, mimetype=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
