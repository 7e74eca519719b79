"""Make what is served from what is written: compiled catalogues, hashed and compressed files."""

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import brotli
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.settings import ROOT, Programme

SOURCE = ROOT / "static"
BUILT = ROOT / ".build" / "static"
CATALOGUES = ROOT / "portal" / "translations"
SUFFIXES = {".css", ".js", ".svg"}


def build(programme: Programme) -> None:
    """Bring catalogues and static files up to date; does nothing where they are."""
    compile_catalogues()
    stamp = _stamp(programme)
    if not (BUILT / stamp).exists():
        _build_static(programme, stamp)


def compile_catalogues() -> None:
    """Write a .mo beside each .po that is newer."""
    for po in CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as file:
                catalogue = read_po(file)
            compiled = io.BytesIO()
            write_mo(compiled, catalogue)
            _write(mo, compiled.getvalue())


def manifest() -> dict[str, str]:
    """From the name a template writes (css/site.css) to the name that is served."""
    return json.loads((BUILT / "manifest.json").read_text())


def _sources() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*") if p.suffix in SUFFIXES and p.is_file())


def _stamp(programme: Programme) -> str:
    facts = [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in _sources()]
    return hashlib.sha256(repr((facts, sorted(programme.colours.items()))).encode()).hexdigest()


def _build_static(programme: Programme, stamp: str) -> None:
    """Write beside what is there: a page sent a minute ago still finds its style sheet."""
    names = {}
    for path in _sources():
        name = path.relative_to(SOURCE).as_posix()
        content = _content(path, programme)
        digest = hashlib.sha256(content).hexdigest()[:8]
        names[name] = name.replace(path.suffix, f".{digest}{path.suffix}")
        served = BUILT / names[name]
        _write(served, content)
        _write(served.with_name(served.name + ".br"), brotli.compress(content, quality=11))
        _write(served.with_name(served.name + ".gz"), gzip.compress(content, 9, mtime=0))
    _write(BUILT / "manifest.json", json.dumps(names).encode())
    _write(BUILT / stamp, b"")


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may be reading, or writing the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.write_bytes(content)
    draft.replace(path)


def _content(path: Path, programme: Programme) -> bytes:
    content = path.read_bytes()
    if path.name == "site.css" and programme.colours:
        tokens = "".join(f"--{name}:{value};" for name, value in sorted(programme.colours.items()))
        content += f"\n:root{{{tokens}}}\n".encode()
    return content
