"""What tests do with lists at the desk: send a file, let the job work, register, take away."""

from jobs import imports
from portal.core.db import db
from tests.databases import look_again
from tests.desk import press
from tests.people import token_in

DESK = "/fr/desk/events/salon/"


def upload(client, content, lang="fr", token=None, **other):
    """Open the page as a person does, choose a file, send it."""
    address = f"/{lang}/desk/events/salon/import"
    token = token or token_in(client.get(address).text, address)
    form = {"form_token": token, "consent": "y", "session": "0"} | other
    return client.post(address, **multipart(form, content))


def multipart(form, content):
    """What a browser sends for a form with a file."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in form.items()]
    content = content.encode() if isinstance(content, str) else content
    parts.append(b'name="file"; filename="list"\r\n\r\n' + content)
    body = b"".join(b"--x\r\nContent-Disposition: form-data; " + p + b"\r\n" for p in parts)
    return {"data": body + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def bring(client, content, session, **other):
    """Upload and let the job check; the address of the list's page."""
    sent = upload(client, content, session=str(session.id), **other)
    assert sent.status_code == 303
    work(sent.location)
    return sent.location


def work(address):
    imports.carry_on(address.rsplit("/", 1)[1])


def confirm(client, address, **form):
    sent = press(client, address, address + "/register", **form)
    work(address)
    return sent


def count(model):
    look_again()
    return db.session.query(model).count()
