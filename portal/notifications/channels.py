"""Wires. Until the programme has a provider, a message becomes a file in the outbox folder."""

import json
import os
from dataclasses import dataclass
from pathlib import Path


class Trouble(Exception):
    """The wire did not take the message this time. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Folder:
    """Writes what a provider would send to `folder`, one file a message, named by its reference."""

    folder: Path

    def send(self, reference: str, channel: str, address: str, text: str) -> None:
        """Write the file whole or not at all; the same reference again replaces it.

        Raises Trouble when the folder can't be written.
        """
        letter = {"reference": reference, "channel": channel, "to": address, "text": text}
        path = self.folder / f"{reference}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(json.dumps(letter, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            raise Trouble(f"folder: {type(error).__name__}") from error
