"""Until the programme has a provider: a letter becomes a file that a person can open."""

import json
import os
import threading
from pathlib import Path
from urllib.parse import unquote

from portal.notifications.wires.base import Callback, Forged, Letter, Receipt, Trouble
from portal.notifications.wires.setting import Setting


class Folder:
    """Writes what a provider would be given, one file a letter, named by its reference."""

    dedupes = True
    tells = False
    hook = ""
    price = 0
    rate = 0.0

    def __init__(self, folder: Path, *, name: str, channel: str) -> None:
        self.folder = folder
        self.name = name
        self.channel = channel

    def send(self, letter: Letter) -> str:
        """Write the file whole or not at all; the same reference again replaces it.

        Raises Trouble when the folder can't be written.
        """
        facts = {
            "reference": letter.reference,
            "channel": letter.channel,
            "to": letter.address,
            "text": letter.text,
        }
        if letter.subject:
            facts["subject"] = letter.subject
        path = self._path(letter)
        draft = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            raise Trouble(f"folder: {type(error).__name__}") from error
        return ""

    def ask(self, letter: Letter) -> str | None:
        """ "" when the file is there, None when not."""
        return "" if self._path(letter).exists() else None

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """A folder sends no receipts: raises Forged."""
        raise Forged

    def _path(self, letter: Letter) -> Path:
        return self.folder / f"message-{letter.reference}.json"


def from_setting(setting: Setting) -> Folder:
    """`folder:///var/outbox`; `folder://var/outbox` counts from where the portal was started."""
    setting.only(("sms", "whatsapp", "email"), ())
    path = setting.need(f"{setting.place}{unquote(setting.path)}".strip("/"), "the folder")
    root = "" if setting.place else "/"
    return Folder(Path(f"{root}{path}"), name=setting.name, channel=setting.channel)
