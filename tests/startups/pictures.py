"""Photos as phones take them, drawn here, and how a member sends one."""

import io
import random
import re
from functools import cache

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from tests.people import token_in

PHOTOS = "/fr/founder/photos/"


@cache
def camera(width: int = 800, height: int = 600, seed: int = 1, quality: int = 88) -> bytes:
    """A JPEG like a camera's: soft shapes, edges, grain."""
    chance = random.Random(seed)
    rough = Image.effect_noise((max(2, width // 8), max(2, height // 8)), 60)
    soft = rough.resize((width, height), Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (soft, light, Image.blend(light, soft, 0.5)))
    pen = ImageDraw.Draw(picture)
    for _ in range(80):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.randrange(9, 90)
        colour = tuple(chance.randrange(256) for _ in range(3))
        pen.ellipse((x, y, x + size * width // 800, y + size * height // 600), fill=colour)
    grain = Image.effect_noise((width, height), 14).convert("RGB")
    return written(Image.blend(picture, grain, 0.12), "JPEG", quality=quality)


def written(picture: Image.Image, kind: str, **how) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def answers(page: str, content: bytes, **other) -> dict:
    """The form of the page, filled in with this file."""
    name = other.pop("file_name", "photo.jpg")
    mime = other.pop("mime", "image/jpeg")
    return {
        "form_token": token_in(page, PHOTOS),
        "photo": FileStorage(io.BytesIO(content), name, "photo", mime),
        "alt": "Trois sacs bleus",
        "faces": "nobody",
        **other,
    }


def send(client, content: bytes, **other):
    """Open the page of photos and send one."""
    return post(client, answers(client.get(PHOTOS).text, content, **other))


def post(client, data: dict):
    """As a browser sends a form with a file. (The test client leaves large files open.)"""
    body, _, boundary = stream_encode_multipart(data, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(PHOTOS, data=body.read(), content_type=kind)


def said(answer) -> str:
    """The sentence beside a field, or above the form."""
    found = re.findall(r'class="wrong"[^>]*>([^<]+)<', answer.text)
    return found[0] if found else ""
