"""The files of photos: in one folder, under random names, each whole or not there at all."""

import os
import re
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.core.photos import MASTER, Reduced

FOLDER = "photos"  # in the data folder
TOKEN = 16  # random bytes of a name
WHOLE_NAME = re.compile(r"([\w-]{22})-((?:[1-9]\d{2,3})\.(?:avif|webp|jpg)|master\.jpg)", re.ASCII)
DRAFT = re.compile(r"\.[\w-]{22}-[\w.]{1,16}\.\d+", re.ASCII)
SERVED = re.compile(r"[1-9]\d{2,3}\.(avif|webp|jpg)", re.ASCII)  # the master never is
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Kept:
    """A photo whose files are there: what its row will say."""

    token: str
    width: int
    height: int
    digest: str
    files: dict[str, int]


def keep(folder: Path, photo: Reduced) -> Kept:
    """Write the files of a photo under a new name. Outside of transactions; its row comes after."""
    folder.mkdir(parents=True, exist_ok=True)
    token = secrets.token_urlsafe(TOKEN)
    for name, content in photo.files.items():
        draft = folder / f".{token}-{name}.{os.getpid()}"
        draft.write_bytes(content)
        draft.replace(folder / f"{token}-{name}")
    return Kept(token, photo.width, photo.height, photo.digest, photo.sizes)


def read(folder: Path, token: str, name: str) -> bytes | None:
    """A file that may be served ("320.avif"); None where there is none of this name."""
    return _content(folder, token, name) if SERVED.fullmatch(name) else None


def master(folder: Path, token: str) -> bytes | None:
    """The largest one, as a JPEG: for paper and for share images."""
    return _content(folder, token, MASTER)


def drop(folder: Path, token: str) -> None:
    """Remove the files of one photo."""
    for path in list(folder.glob(f"*{token}-*")) if re.fullmatch(r"[\w-]{22}", token) else ():
        path.unlink(missing_ok=True)


def tidy(folder: Path, wanted: Collection[str], *, older: float) -> int:
    """Remove files older than `older` seconds that belong to none of `wanted`. How many were?"""
    gone = [path for token, path in _all(folder) if token not in wanted and _age(path) > older]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _content(folder: Path, token: str, name: str) -> bytes | None:
    whole = f"{token}-{name}"
    if not WHOLE_NAME.fullmatch(whole):
        return None
    try:
        return (folder / whole).read_bytes()
    except FileNotFoundError:
        return None


def _all(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each file of a photo, and each draft that was left behind by a power cut."""
    for path in folder.iterdir() if folder.is_dir() else ():
        found = WHOLE_NAME.fullmatch(path.name)
        if found or DRAFT.fullmatch(path.name):
            yield (found[1] if found else ""), path


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
