"""The named keys that the portal keeps outside its database."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from portal.core.errors import SettingsError

NAMES = ("fields", "phone_index", "forms")
BYTES = 32


@dataclass(frozen=True)
class Keys:
    """fields: encrypts columns. phone_index: finds a number. forms: signs form tokens."""

    fields: bytes
    phone_index: bytes
    forms: bytes


def read(path: Path) -> Keys:
    """The keys in `path`, a line `name = 64 hexadecimal digits` each.

    Raises SettingsError, with a sentence, for a key that is missing, short or not random.
    """
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The key file {path} can't be read ({type(error).__name__})."
        ) from error
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    found = {name.strip(): value.strip() for name, value in pairs}
    return Keys(**{name: _key(name, found.get(name, ""), path) for name in NAMES})


def _key(name: str, text: str, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) < BYTES or len(set(key)) < 8:
        raise SettingsError(
            f"The key “{name}” in {path} is missing, too short or a default. "
            "Write a new file with: portal keys new FILE"
        )
    return key


def write_new(path: Path) -> None:
    """Make a file of fresh random keys that only its owner reads. Never overwrites one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name} = {secrets.token_hex(BYTES)}\n" for name in NAMES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("# Keep this file out of the database's backups: it opens them.\n" + text)
