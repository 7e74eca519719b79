"""Pictures such as a door's camera takes of badges: made, not taken; the same ones each time.

A badge is drawn as the portal draws it, put on a telephone or on paper, held before a pinhole
camera in front of a cluttered room, and then spoilt: blur, dark, glare, cracks, noise, JPEG.
Grey frames: a colour camera's three noises average out, one does not, so these are the harder ones.
"""

import io
import math
import re
import zlib
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from portal.core import codes
from portal.events import badges

MODULES = 21  # of a QR of version 1
SMALL, LARGE, FULL = (640, 480), (1280, 720), (1920, 1080)
DISTANCE = 70.0  # from the lens to the badge, in modules: an arm's length


@dataclass(frozen=True)
class Shot:
    """How one picture is taken; lengths are in modules, `px` is how many pixels a module has."""

    group: str
    number: int
    text: str | None
    size: tuple[int, int] = SMALL
    px: float = 10.0
    look: str = "screen"
    angle: float = 0.0
    tilt: float = 0.0
    blur: float = 0.08
    motion: float = 0.0
    light: float = 1.0
    noise: float = 3.0
    glare: float = 0.0
    cracks: int = 0
    moire: float = 0.0
    bands: float = 0.0
    covered: float = 0.0
    jpeg: int = 90
    inverted: bool = False
    mirrored: bool = False
    seed: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", zlib.crc32(f"{self.group} {self.number}".encode()))


def picture(shot: Shot) -> Image.Image:
    """The frame as the camera gives it: grey, 8 bits."""
    luck = np.random.default_rng(shot.seed)
    frame = _room(shot, luck)
    centre = _centre(shot, luck)
    if shot.text is not None:
        _hold(frame, _badge(shot, luck), shot, centre, luck)
    sigma = shot.blur * shot.px
    frame = frame.filter(ImageFilter.GaussianBlur(sigma)) if sigma else frame
    seen = _through_the_lens(np.asarray(frame, np.float32) / 255, shot, centre, luck)
    file = io.BytesIO()
    Image.fromarray((seen * 255).astype(np.uint8)).save(file, "JPEG", quality=shot.jpeg)
    frame = Image.open(file).convert("L")
    return frame.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if shot.mirrored else frame


def modules(text: str) -> np.ndarray:
    """The badge's QR as the page draws it, true where it is dark, without its quiet zone."""
    drawn = re.search(r' d="([^"]+)"', badges.qr_svg(text)).group(1)
    side = int(re.search(r'viewBox="0 0 (\d+)', badges.qr_svg(text)).group(1))
    dark = np.zeros((side, side), bool)
    x = y = 0
    for letter, numbers in re.findall(r"([Mmh])([^Mmh]*)", drawn):
        if letter == "h":
            dark[y, x : x + int(numbers)] = True
            x += int(numbers)
            continue
        across, down = re.findall(r"-?[\d.]+", numbers)
        begin = (0, 0) if letter == "M" else (x, y)
        x, y = begin[0] + int(across), begin[1] + int(float(down))
    return dark[badges.BORDER : -badges.BORDER, badges.BORDER : -badges.BORDER]


def code(luck: np.random.Generator) -> str:
    """A code as on a badge, but always the same for the same luck."""
    body = "".join(codes.ALPHABET[i] for i in luck.integers(0, 32, codes.LENGTH - 1))
    return body + codes.check_character(body)


# What stands before the lens


def _badge(shot: Shot, luck: np.random.Generator) -> Image.Image:
    """A telephone or a sheet that shows the badge, the QR in the middle of the picture."""
    scale = _scale(shot)
    wide, high = (37, 61) if shot.look == "screen" else (45, 45)
    paper, ink = (242, 16) if shot.look == "screen" else (215, 55)
    if shot.inverted:
        paper, ink = 22, 225
    frame = Image.new("L", (wide * scale, high * scale), 24 if shot.look == "screen" else paper)
    draw = ImageDraw.Draw(frame)
    if shot.look == "screen":
        edge = [2 * scale, 5 * scale, (wide - 2) * scale, (high - 5) * scale]
        draw.rectangle(edge, fill=30 if shot.inverted else 226)
        card = [3 * scale, high * scale // 2 - 17 * scale, (wide - 3) * scale, 51 * scale]
        draw.rectangle(card, fill=paper)
    qr = Image.fromarray(np.where(modules(shot.text), ink, paper).astype(np.uint8))
    qr = qr.resize((MODULES * scale,) * 2, Image.Resampling.NEAREST)
    at = ((wide - MODULES) * scale // 2, (high - MODULES) * scale // 2)
    frame.paste(qr, at)
    words = ImageFont.load_default(max(8, int(2.6 * scale)))
    written = codes.shown(shot.text)
    below = (wide * scale // 2, at[1] + int((MODULES + 4.5) * scale))
    draw.text(below, written, fill=ink, font=words, anchor="mm")
    _spoil(frame, scale, shot, luck)
    return _striped(frame, scale, shot, luck) if shot.moire or shot.bands else frame


def _spoil(frame: Image.Image, scale: int, shot: Shot, luck: np.random.Generator) -> None:
    """Fingers before the badge, cracks in the glass: both belong to the telephone."""
    draw = ImageDraw.Draw(frame)
    middle = np.array(frame.size) / 2
    if shot.covered:
        # Never over the three large squares: no reader finds a QR without them.
        spot = middle + scale * (MODULES / 2 - 1.5 + luck.uniform(-0.7, 0.7, 2))
        reach = shot.covered * scale
        draw.ellipse([*(spot - reach), *(spot + reach)], fill=int(luck.integers(90, 170)))
    hit = middle + scale * luck.uniform(-7, 7, 2)
    for ray in range(shot.cracks):
        way = 2 * math.pi * (ray + luck.uniform(-0.3, 0.3)) / max(shot.cracks, 1)
        points = [tuple(hit)]
        for _ in range(7):
            way += luck.uniform(-0.5, 0.5)
            step = scale * luck.uniform(2, 6) * np.array([math.cos(way), math.sin(way)])
            points.append(tuple(np.array(points[-1]) + step))
        width = max(1, round(scale * luck.uniform(0.12, 0.35)))
        draw.line(points, fill=int(luck.choice([8, 235, 150])), width=width)


def _striped(frame: Image.Image, scale: int, shot: Shot, luck: np.random.Generator) -> Image.Image:
    """A screen has a grid of its own, that beats with the sensor's; dimmed, it flickers, too."""
    seen = np.asarray(frame, np.float32)
    down, right = (at / scale for at in np.mgrid[0 : seen.shape[0], 0 : seen.shape[1]])
    wave, way = math.tau / luck.uniform(0.35, 1.6), luck.uniform(0, math.pi)
    grid = np.sin(wave * (right * math.cos(way) + down * math.sin(way)))
    dim = np.sin(down * math.tau / luck.uniform(4, 14)) > 0.2
    seen = seen * (1 + shot.moire * grid) / (1 + shot.moire) * (1 - shot.bands * dim)
    return Image.fromarray(seen.astype(np.uint8))


def _centre(shot: Shot, luck: np.random.Generator) -> np.ndarray:
    """Where in the frame the middle of the QR is: all of it is seen."""
    free = np.maximum(0, np.array(shot.size) / 2 - shot.px * MODULES * 0.62)
    return np.array(shot.size) / 2 + luck.uniform(-0.8, 0.8, 2) * free


def _hold(
    frame: Image.Image,
    badge: Image.Image,
    shot: Shot,
    centre: np.ndarray,
    luck: np.random.Generator,
) -> None:
    """Draw the badge into the frame as a camera sees it that looks at it aslant."""
    scale = _scale(shot)
    badge = badge.filter(ImageFilter.GaussianBlur(0.6 * scale / shot.px))
    turn, lean = math.radians(shot.angle), math.radians(shot.tilt)
    way = luck.uniform(0, 2 * math.pi)
    flat = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    axis = np.array([math.cos(way), math.sin(way)])
    across = np.array([-axis[1], axis[0]])
    leant = np.outer(axis, axis) + math.cos(lean) * np.outer(across, across)
    place = np.eye(3)
    place[:2, :2] = shot.px * leant @ flat
    place[2, :2] = math.sin(lean) / DISTANCE * across @ flat
    place = np.array([[1, 0, centre[0]], [0, 1, centre[1]], [0, 0, 1]]) @ place
    on_badge = np.diag([scale, scale, 1.0])
    on_badge[:2, 2] = np.array(badge.size) / 2
    back = on_badge @ np.linalg.inv(place)
    back /= back[2, 2]
    how = (shot.size, Image.Transform.PERSPECTIVE, back.ravel()[:8], Image.Resampling.BILINEAR)
    mask = Image.new("L", badge.size, 255).transform(*how)
    frame.paste(badge.transform(*how), mask=mask)


def _scale(shot: Shot) -> int:
    """Pixels of a module in the drawing that is then photographed."""
    return max(6, round(min(2 * shot.px, 24)))


def _room(shot: Shot, luck: np.random.Generator) -> Image.Image:
    """A hall: soft light, edges, things that are square and are no QR."""
    soft = Image.fromarray(luck.integers(40, 210, (6, 8)).astype(np.uint8))
    frame = soft.resize(shot.size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(frame)
    for _ in range(30):
        corner = luck.uniform(0, 1, 2) * shot.size
        side = luck.uniform(0.02, 0.25, 2) * shot.size[1]
        grey = int(luck.integers(10, 245))
        if luck.random() < 0.7:
            draw.rectangle([*corner, *(corner + side)], fill=grey)
        else:
            draw.line([*corner, *(corner + 3 * side - side)], fill=grey, width=4)
    return frame.filter(ImageFilter.GaussianBlur(shot.size[1] / 300))


# What the lens, the light and the sensor do to it


def _through_the_lens(
    seen: np.ndarray, shot: Shot, centre: np.ndarray, luck: np.random.Generator
) -> np.ndarray:
    """From the scene as it is (0 to 1) to the sensor's pixels."""
    if shot.motion:
        seen = _moved(seen, shot.motion * shot.px, luck.uniform(0, math.pi))
    light = seen ** np.float32(2.2) * np.float32(shot.light)
    if shot.glare:
        down, right = np.mgrid[0 : seen.shape[0], 0 : seen.shape[1]].astype(np.float32)
        spot = centre + luck.uniform(-6, 6, 2) * shot.px
        far = (right - spot[0]) ** 2 + (down - spot[1]) ** 2
        light = light + shot.glare * np.exp(-far / (2 * (4 * shot.px) ** 2))
    grain = np.float32(shot.noise / 255)
    # Photons come by chance: a dark picture that is amplified shows how few there were.
    light += _chance(seen, luck) * (grain * np.sqrt(np.clip(light, 0.002, 1)))
    gain = 1 / max(shot.light, 0.04) if shot.light < 1 else 1.0
    signal = np.clip(light * min(gain, 6.0), 0, 1) ** np.float32(1 / 2.2)
    return np.clip(signal + grain * _chance(seen, luck), 0, 1)


def _chance(seen: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    return luck.standard_normal(seen.shape, np.float32)


def _moved(seen: np.ndarray, far: float, way: float) -> np.ndarray:
    """The mean of all that the sensor saw while the hand moved."""
    steps = max(2, math.ceil(far))
    moves = [far * (step / (steps - 1) - 0.5) for step in range(steps)]
    shifts = {(round(m * math.sin(way)), round(m * math.cos(way))) for m in moves}
    return sum(np.roll(seen, shift, (0, 1)) for shift in sorted(shifts)) / len(shifts)
