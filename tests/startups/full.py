"""A page on which everything is filled in, as far as its form lets it."""

import random
from functools import cache
from pathlib import Path

from portal.core import photo_files, photos
from portal.startups.models import Startup, StartupPhoto
from portal.startups.states import Unit
from tests.factories import startups
from tests.startups.pictures import camera

LINE = {
    "fr": "Robes, sacs et coussins en wax, cousus à la main à Salé, sur mesure",
    "ar": "فساتين وحقائب ووسائد من قماش الواكس، مخيطة باليد في سلا، حسب المقاس وبكميات صغيرة",
    "en": "Dresses, bags and cushions in wax cloth, sewn by hand in Salé, to measure",
    "es": "Vestidos, bolsos y cojines de tela wax, cosidos a mano en Salé, a medida",
}
ABOUT = {
    "fr": "Nous sommes cinq couturières venues de quatre pays. Chaque pièce passe par deux mains. "
    "Nous prenons vos mesures chez vous, nous livrons en une semaine et nous réparons toujours. ",
    "ar": "نحن خمس خياطات من أربعة بلدان. كل قطعة تمر بين يدين. نأخذ المقاسات في بيوتكم، "
    "ونسلم في أسبوع، ونصلح دائما ما صنعناه. ",
    "en": "We are five seamstresses from four countries. Each piece goes through two hands. We "
    "take your measures at your home, deliver within a week, and we always repair what we made. ",
    "es": "Somos cinco costureras de cuatro países. Cada pieza pasa por dos manos. Tomamos medidas "
    "en su casa, entregamos en una semana y siempre reparamos lo que hicimos. ",
}
NAMES = {
    "fr": "Robe longue doublée, taille au choix, modèle",
    "ar": "فستان طويل مبطن، المقاس حسب الاختيار، نموذج",
    "en": "Long lined dress, any size, model",
    "es": "Vestido largo forrado, talla a elegir, modelo",
}
LINKS = (
    ("facebook", "https://www.facebook.com/atelier.baobab.sale"),
    ("instagram", "https://www.instagram.com/atelier_baobab_sale"),
    ("tiktok", "https://www.tiktok.com/@atelierbaobab"),
    ("youtube", "https://www.youtube.com/@atelierbaobab"),
    ("website", "https://atelier-baobab.ma/"),
)


def long_text(lang: str) -> str:
    """1,000 letters that say nothing twice in the same order."""
    words = f"{LINE[lang]} {ABOUT[lang]} {NAMES[lang]}".split()
    return " ".join(random.Random(lang).choices(words, k=300))[:1000]


def full(**other) -> Startup:
    """Twelve products, six photos, five links, long texts in four languages."""
    products = [
        startups.product(
            name={lang: f"{name} {number}" for lang, name in NAMES.items()},
            price_from=12_000 + 1_550 * number,
            price_to=25_000 + 990 * number if number % 2 else None,
            unit=list(Unit)[number % len(Unit)],
        )
        for number in range(12)
    ]
    facts = {
        "name": "Coopérative Atelier Baobab & Filles de Salé",
        "trade": "dressmaker",
        "line": LINE,
        "about": {lang: long_text(lang) for lang in ABOUT},
        "area": dict.fromkeys(LINE, "Rabat, Salé, Témara, Kénitra – livraison dans tout le Maroc"),
        "links": [{"kind": kind, "address": address} for kind, address in LINKS],
        "supported_by": "Work4Integration – Soleterre, CEFA, Fondation Orient-Occident",
        "ramadan_hours": {day: [["10:00", "15:00"], ["21:00", "00:30"]] for day in ("mon", "thu")},
        "listed": True,
        "products": products,
        "photos": [startups.photo(alt=LINE, place=number) for number in range(6)],
    }
    return startups.startup(**facts | other)


@cache
def _reduced(seed: int) -> photos.Reduced:
    return photos.reduced(camera(1280, 960, seed))


def photographed(data_dir: Path, count: int) -> list[StartupPhoto]:
    """Photos whose files are there, as busy and grainy as a phone takes them."""
    made = []
    for seed in range(count):
        kept = photo_files.keep(data_dir / photo_files.FOLDER, _reduced(seed))
        facts = {"width": kept.width, "height": kept.height, "files": kept.files}
        alt = {"fr": f"Photo {seed}"}
        made.append(startups.photo(token=kept.token, digest=kept.digest, alt=alt, **facts))
    return made
