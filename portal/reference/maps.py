"""Where a place is shown on a map."""

from urllib.parse import quote


def map_address(point: str, words: str) -> str:
    """An address that opens the map application of any phone; "" when there is nothing to show."""
    target = point or words
    return f"https://maps.google.com/?q={quote(target)}" if target else ""
