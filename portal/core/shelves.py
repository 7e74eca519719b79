"""Folders of files that workers made, named by a random token; each file whole or not there."""

import re
import shutil
import time
from collections.abc import Collection
from pathlib import Path

TOKEN = re.compile(r"[\w-]{22}", re.ASCII)


def keep(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole or not at all: a worker may be killed at any moment."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.draft"
    draft.write_bytes(content)
    draft.replace(folder / name)


def remove(root: Path, token: str) -> None:
    """A folder with all that is in it."""
    if TOKEN.fullmatch(token):
        shutil.rmtree(root / token, ignore_errors=True)


def sweep(root: Path, wanted: Collection[str], *, older: float) -> int:
    """Remove the folders of none of `wanted` that nobody touched for `older` seconds. How many?"""
    folders = [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    old = time.time() - older
    gone = [one for one in folders if one.name not in wanted and one.stat().st_mtime < old]
    for folder in gone:
        remove(root, folder.name)
    return len(gone)
