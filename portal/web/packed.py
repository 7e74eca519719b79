"""A page that many people are sent: compressed once, with a hole for each one's own token.

A Brotli stream (RFC 7932) is a row of blocks, and a block may hold bytes as they are. The token
gets such a block to itself; those before and after it stay the same for everyone. This takes a
third off the price of the page that is asked for most, and affords the best compression there is.
"""

import secrets
import string
from dataclasses import dataclass

import brotli

QUALITY = 11
LETTERS = string.ascii_letters + string.digits
OTHERS = str.maketrans(LETTERS, LETTERS[1:] + LETTERS[0])
TAIL = 2  # characters after the hole that go with it: they decide how the next one is coded


@dataclass(frozen=True)
class Packed:
    """The blocks before the hole, what follows the hole in its own block, and those after."""

    before: bytes
    tail: bytes
    after: bytes

    def filled(self, filling: str) -> bytes:
        """The whole stream with `filling` in the hole. Its length is the one given to pack()."""
        if not self.after:
            return self.before
        return self.before + _as_it_is(filling.encode() + self.tail) + self.after


def pack(page: str, hole: str, length: int) -> Packed | None:
    """`page` with a hole of `length` bytes where it says `hole`; None if that can't be done."""
    parts = page.split(hole) if hole else [page]
    if len(parts) == 1:
        return Packed(brotli.compress(page.encode(), quality=QUALITY), b"", b"")
    if len(parts) > 2:
        return None
    # Random, so that nothing elsewhere on the page is coded as a copy of it.
    stand_in = "".join(secrets.choice(LETTERS) for _ in range(length))
    made = _pack(parts[0].encode(), stand_in.encode(), parts[1].encode())
    other = stand_in.translate(OTHERS)  # differs in each character: shows every copy of the hole
    try:
        fine = brotli.decompress(made.filled(other)).decode() == other.join(parts)
    except brotli.error:
        fine = False
    return made if fine else None


def _pack(before: bytes, stand_in: bytes, after: bytes) -> Packed:
    tail, rest = after[:TAIL], after[TAIL:]
    press = brotli.Compressor(quality=QUALITY)
    first = press.process(before) + press.flush()
    press.process(stand_in + tail)
    press.flush()
    return Packed(first, tail, press.process(rest) + press.finish())


def _as_it_is(content: bytes) -> bytes:
    """A block of bytes that are not compressed: its header is 20 bits, filled up to three bytes."""
    return (len(content) - 1 << 3 | 1 << 19).to_bytes(3, "little") + content
