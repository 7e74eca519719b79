"""Photos for the demonstration, drawn by the portal itself: no faces, no download."""

import io
from collections.abc import Callable
from typing import Any

from portal.demo_photos import bench, cloth, craft, desk, food, studio, works
from portal.demo_photos.camera import Camera, taken
from portal.demo_photos.stage import Light, Stage

SCENES: dict[str, Callable[[Stage], Any]] = {
    "draped": cloth.draped,
    "folded": cloth.folded,
    "pottery": craft.pottery,
    "baskets": craft.baskets,
    "soap": craft.soap,
    "table": food.table_laid,
    "spices": food.spices,
    "fruit": food.fruit,
    "wall": works.wall,
    "tiles": works.tiles,
    "repair": bench.repair,
    "cleaning": works.cleaning,
    "laptop": desk.laptop,
    "books": desk.books,
    "prints": desk.prints,
    "film": studio.film,
    "hair": studio.hair,
}


def draw(scene: str, seed: int) -> bytes:
    """A JPEG as a phone would send it; the same for the same seed."""
    stage = Stage(seed)
    told = SCENES[scene](stage)
    camera, light = told if isinstance(told, tuple) else (told, Light())
    assert isinstance(camera, Camera)  # noqa: S101 - what a scene returns
    photo = taken(stage.lit(light), camera, stage.chance)
    content = io.BytesIO()
    photo.save(content, "JPEG", quality=90)
    return content.getvalue()
