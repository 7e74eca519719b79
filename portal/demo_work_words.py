"""Who hires and what is offered in the demonstration. Every name is invented."""

from typing import Any

# name, form, city code, sector, how to reach them, state, members' name
ORGANISATIONS: list[dict[str, Any]] = [
    {"name": "Atelier Nour", "form": "sarl", "city": "sale", "sector": "sewing", "member": "Salma"},
    {"name": "Restaurant Le Bouregreg", "form": "sarl", "city": "rabat", "sector": "catering"},
    {"name": "Coopérative Tissage du Détroit", "form": "cooperative", "city": "tanger", "sector": "decor"},
    {"name": "شركة البناء المتوسطي", "form": "sarl", "city": "tanger", "sector": "building"},
    {"name": "Crèche Les Hirondelles", "form": "association", "city": "rabat", "sector": "education"},
    {"name": "Oriental Web Studio", "form": "sarl", "city": "oujda", "sector": "technology"},
    {"name": "Salon Yasmine", "form": "auto_entrepreneur", "city": "beni-mellal", "sector": "beauty"},
    {"name": "Maison Fatima Couture", "form": "auto_entrepreneur", "city": "rabat", "sector": "sewing"},
    {"name": "Traiteur Al Andalous", "form": "sarl", "city": "tanger", "sector": "catering"},
    {"name": "Coopérative Le Fournil de Salé", "form": "cooperative", "city": "sale", "sector": "catering"},
    {"name": "Studio Tresses & Co", "form": "auto_entrepreneur", "city": "rabat", "sector": "beauty"},
    {"name": "Peinture Express Oujda", "form": "sarl", "city": "oujda", "sector": "building"},
    {"name": "Marché Vert", "form": "cooperative", "city": "beni-mellal", "sector": "commerce"},
    {"name": "Net & Clair Services", "form": "sarl", "city": "rabat", "sector": "cleaning", "state": "pending"},
    {"name": "Import Chance", "form": "other", "city": "casablanca", "sector": "commerce", "state": "suspended", "why": "Demande de l'argent aux candidats."},
]  # fmt: skip

# by the name of the organisation; None: the programme itself
OPENINGS: list[dict[str, Any]] = [
    {
        "of": "Atelier Nour", "kind": "internship", "language": "fr", "places": 2, "weeks": 8, "pay": 1800,
        "title": "Couturière ou couturier, stage puis emploi", "words": "couturière", "trade": "dressmaker",
        "about": "Vous cousez des djellabas et des rideaux avec notre équipe de cinq personnes. Après deux mois, "
        "deux emplois sont possibles.",
        "activities": "Piquer à la machine, couper, repasser, parler avec les clientes.",
        "hours": "9 h – 17 h, du lundi au vendredi", "benefits": ["meals"],
    },
    {
        "of": "Atelier Nour", "kind": "fixed_term", "language": "fr", "places": 1, "weeks": 26, "pay": 3400,
        "title": "Retoucheur ou retoucheuse", "words": "retouches", "trade": "clothes-alterer",
        "about": "Ourlets, fermetures, reprises. Un CDD de six mois.", "hours": "10 h – 18 h", "benefits": [],
    },
    {
        "of": "Restaurant Le Bouregreg", "kind": "permanent", "language": "fr", "places": 2, "weeks": None,
        "title": "Cuisinier ou cuisinière", "words": "cuisine", "trade": "cook", "pay": 4200, "pay_to": 5000,
        "about": "Cuisine marocaine et africaine, soixante couverts. Nous cherchons quelqu'un de propre et de calme.",
        "hours": "service du soir, deux jours libres", "benefits": ["meals", "transport"],
    },
    {
        "of": "Restaurant Le Bouregreg", "kind": "daily", "language": "en", "places": 4, "weeks": None,
        "title": "Waiters for wedding parties", "words": "waiter", "trade": "waiter", "pay": 250, "period": "day",
        "about": "Friday and Saturday evenings. You carry trays and speak with guests in French or English.",
        "hours": "6 pm – 1 am", "benefits": ["meals", "transport"],
    },
    {
        "of": "Coopérative Tissage du Détroit", "kind": "apprenticeship", "language": "fr", "places": 4, "weeks": 40,
        "title": "Apprentie ou apprenti tapissier", "words": "tapissier", "trade": "upholsterer", "pay": 1200,
        "about": "Vous apprenez à tisser et à monter des salons marocains, avec un diplôme à la fin.",
        "hours": "9 h – 16 h", "benefits": ["lodging"],
    },
    {
        "of": "شركة البناء المتوسطي", "kind": "fixed_term", "language": "ar", "places": 6, "weeks": 16, "pay": 130,
        "period": "day", "title": "بنّاؤون ومساعدو بنّائين", "words": "بناء", "trade": "mason",
        "about": "ورش سكني في طنجة لمدة أربعة أشهر. نوفر الخوذة والحذاء والقفازات.",
        "hours": "من السابعة صباحا إلى الثالثة بعد الزوال", "benefits": ["transport"],
    },
    {
        "of": "شركة البناء المتوسطي", "kind": "permanent", "language": "ar", "places": 2, "weeks": None, "pay": 3800,
        "title": "صبّاغ أو صبّاغة مباني", "words": "صباغة", "trade": "building-painter",
        "about": "صباغة الشقق الجديدة مع فريق من أربعة أشخاص.", "hours": "من الثامنة إلى الرابعة", "benefits": [],
    },
    {
        "of": "Crèche Les Hirondelles", "kind": "observation", "language": "fr", "places": 2, "weeks": 2, "pay": None,
        "title": "Stage d’observation en crèche", "words": "crèche", "trade": "creche-assistant",
        "about": "Deux semaines pour voir si le travail avec les petits vous plaît.", "hours": "8 h – 13 h",
        "benefits": ["meals"],
    },
    {
        "of": "Oriental Web Studio", "kind": "pfe", "language": "fr", "places": 1, "weeks": 20, "pay": 2500,
        "title": "Stage PFE : développement web", "words": "développeur web", "trade": "web-developer", "cv": True,
        "about": "Un site léger pour des coopératives de l'Oriental, de la maquette à la mise en ligne.",
        "hours": "9 h – 17 h, en partie à distance", "benefits": [], "remote": True,
    },
    {
        "of": "Oriental Web Studio", "kind": "internship", "language": "es", "places": 1, "weeks": 12, "pay": 2000,
        "title": "Prácticas de montaje de vídeo", "words": "montaje de vídeo", "trade": "video-editor",
        "about": "Vídeos cortos en español y francés para pequeñas empresas.", "hours": "9 – 16 h", "benefits": [],
    },
    {
        "of": "Salon Yasmine", "kind": "fixed_term", "language": "fr", "places": 1, "weeks": 12, "pay": 3100,
        "title": "Coiffeuse ou coiffeur, tresses", "words": "coiffeuse", "trade": "hairdresser",
        "about": "Tresses, nattes, soins. Vous avez vos clientes, nous avons la place.", "hours": "10 h – 19 h",
        "benefits": [],
    },
    {
        "of": None, "kind": "training", "language": "fr", "places": 15, "weeks": 6, "pay": None, "city": "rabat",
        "title": "Formation : livrer à moto en sécurité", "words": "livreur", "trade": "motorbike-courier",
        "about": "Code, conduite, entretien de la moto, application de livraison. Gratuit.", "hours": "9 h – 13 h",
        "benefits": ["transport"],
    },
    {
        "of": None, "kind": "work_grant", "language": "fr", "places": 5, "weeks": 26, "pay": 2000, "city": "tanger",
        "title": "Bourse de travail : six mois en entreprise", "words": "bourse de travail", "trade": "",
        "about": "Le programme paie une partie de votre salaire pendant six mois dans une entreprise de Tanger.",
        "hours": "temps plein", "benefits": [],
    },
    {
        "of": "Net & Clair Services", "kind": "permanent", "language": "fr", "places": 3, "weeks": None, "pay": 3200,
        "title": "Agents de nettoyage", "words": "nettoyage", "trade": "office-cleaner", "state": "to_check",
        "about": "Bureaux à Rabat, le matin. Appelez le 06 00 00 91 91 pour réserver votre place.",
        "hours": "6 h – 11 h", "benefits": [],
    },
    {
        "of": "Atelier Nour", "kind": "apprenticeship", "language": "fr", "places": 3, "weeks": 40, "pay": 1000,
        "title": "Apprentissage de la broderie", "words": "brodeuse", "trade": "machine-embroiderer",
        "about": "Vous apprenez à broder à la machine sur des caftans. Pas besoin de savoir broder pour venir.",
        "hours": "9 h – 15 h", "benefits": ["meals"], "wished": ("hand-sewing",),
    },
    {
        "of": "Restaurant Le Bouregreg", "kind": "internship", "language": "fr", "places": 2, "weeks": 8, "pay": 1500,
        "title": "Stage en pâtisserie", "words": "pâtissier", "trade": "pastry-cook", "hours": "6 h – 12 h",
        "about": "Gâteaux marocains et viennoiseries, avec le chef.", "benefits": ["meals"],
        "skills": ("food-hygiene",), "speaks": (("fr", "little"),), "week": 30,
    },
    {
        "of": "Restaurant Le Bouregreg", "kind": "fixed_term", "language": "fr", "places": 2, "weeks": 20, "pay": 3100,
        "title": "Plonge et aide en cuisine", "words": "aide cuisine", "trade": "cook", "hours": "11 h – 16 h",
        "about": "Laver, éplucher, ranger. Bien pour commencer en cuisine.", "benefits": ["meals"], "week": 30,
    },
    {
        "of": "Coopérative Tissage du Détroit", "kind": "fixed_term", "language": "fr", "places": 3, "weeks": 26,
        "title": "Couturières pour coussins et rideaux", "words": "couture", "trade": "dressmaker", "pay": 3200,
        "about": "Une grande commande d'un hôtel : coussins, rideaux, housses.", "hours": "9 h – 17 h",
        "benefits": [], "skills": ("sewing-machine",), "wished": ("overlock-machine",), "week": 40,
    },
    {
        "of": "شركة البناء المتوسطي", "kind": "internship", "language": "ar", "places": 2, "weeks": 8, "pay": 1800,
        "title": "تدريب في الكهرباء المنزلية", "words": "كهربائي", "trade": "building-electrician",
        "about": "تتعلم تمديد الأسلاك وتركيب المفاتيح مع كهربائي له خبرة.", "hours": "من الثامنة إلى الرابعة",
        "benefits": ["transport"], "speaks": (("ary", "little"),),
    },
    {
        "of": "Crèche Les Hirondelles", "kind": "permanent", "language": "fr", "places": 1, "weeks": None, "pay": 3300,
        "title": "Assistante ou assistant de crèche", "words": "crèche", "trade": "creche-assistant",
        "about": "Douze enfants de un à trois ans, une équipe de trois. On parle français avec eux.",
        "hours": "8 h – 16 h", "benefits": ["meals"], "speaks": (("fr", "good"),), "week": 40,
    },
    {
        "of": "Oriental Web Studio", "kind": "fixed_term", "language": "fr", "places": 1, "weeks": 26, "pay": 4500,
        "title": "Animer les réseaux sociaux de petites entreprises", "words": "community manager",
        "about": "Photos, courtes vidéos, réponses aux clients. Le télétravail est possible.", "remote": True,
        "trade": "community-manager", "hours": "35 h par semaine", "benefits": [], "speaks": (("fr", "fluent"),),
    },
    {
        "of": "Salon Yasmine", "kind": "internship", "language": "fr", "places": 2, "weeks": 10, "pay": 1200,
        "title": "Stage en coiffure et soins", "words": "coiffeuse", "trade": "hairdresser", "hours": "10 h – 17 h",
        "about": "Shampooing, brushing, tresses : vous apprenez avec Yasmine.", "benefits": [],
    },
    {
        "of": None, "kind": "training", "language": "fr", "places": 12, "weeks": 8, "pay": None, "city": "rabat",
        "title": "Formation : machine surjeteuse et coupe", "words": "couture", "trade": "dressmaker",
        "about": "Deux matinées par semaine à l'Océan. Gratuit, avec une attestation.", "hours": "9 h – 12 h",
        "benefits": ["transport"], "skills_taught": ("overlock-machine", "cutting-fabric", "pattern-making"),
    },
    {
        "of": None, "kind": "training", "language": "fr", "places": 15, "weeks": 4, "pay": None, "city": "tanger",
        "title": "Formation : hygiène en cuisine", "words": "cuisine", "trade": "cook", "hours": "14 h – 17 h",
        "about": "Ce que demandent les restaurants : propreté, froid, étiquettes. Gratuit.", "benefits": [],
        "skills_taught": ("food-hygiene", "cold-chain"),
    },
    {
        "of": None, "kind": "work_grant", "language": "fr", "places": 6, "weeks": 26, "pay": 2000, "city": "rabat",
        "title": "Bourse de travail : vendre en magasin", "words": "vendeuse", "trade": "shop-seller",
        "about": "Le programme paie une partie de votre salaire pendant six mois dans une boutique de Rabat.",
        "hours": "temps plein", "benefits": [], "speaks": (("fr", "good"),), "week": 44,
    },
]  # fmt: skip

# More of them, called by the name of their trade: organisation, kind, trade, places, dirhams a month.
SHORT_OPENINGS = (
    ("Maison Fatima Couture", "internship", "dressmaker", 2, 1500),
    ("Maison Fatima Couture", "fixed_term", "dressmaker", 1, 3300),
    ("Maison Fatima Couture", "apprenticeship", "machine-embroiderer", 2, 1000),
    ("Traiteur Al Andalous", "fixed_term", "cook", 2, 3600),
    ("Traiteur Al Andalous", "internship", "waiter", 3, 1500),
    ("Traiteur Al Andalous", "daily", "waiter", 4, 4000),
    ("Coopérative Le Fournil de Salé", "internship", "pastry-cook", 2, 1600),
    ("Coopérative Le Fournil de Salé", "permanent", "shop-seller", 1, 3200),
    ("Studio Tresses & Co", "fixed_term", "hairdresser", 2, 3200),
    ("Studio Tresses & Co", "internship", "hairdresser", 2, 1400),
    ("Peinture Express Oujda", "fixed_term", "building-painter", 3, 3500),
    ("Peinture Express Oujda", "internship", "mason", 2, 1800),
    ("Marché Vert", "permanent", "shop-seller", 2, 3200),
    ("Marché Vert", "daily", "motorbike-courier", 2, 3600),
    ("Marché Vert", "internship", "cook", 1, 1500),
    ("Crèche Les Hirondelles", "fixed_term", "domestic-worker", 1, 3200),
    ("Oriental Web Studio", "internship", "web-developer", 2, 2500),
    ("Coopérative Tissage du Détroit", "internship", "shop-seller", 1, 1500),
    ("شركة البناء المتوسطي", "permanent", "building-electrician", 2, 4200),
    ("Salon Yasmine", "apprenticeship", "hairdresser", 2, 1000),
)
SHORT_ABOUT = "Une petite équipe qui prend le temps de montrer. Débutants motivés bienvenus."
# name, language, city, trade, words, learned, months, skills in own words, (language, spoken, written)
SEEKERS: list[dict[str, Any]] = [
    {"name": "Aminata", "language": "fr", "city": "sale", "trade": "dressmaker", "words": "couture, broderie", "learned": "informal_job", "months": 48, "speaks": (("fr", "good", "good"), ("wo", "fluent", "none")), "own": "Je répare ma machine moi-même."},
    {"name": "Ibrahima", "language": "fr", "city": "rabat", "trade": "cook", "words": "cuisine africaine", "learned": "formal_job", "months": 60, "speaks": (("fr", "fluent", "good"), ("ary", "little", "none")), "own": "thiéboudiène, tajines"},
    {"name": "Blessing", "language": "en", "city": "rabat", "trade": "hairdresser", "words": "braids and weaves", "learned": "self_taught", "months": 36, "speaks": (("en", "fluent", "good"), ("fr", "little", "none")), "own": "box braids"},
    {"name": "Moussa", "language": "fr", "city": "tanger", "trade": "mason", "words": "maçon", "learned": "informal_job", "months": 84, "speaks": (("fr", "good", "little"), ("ary", "good", "none"), ("bm", "fluent", "none")), "own": "coffrage"},
    {"name": "عائشة", "language": "ar", "city": "tanger", "trade": "creche-assistant", "words": "العناية بالأطفال", "learned": "training", "months": 12, "speaks": (("ar", "fluent", "fluent"), ("fr", "good", "good")), "own": "قراءة القصص للأطفال"},
    {"name": "Grâce", "language": "fr", "city": "rabat", "trade": "web-developer", "words": "sites internet", "learned": "training", "months": 18, "speaks": (("fr", "fluent", "fluent"), ("ln", "fluent", "none"), ("en", "good", "good")), "own": "HTML, CSS, Python"},
    {"name": "Chidi", "language": "en", "city": "oujda", "trade": "motorbike-courier", "words": "delivery rider", "learned": "informal_job", "months": 24, "speaks": (("en", "fluent", "good"), ("ary", "good", "none")), "own": "I know every street."},
    {"name": "Ñola", "language": "es", "city": "tanger", "trade": "video-editor", "words": "montaje de vídeo con el móvil", "learned": "self_taught", "months": 30, "speaks": (("es", "fluent", "fluent"), ("fr", "little", "little")), "own": "subtítulos"},
]  # fmt: skip

# What people speak, by the language in which they read the portal: (language, spoken, written).
CROWD_SPEAKS = {
    "fr": (
        (("fr", "fluent", "good"), ("wo", "fluent", "none")),
        (("fr", "good", "little"), ("bm", "fluent", "none")),
        (("fr", "good", "good"), ("ary", "good", "none"), ("ln", "fluent", "none")),
    ),
    "ar": ((("ar", "good", "good"), ("ary", "fluent", "none"), ("fr", "little", "none")),),
    "en": (
        (("en", "fluent", "good"), ("fr", "little", "none")),
        (("en", "fluent", "good"), ("yo", "fluent", "none"), ("ary", "little", "none")),
    ),
    "es": ((("es", "fluent", "good"), ("fan", "fluent", "none"), ("fr", "little", "none")),),
}
