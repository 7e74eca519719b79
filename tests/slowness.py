"""Nothing slow happens while a write transaction is open: everybody else waits for it."""

import hashlib
import socket
from collections.abc import Callable
from functools import wraps

import brotli
import segno
from argon2 import PasswordHasher
from flask import has_app_context
from fpdf import FPDF

from portal.core import photos
from portal.core.db import writing

SLOW = (
    (socket.socket, "connect"),  # the database drivers do not go through it
    (socket.socket, "connect_ex"),
    (PasswordHasher, "hash"),
    (PasswordHasher, "verify"),
    (segno, "make"),
    (FPDF, "output"),
    (brotli, "compress"),
    (hashlib, "pbkdf2_hmac"),  # the keys of the door's list
    (photos, "reduced"),
)


def refuse(monkeypatch) -> None:
    """Make each of them raise inside transaction()."""
    for owner, name in SLOW:
        monkeypatch.setattr(owner, name, _outside_only(getattr(owner, name), name))


def _outside_only(slow: Callable, name: str) -> Callable:
    @wraps(slow)
    def watched(*args, **kwargs):
        if has_app_context() and writing():
            raise AssertionError(f"{name}() while a write transaction is open")
        return slow(*args, **kwargs)

    return watched
