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
SUFFIXES = {".css", ".js", ".svg", ".wasm"}
KIOSK = (
    *("codes", "rules", "keys", "store", "sync", "updating", "station"),
    *("wedge", "decoder", "camera"),
    *("words", "sounds", "label", "pad", "answers", "frame", "screens"),
)
TOGETHER = {
    # The script of the public pages brings the badge's part along: the badge's page has it already.
    "js/site.js": ("js/htmx-4.0.1.min.js", "js/badge.js"),
    "js/kiosk.js": ("js/lean-qr-2.7.4.min.js", *(f"js/kiosk/{part}.js" for part in KIOSK)),
}


def build(programme: Programme) -> None:
    """Bring catalogues and static files up to date; does nothing where they are."""
    compile_catalogues()
    if not _manifest(programme).exists():
        _build_static(programme)


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


def manifest(programme: Programme) -> dict[str, str]:
    """From the name a template writes (css/site.css) to the name that is served."""
    return json.loads(_manifest(programme).read_text())


def _sources() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*") if p.suffix in SUFFIXES and p.is_file())


def _manifest(programme: Programme) -> Path:
    """Named after all that it depends on."""
    facts = [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in _sources()]
    known = repr((facts, TOGETHER, sorted(programme.colours.items())))
    return BUILT / f"{hashlib.sha256(known.encode()).hexdigest()}.json"


def _build_static(programme: Programme) -> None:
    """Write beside what is there: a page sent a minute ago still finds its style sheet."""
    files = {p.relative_to(SOURCE).as_posix(): _content(p, programme) for p in _sources()}
    for name, parts in TOGETHER.items():
        files[name] = b";\n".join(files[part] for part in parts)
    names = {}
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()[:8]
        stem, _, suffix = name.rpartition(".")
        names[name] = f"{stem}.{digest}.{suffix}"
        served = BUILT / names[name]
        last = served.with_name(served.name + ".gz")
        if last.exists():  # the decoder takes seconds, and hardly ever changes
            continue
        _write(served, content)
        _write(served.with_name(served.name + ".br"), brotli.compress(content, quality=11))
        _write(last, gzip.compress(content, 9, mtime=0))
    _write(_manifest(programme), json.dumps(names).encode())


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
