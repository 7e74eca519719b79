"""The watch over write transactions does bark."""

import socket

import pytest
import segno

from portal.accounts.operations.staff_keys import hash_password
from portal.core.db import transaction


def connect():
    with socket.socket() as line:
        line.connect(("127.0.0.1", 9))


def hash_a_password():
    hash_password("correct horse battery")


def draw():
    segno.make("7K3M9QXH")


@pytest.mark.parametrize("deed", [connect, hash_a_password, draw])
def test_nothing_slow_happens_while_a_write_transaction_is_open(rows, deed):
    with pytest.raises(AssertionError, match="write transaction"), transaction():
        deed()
