"""Columns that are encrypted at rest, and the blind index that finds a phone number."""

import hmac
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from portal.core.keys import Keys

VERSION = b"\x01"
NONCE = 12
_keys: list[Keys] = []


def use(keys: Keys) -> None:
    """Seal and open with `keys` from now on, in this process."""
    _keys[:] = [keys]


def phone_index(e164: str) -> bytes:
    """What stands for a number (E.164) in an index: equal for equal numbers, useless alone."""
    return hmac.digest(_keys[0].phone_index, e164.encode(), "sha256")


def keyed(purpose: str, text: str) -> bytes:
    """A keyed digest of `text`, one for each purpose: what a leaked table can't be searched with.

    The key stands outside the database: this is the pepper of PINs and of one-time codes.
    """
    return hmac.digest(_keys[0].phone_index, f"{purpose}|{text}".encode(), "sha256")


def derived(purpose: str, length: int) -> bytes:
    """Key material of its own for `purpose`, always the same while the keys are."""
    return HKDF(SHA256(), length=length, salt=None, info=purpose.encode()).derive(_keys[0].fields)


class Sealed(TypeDecorator[Any]):
    """A JSON value kept as AES-256-GCM. `purpose` (table.column) is bound to the ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None:
            return None
        nonce = secrets.token_bytes(NONCE)
        text = json.dumps(value, ensure_ascii=False).encode()
        box = AESGCM(_keys[0].fields).encrypt(nonce, text, self.purpose.encode())
        return VERSION + nonce + box

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        if value is None:
            return None
        nonce, box = value[1 : 1 + NONCE], value[1 + NONCE :]
        return json.loads(AESGCM(_keys[0].fields).decrypt(nonce, box, self.purpose.encode()))
