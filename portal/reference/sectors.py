"""The sectors in which people work: one for each file of our trades."""

_ORDER = ("fr", "ar", "en", "es")
SECTORS: dict[str, tuple[str, str, str, str]] = {
    "decor": (
        "Décor et artisanat",
        "الديكور والصناعة التقليدية",
        "Decor and crafts",
        "Decoración y artesanía",
    ),
    "sewing": ("Couture", "الخياطة", "Sewing", "Costura"),
    "beauty": ("Coiffure et beauté", "الحلاقة والتجميل", "Hair and beauty", "Peluquería y belleza"),
    "education": ("Éducation", "التعليم", "Education", "Educación"),
    "catering": (
        "Cuisine et restauration",
        "الطبخ والمطاعم",
        "Cooking and catering",
        "Cocina y restauración",
    ),
    "technology": ("Informatique", "الإعلاميات", "Technology", "Informática"),
    "audiovisual": ("Audiovisuel", "السمعي البصري", "Audio-visual", "Audiovisual"),
    "cleaning": ("Nettoyage", "النظافة", "Cleaning", "Limpieza"),
    "building": (
        "Bâtiment et peinture",
        "البناء والصباغة",
        "Building and painting",
        "Construcción y pintura",
    ),
    "communication": ("Communication", "التواصل", "Communication", "Comunicación"),
    "commerce": ("Commerce", "التجارة", "Shops and sales", "Comercio"),
    "care": ("Soins et aide aux personnes", "الرعاية ومساعدة الأشخاص", "Care", "Cuidados"),
    "transport": (
        "Transport et livraison",
        "النقل والتوصيل",
        "Transport and delivery",
        "Transporte y reparto",
    ),
    "industry": ("Usine", "المصانع", "Factory work", "Fábrica"),
    "repair": ("Réparation", "الإصلاح", "Repair", "Reparación"),
    "agriculture": (
        "Agriculture et pêche",
        "الفلاحة والصيد",
        "Farming and fishing",
        "Agricultura y pesca",
    ),
    "security": ("Sécurité et gardiennage", "الأمن والحراسة", "Security", "Seguridad"),
    "office": ("Bureau", "أعمال المكتب", "Office work", "Oficina"),
    "arts": (
        "Musique, arts, sport",
        "الموسيقى والفنون والرياضة",
        "Music, arts, sports",
        "Música, arte, deporte",
    ),
    "social": (
        "Associations et social",
        "الجمعيات والعمل الاجتماعي",
        "Social work",
        "Trabajo social",
    ),
    "professions": (
        "Autres métiers qualifiés",
        "مهن مؤهلة أخرى",
        "Other skilled professions",
        "Otras profesiones",
    ),
}


def name_of(code: str, language: str) -> str:
    """The sector's name in `language`; "" for an unknown one."""
    return SECTORS[code][_ORDER.index(language)] if code in SECTORS else ""


def choices(language: str) -> list[tuple[str, str]]:
    """(code, name) pairs for a list to pick from, the programme's sectors first."""
    return [(code, name_of(code, language)) for code in SECTORS]
