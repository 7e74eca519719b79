"""What the demonstration is made of: events in four languages, and what is written to people."""

from typing import Any

EVENTS: list[dict[str, Any]] = [
    {
        "slug": "salon-emploi-rabat",
        "kind": "job_fair",
        "mode": "hybrid",
        "city": "rabat",
        "weekday": 4,
        "weeks": 2,
        "people": 260,
        "title": {
            "fr": "Salon de l’emploi de Rabat",
            "ar": "معرض الشغل بالرباط",
            "en": "Rabat job fair",
            "es": "Feria de empleo de Rabat",
        },
        "about": {
            "fr": "Vingt-cinq entreprises vous attendent : stages, emplois, formations. Gratuit.",
            "ar": "خمس وعشرون مقاولة في انتظاركم: تداريب وفرص شغل وتكوينات. الدخول مجاني.",
            "en": "Twenty-five companies are waiting for you: internships, jobs, trainings. Free.",
            "es": "Veinticinco empresas le esperan: prácticas, empleos, formaciones. Gratis.",
        },
        "places": [
            (
                {
                    "fr": "Maison des jeunes de l’Océan",
                    "ar": "دار الشباب المحيط",
                    "en": "Océan youth centre",
                    "es": "Casa de la juventud del Océan",
                },
                "Quartier l’Océan, Rabat",
                "34.0250,-6.8490",
            )
        ],
        "sessions": [
            (0, "09:00", "12:30", 120, 0, {}),
            (0, "14:00", "17:30", 120, 0, {}),
            (1, "09:00", "12:30", 120, 0, {}),
            (
                1,
                "14:00",
                "15:30",
                40,
                0,
                {
                    "fr": "Atelier CV",
                    "ar": "ورشة السيرة الذاتية",
                    "en": "CV workshop",
                    "es": "Taller de CV",
                },
            ),
            (
                1,
                "16:00",
                "17:30",
                200,
                None,
                {
                    "fr": "Entretiens en ligne",
                    "ar": "مقابلات عبر الإنترنت",
                    "en": "Online interviews",
                    "es": "Entrevistas en línea",
                },
            ),
        ],
    },
    {
        "slug": "atelier-en-ligne",
        "kind": "workshop",
        "mode": "online",
        "city": "",
        "weekday": 2,
        "weeks": 1,
        "people": 45,
        "title": {
            "fr": "Atelier : vendre avec son téléphone",
            "ar": "ورشة: البيع بالهاتف",
            "en": "Workshop: sell with your phone",
            "es": "Taller: vender con el teléfono",
        },
        "about": {
            "fr": "Prendre de bonnes photos, fixer un prix, répondre aux clients.",
            "ar": "التقاط صور جيدة، تحديد الثمن، الرد على الزبناء.",
            "en": "Take good photos, set a price, answer customers.",
            "es": "Hacer buenas fotos, fijar un precio, responder a los clientes.",
        },
        "places": [],
        "sessions": [(0, "18:00", "19:30", 60, None, {})],
    },
    {
        "slug": "information-tanger",
        "kind": "information_session",
        "mode": "on_site",
        "city": "tanger",
        "weekday": 1,
        "weeks": 1,
        "people": 38,
        "title": {
            "fr": "Information : travailler et entreprendre, Tanger",
            "ar": "لقاء إخباري: الشغل والمقاولة، طنجة",
            "en": "Information: work and business, Tangier",
            "es": "Información: trabajar y emprender, Tánger",
        },
        "about": {
            "fr": "Vos droits, les démarches, les aides. Vous pouvez poser toutes vos questions.",
            "ar": "حقوقكم والإجراءات والمساعدات. يمكنكم طرح كل أسئلتكم.",
            "en": "Your rights, the steps, the support. You can ask all your questions.",
            "es": "Sus derechos, los trámites, las ayudas. Puede hacer todas sus preguntas.",
        },
        "places": [
            (
                {
                    "fr": "Maison des jeunes de Tanger",
                    "ar": "دار الشباب طنجة",
                    "en": "Tangier youth centre",
                    "es": "Casa de la juventud de Tánger",
                },
                "Tanger",
                "35.7720,-5.8090",
            )
        ],
        "sessions": [(0, "10:00", "12:00", 35, 0, {})],
    },
    {
        "slug": "information-oujda",
        "kind": "information_session",
        "mode": "on_site",
        "city": "oujda",
        "weekday": 3,
        "weeks": 1,
        "people": 22,
        "title": {
            "fr": "Information : travailler et entreprendre, Oujda",
            "ar": "لقاء إخباري: الشغل والمقاولة، وجدة",
            "en": "Information: work and business, Oujda",
            "es": "Información: trabajar y emprender, Uchda",
        },
        "about": {
            "fr": "Vos droits, les démarches, les aides. Vous pouvez poser toutes vos questions.",
            "ar": "حقوقكم والإجراءات والمساعدات. يمكنكم طرح كل أسئلتكم.",
            "en": "Your rights, the steps, the support. You can ask all your questions.",
            "es": "Sus derechos, los trámites, las ayudas. Puede hacer todas sus preguntas.",
        },
        "places": [
            (
                {
                    "fr": "Centre d’accueil d’Oujda",
                    "ar": "مركز الاستقبال وجدة",
                    "en": "Oujda welcome centre",
                    "es": "Centro de acogida de Uchda",
                },
                "Oujda",
                "34.6810,-1.9080",
            )
        ],
        "sessions": [(0, "10:00", "12:00", 50, 0, {})],
    },
    {
        "slug": "atelier-cv-rabat",
        "kind": "workshop",
        "mode": "on_site",
        "city": "rabat",
        "ago": 1,
        "people": 40,
        "title": {
            "fr": "Atelier CV, Rabat",
            "ar": "ورشة السيرة الذاتية، الرباط",
            "en": "CV workshop, Rabat",
            "es": "Taller de CV, Rabat",
        },
        "about": {
            "fr": "Écrire son CV en une page, avec de l’aide. Gratuit.",
            "ar": "كتابة السيرة الذاتية في صفحة واحدة، مع المساعدة. مجاني.",
            "en": "Write your CV on one page, with help. Free.",
            "es": "Escribir su CV en una página, con ayuda. Gratis.",
        },
        "places": [
            (
                {
                    "fr": "Maison des jeunes de l’Océan",
                    "ar": "دار الشباب المحيط",
                    "en": "Océan youth centre",
                    "es": "Casa de la juventud del Océan",
                },
                "Quartier l’Océan, Rabat",
                "34.0250,-6.8490",
            )
        ],
        "sessions": [(0, "09:00", "12:00", 60, 0, {})],
    },
]

# What a coordinator wrote to people of an event, by its address.
WRITTEN = {
    "information-tanger": {
        "fr": "Apportez un stylo et vos questions. L’entrée est ouverte dès 9:30.",
        "ar": "أحضروا معكم قلما وأسئلتكم. الباب مفتوح ابتداء من 9:30.",
        "en": "Bring a pen and your questions. The door opens at 9:30.",
        "es": "Traiga un bolígrafo y sus preguntas. La puerta abre a las 9:30.",
    }
}
