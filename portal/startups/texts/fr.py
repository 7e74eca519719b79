"""The examples in French."""

WORDS: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "decor": (
        "Miroirs, lampes et paniers faits à la main à Salé",
        "Nous sommes quatre artisans. Nous travaillons le bois, le cuir et le doum. Sur commande.",
        ("Panier en doum", "Lampe en bois", "Petit miroir"),
    ),
    "sewing": (
        "Robes et sacs en wax, cousus à Rabat, retouches en deux jours",
        "Nous sommes trois couturières. Nous cousons sur mesure, pour femmes, hommes et enfants.",
        ("Robe en wax sur mesure", "Sac en wax", "Ourlet ou fermeture"),
    ),
    "beauty": (
        "Tresses, coupes et soins, chez vous ou au salon",
        "Tresses africaines, coiffure de fête, soins des cheveux crépus. Prenez rendez-vous.",
        ("Coupe et brushing", "Tresses", "Soin des cheveux"),
    ),
    "education": (
        "Soutien scolaire et cours de français pour enfants et adultes",
        "De petits groupes de six. La première heure est gratuite. Nous venons aussi chez vous.",
        ("Cours particulier", "Mois en petit groupe", "Atelier d'un jour"),
    ),
    "catering": (
        "Cuisine d'Afrique de l'Ouest, à emporter et pour vos fêtes",
        "Thiéboudiène, attiéké, jus de bissap, préparés chaque jour. Commandez la veille.",
        ("Plat du jour", "Menu complet", "Buffet pour 10 personnes"),
    ),
    "technology": (
        "Réparation d'ordinateurs et sites web simples pour commerces",
        "Nous venons chez vous ou nous travaillons à distance. Le diagnostic est gratuit.",
        ("Réparation d'ordinateur", "Site web d'une page", "Installation d'un logiciel"),
    ),
    "audiovisual": (
        "Photos et vidéos de mariages, de fêtes et de produits",
        "Deux caméras, un drone, un montage en une semaine. Vous choisissez la musique.",
        ("Vidéo d'une fête", "Photos de produits", "Album photo"),
    ),
    "cleaning": (
        "Ménage de maisons, de bureaux et d'escaliers à Tanger",
        "Une équipe de six personnes. Nous apportons les produits. Devis gratuit.",
        ("Ménage d'un appartement", "Grand nettoyage", "Lavage de tapis"),
    ),
    "building": (
        "Peinture, carrelage et petits travaux, propres et à l'heure",
        "Nous protégeons vos meubles et nous rangeons tout. Devis gratuit sur place.",
        ("Peinture, le mètre carré", "Journée d'un maçon", "Pose de carrelage, le mètre carré"),
    ),
    "communication": (
        "Logos, affiches et pages Facebook pour petites entreprises",
        "Nous écrivons en français et en arabe. Vous voyez deux essais avant de choisir.",
        ("Affiche", "Logo", "Page Facebook, un mois"),
    ),
    "commerce": (
        "Épices, karité et tissus d'Afrique, livrés à Oujda",
        "Nous choisissons nous-mêmes nos produits. Écrivez-nous avant midi, livrés le soir.",
        ("Beurre de karité", "Épices, le sachet", "Tissu wax, le mètre"),
    ),
    "care": (
        "Aide aux personnes âgées et garde d'enfants à domicile",
        "Des personnes formées et patientes. Nous nous rencontrons avant de commencer.",
        ("Garde d'enfants, une heure", "Une journée d'aide", "Une nuit"),
    ),
    "transport": (
        "Livraison de colis et petits déménagements à Kénitra",
        "Une camionnette et un triporteur. Nous aidons à porter. Tous les jours sauf le dimanche.",
        ("Livraison en ville", "Petit déménagement", "Course à moto"),
    ),
    "industry": (
        "Sachets, étiquettes et mise en boîte pour vos produits",
        "Un petit atelier à Témara. À partir de cent pièces. Livraison en trois jours.",
        ("Cent étiquettes", "Cent sachets", "Mise en boîte, une journée"),
    ),
    "repair": (
        "Réparation de téléphones, de frigos et de machines à laver",
        "Nous regardons gratuitement ce qui ne va pas. Réparation garantie trois mois.",
        ("Écran de téléphone", "Frigo", "Petit appareil"),
    ),
    "agriculture": (
        "Légumes, miel et huile d'olive de nos champs",
        "Sans engrais chimique. Paniers à commander le lundi, à prendre le vendredi.",
        ("Panier d'un kilo", "Miel, le pot", "Œufs, le plateau"),
    ),
    "security": (
        "Gardiennage de fêtes, de chantiers et de magasins",
        "Des agents formés, polis, en tenue. De jour comme de nuit, aussi pour une soirée.",
        ("Un agent, une journée", "Un agent, une nuit", "Équipe pour une fête"),
    ),
    "office": (
        "Saisie, courrier, factures et papiers de votre activité",
        "Vous envoyez vos papiers par WhatsApp, nous les rendons propres le lendemain.",
        ("CV et lettre", "Factures du mois", "Page à saisir"),
    ),
    "arts": (
        "Musique et danse pour vos fêtes, cours de djembé",
        "Cinq musiciens. Une heure de concert ou toute une soirée. Cours le samedi.",
        ("Cours de djembé", "Concert d'une heure", "Atelier pour enfants"),
    ),
    "social": (
        "Ateliers, jeux et sorties pour les familles du quartier",
        "Nous sommes une association de mères. Tout le monde est le bienvenu.",
        ("Atelier du mercredi", "Sortie d'un jour", "Adhésion pour un an"),
    ),
    "professions": (
        "Conseil et comptabilité pour les petites coopératives",
        "Nous parlons simplement. La première rencontre d'une heure est gratuite.",
        ("Conseil, une heure", "Comptes du mois", "Dossier complet"),
    ),
}
