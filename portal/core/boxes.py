"""Boxes that anybody may seal and only the server opens: what a device must not be able to read.

A key pair (P-256) for each purpose is derived from the key that encrypts columns, so nothing more
has to be kept or brought back after a fire. A box is

    01 | public key made for this box alone, 65 bytes | iv, 12 bytes | AES-256-GCM ciphertext

under HKDF-SHA256(shared secret, salt: the box's public key, info: the purpose). What stands beside
the box and must not be exchanged (`aad`) is bound to it. A browser does the same with WebCrypto.
"""

import json
import secrets
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.core import sealed

VERSION = b"\x01"
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256's points
PUBLIC = 65  # bytes
IV = 12
TAG = 16
LONGEST = 4_000  # bytes of a box: a name, a number and a few words are a tenth of it


class BoxError(Exception):
    """This is no box for this purpose, or not the one that stood beside `aad`."""


def public_key(purpose: str) -> bytes:
    """What seals boxes for `purpose`: 65 bytes, uncompressed, as WebCrypto imports them raw."""
    return _written(_pair(sealed.derived(f"box|{purpose}", 40)).public_key())


def seal(purpose: str, aad: str, value: dict[str, Any]) -> bytes:
    """A box as a device makes it."""
    own = ec.generate_private_key(CURVE)
    beside = _written(own.public_key())
    theirs = _pair(sealed.derived(f"box|{purpose}", 40)).public_key()
    iv = secrets.token_bytes(IV)
    text = json.dumps(value).encode()
    key = _key(own.exchange(ec.ECDH(), theirs), beside, purpose)
    return VERSION + beside + iv + AESGCM(key).encrypt(iv, text, aad.encode())


def open_box(purpose: str, aad: str, box: bytes) -> dict[str, Any]:
    """What was sealed. Raises BoxError for everything that seal() would not have made."""
    if box[:1] != VERSION or not 1 + PUBLIC + IV + TAG < len(box) <= LONGEST:
        raise BoxError
    beside, rest = box[1 : 1 + PUBLIC], box[1 + PUBLIC :]
    own = _pair(sealed.derived(f"box|{purpose}", 40))
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, beside)
        key = _key(own.exchange(ec.ECDH(), theirs), beside, purpose)
        value = json.loads(AESGCM(key).decrypt(rest[:IV], rest[IV:], aad.encode()))
    except (InvalidTag, ValueError) as error:  # a point that is not on the curve; text that is not
        raise BoxError from error
    if not isinstance(value, dict):
        raise BoxError
    return value


@lru_cache(maxsize=64)
def _pair(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The key pair of 40 random bytes: as many more than the curve's order as make it even."""
    return ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, CURVE)


def _written(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _key(shared: bytes, beside: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=beside, info=purpose.encode()).derive(shared)
