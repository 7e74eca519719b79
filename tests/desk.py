"""What tests do as a coordinator: write events, places and sessions, press buttons."""

from datetime import timedelta

from portal.core.clock import local, now
from tests.people import token_in

DESK = "/en/desk/events/"


def typed(moment) -> str:
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def event_form(**other) -> dict:
    usual = {
        "kind": "job_fair",
        "mode": "on_site",
        "title_ar": "معرض التشغيل",
        "about_fr": "Venez nombreux.",
        "city": "rabat",
        "opens_at": typed(now()),
        "closes_at": typed(now() + timedelta(days=9)),
        "slug": "salon",
    }
    return usual | other


def session_form(**other) -> dict:
    begin = now() + timedelta(days=20)
    usual = {
        "place": "online",
        "starts_at": typed(begin),
        "ends_at": typed(begin + timedelta(hours=2)),
        "capacity": "20",
        "online_url": "https://meet.example.org/a",
    }
    return usual | other


def send(client, address, form, headers=None):
    """Open the page as a person does, fill its form, send it."""
    token = token_in(client.get(address).text, address)
    return client.post(address, data=form | {"form_token": token}, headers=headers)


def press(client, page, action, **form):
    """Send the form with this action that stands on a page."""
    return client.post(action, data=form | {"form_token": token_in(client.get(page).text, action)})
