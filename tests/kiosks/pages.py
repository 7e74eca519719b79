"""The coordinator's pages of the kiosks, as a person uses them."""

from tests.people import token_in


def home(session) -> str:
    return f"/fr/desk/events/{session.event.slug}/doors/kiosks/"


def send(client, page, action, **fields):
    """Fetch `page` as a person does and send the form on it that leads to `action`."""
    token = token_in(client.get(page).text, action)
    return client.post(action, data={"form_token": token, **fields})
