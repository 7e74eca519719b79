"""Phone numbers and links that stand in the texts of a page: there nobody can press them, and the
team looks at them."""

from portal.reference import contacts
from portal.startups.models import Startup

TEXTS = ("line", "about", "area")


def fields_with_one(startup: Startup) -> list[str]:
    """Which texts hold a phone number or a link: "line", "about", "area", "products"."""
    said = {field: list(getattr(startup, field).values()) for field in TEXTS}
    said["products"] = [text for one in startup.products for text in one.name.values()]
    return [field for field, texts in said.items() if any(map(contacts.holds_one, texts))]
