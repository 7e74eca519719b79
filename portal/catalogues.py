"""The translation catalogues: brought up to date with the code, and checked.

python -m portal.catalogues update|check
"""

import re
import subprocess
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from portal.build import CATALOGUES
from portal.settings import ROOT
from portal.web.locale import LANGUAGES

SOURCE = "en"  # the language that the code is written in
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def extracted() -> Catalog:
    """Every sentence in the code and the templates."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        options = ["-F", "pyproject.toml", "-k", "lazy_gettext", "--no-location", "-o", str(pot)]
        subprocess.run([*command, *options, "."], cwd=ROOT, check=True)  # noqa: S603
        with pot.open("rb") as file:
            return read_po(file)


def path_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is no file yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Add what is new, drop what is gone; the English catalogue repeats the code's own words."""
    template = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(deepcopy(template), no_fuzzy_matching=True)  # it shares its messages
        catalogue.obsolete.clear()
        if language == SOURCE:
            for message in _messages(catalogue):
                message.string = message.id
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, sort_output=True, no_location=True, width=100)


def problems() -> list[str]:
    """What is wrong with the catalogues, a sentence each."""
    template = extracted()
    wanted = {message.id for message in _messages(template)}
    found = []
    for language in LANGUAGES:
        catalogue = read(language)
        have = {message.id for message in _messages(catalogue)}
        found += [f"{language}: not in the catalogue: {_short(i)}" for i in wanted - have]
        found += [f"{language}: no longer in the code: {_short(i)}" for i in have - wanted]
        for message in _messages(catalogue):
            wrong = _wrong(message, catalogue)
            found += [f"{language}: {fault}: {_short(message.id)}" for fault in wrong]
    return sorted(found)


def _wrong(message: Message, catalogue: Catalog) -> list[str]:
    forms: Any = message.string if isinstance(message.string, tuple) else (message.string,)
    ids: Any = message.id if isinstance(message.id, tuple) else (message.id,)
    if message.fuzzy:
        return ["marked fuzzy"]
    if catalogue.locale_identifier != SOURCE and forms == ids and len(ids[0].split()) > 2:
        return ["still in English"]
    if not all(forms) or (message.pluralizable and len(forms) != catalogue.num_plurals):
        return ["not translated"]
    allowed = set(_PLACEHOLDER.findall(" ".join(ids)))
    used = [set(_PLACEHOLDER.findall(form)) for form in forms]
    if any(not names <= allowed for names in used):
        return ["an unknown placeholder"]
    if not message.pluralizable and used[0] != allowed:
        return ["a placeholder is missing"]
    return []


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _short(message_id: Any) -> str:
    text = message_id if isinstance(message_id, str) else message_id[0]
    return text if len(text) < 70 else text[:67] + "…"


def main(words: list[str]) -> int:
    """Run `update` or `check`; the exit status."""
    if words == ["update"]:
        update()
        return 0
    found = problems()
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
