"""The set of pictures: which badges, how held, in what light. The same list each time."""

import itertools
import zlib

import numpy as np

from tests.kiosks.camera_like import FULL, LARGE, SMALL, Shot, code

SIZES = (SMALL, LARGE)
BEYOND = "beyond reading"
NOTHING = "nothing"  # rooms without a badge, and codes that are not of a badge


def every() -> list[Shot]:
    """All of them, group by group."""
    return [*_far_and_near(), *_spoilt(), *_mixed(), *_hopeless(), *_none()]


def some(step: int) -> list[Shot]:
    """A few of each group, for a quick look; an odd step, for both sizes."""
    return [shot for _, group in grouped(every()).items() for shot in group[::step]]


def grouped(shots: list[Shot]) -> dict[str, list[Shot]]:
    found = itertools.groupby(shots, key=lambda shot: shot.group)
    return {name: list(group) for name, group in found}


def _luck(group: str, number: int) -> np.random.Generator:
    return np.random.default_rng([zlib.crc32(group.encode()), number])


def _shot(group: str, number: int, **how) -> Shot:
    """One picture; what `how` leaves open differs a little from one to the next."""
    luck = _luck(group, number)
    usual = {
        "text": code(luck),
        "size": SIZES[number % 2],
        "px": float(luck.choice([5, 6, 8, 10, 12, 15])),
        "angle": float(luck.uniform(-12, 12)),
        "tilt": float(luck.uniform(0, 15)),
        "look": "paper" if number % 4 == 3 else "screen",
    }
    return Shot(group=group, number=number, **usual | how)


def _far_and_near() -> list[Shot]:
    """By size alone: 40 pixels a module (the badge fills the picture) down to 3 (at two metres)."""
    shots = []
    for px in (40, 30, 20, 15, 10, 8, 6, 5, 4, 3):
        sizes = {40: (FULL,), 30: (LARGE, FULL)}.get(px, SIZES)
        for number in range(10):
            size = sizes[number % len(sizes)]
            blur = 0.06 if px > 6 else 0.5 / px  # a lens is never sharper than half a pixel
            shots.append(_shot(f"{px} px a module", number, px=float(px), size=size, blur=blur))
    return shots


def _spoilt() -> list[Shot]:
    """One thing wrong at a time, from a little to as much as a person would still call readable."""
    groups = {
        "blurred": lambda n: {"blur": 0.25 + 0.05 * (n % 8)},
        "moved": lambda n: {"motion": 0.4 + 0.12 * (n % 8)},
        "noisy": lambda n: {"noise": 12.0 + 4 * (n % 8)},
        "turned": lambda n: {"angle": 24.0 * n + 7},
        "tilted": lambda n: {"tilt": 25.0 + 3 * (n % 12), "px": 8.0 + n % 5},
        "dark": lambda n: {"light": 0.5 / 1.45**n if n < 8 else 0.05, "noise": 6.0},
        "glare": lambda n: {"glare": 0.5 + 0.1 * (n % 8)},
        "cracked": lambda n: {"cracks": 3 + n % 8},
        "moire": lambda n: {"moire": 0.08 + 0.03 * (n % 8), "look": "screen"},
        "flickering": lambda n: {"bands": 0.2 + 0.05 * (n % 8), "look": "screen"},
        "jpeg": lambda n: {"jpeg": 50 - 5 * (n % 8), "blur": 0.1},
        "inverted": lambda n: {"inverted": True, "look": "screen", "blur": 0.1 + 0.03 * (n % 8)},
        "covered": lambda n: {"covered": 1.5 + 0.2 * (n % 8)},
        "mirrored": lambda n: {"mirrored": True},
    }
    return [_shot(name, n, **how(n)) for name, how in groups.items() for n in range(16)]


def _mixed() -> list[Shot]:
    """As it really is: a bit of everything."""
    shots = []
    for number in range(48):
        luck = _luck("mixed", 1000 + number)
        how = {
            "angle": luck.normal(0, 25),
            "tilt": luck.uniform(0, 35),
            "blur": luck.uniform(0.05, 0.35),
            "motion": luck.choice([0, 0, 0.4, 0.7]),
            "noise": luck.uniform(3, 18),
            "light": luck.choice([1, 1, 0.5, 0.25]),
            "glare": luck.choice([0, 0, 0, 0.5]),
            "cracks": int(luck.choice([0, 0, 0, 4])),
            "jpeg": int(luck.integers(50, 95)),
        }
        shots.append(_shot("mixed", number, **{k: type(v)(v) for k, v in how.items()}))
    return shots


def _hopeless() -> list[Shot]:
    """Beyond what a person would call readable: counted apart, and never read wrong."""
    worst = [{"px": 3.0, "noise": 30.0}, {"blur": 0.9}, {"motion": 2.5}, {"covered": 5.0}]
    worst += [{"glare": 2.5}, {"tilt": 72.0}, {"light": 0.01, "noise": 9.0}, {"cracks": 30}]
    return [_shot(BEYOND, n, **worst[n % len(worst)]) for n in range(24)]


def _none() -> list[Shot]:
    """Rooms, and the QR of something else."""
    other = ["7K3M9QX0", "HELLO", "12345678", "AB:CD/E", "T0K-3N"]
    rooms = [_shot(NOTHING, n, text=None) for n in range(12)]
    strange = [_shot(NOTHING, 12 + n, text=other[n % 5], px=12.0) for n in range(12)]
    return rooms + strange
