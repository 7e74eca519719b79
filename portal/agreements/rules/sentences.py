"""The fixed words of an agreement, in four languages.

Not in the catalogues: a signature holds for these very words, so they change only together with
MODEL, on purpose. The French ones count; the others help to read.
"""

from portal.agreements.states import AgreementKind, Goal

MODEL = "2026-11"

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "paper": "Convention de stage n° %(number)s",
        "version": "Version %(version)s",
        "parties": "Les parties",
        "employer": "Organisme d’accueil",
        "ice": "ICE",
        "person": "Personne en stage",
        "programme": "Programme",
        "hub": "Guichet de %(hub)s",
        "school": "Établissement d’enseignement",
        "internship": "Le stage",
        "kind": "Nature",
        "title": "Intitulé",
        "goal": "But",
        "dates": "Dates",
        "from_to": "du %(start)s au %(end)s",
        "hours": "Horaires",
        "hours_per_week": "Heures par semaine",
        "address": "Lieu",
        "tutor": "Tuteur ou tutrice",
        "allowance": "Gratification",
        "month": "%(amount)s dirhams par mois",
        "none": "Aucune",
        "benefits": "Avantages",
        "renews": "Suite de",
        "activities": "Activités confiées",
        "skills": "Compétences à découvrir ou à acquérir",
        "protection": "Sécurité et protection",
        "insurance": "Assurance",
        "terms": "Autres points convenus",
        "promises": "Engagements",
        "promise_employer": "L’organisme d’accueil confie à la personne en stage les activités"
        " écrites ici, la fait accompagner par la personne nommée ci-dessus et veille à sa"
        " sécurité.",
        "promise_person": "La personne en stage respecte les horaires et les règles de sécurité"
        " du lieu, et garde pour elle ce qui est confidentiel.",
        "promise_programme": "Le programme suit le stage et reste joignable par chaque partie.",
        "promise_free": "On ne demande aucun argent à la personne en stage : ni pour obtenir le"
        " stage, ni pendant le stage.",
        "promise_stop": "Chaque partie peut arrêter le stage en le disant aux autres, avec ses"
        " raisons.",
        "promise_end": "À la fin, la personne en stage et l’organisme d’accueil disent chacun"
        " comment le stage s’est passé.",
    },
    "ar": {
        "paper": "اتفاقية تدريب رقم %(number)s",
        "version": "النسخة %(version)s",
        "parties": "الأطراف",
        "employer": "المؤسسة المستقبِلة",
        "ice": "التعريف الموحد للمقاولة (ICE)",
        "person": "الشخص المتدرب",
        "programme": "البرنامج",
        "hub": "شباك %(hub)s",
        "school": "المؤسسة التعليمية",
        "internship": "التدريب",
        "kind": "النوع",
        "title": "العنوان",
        "goal": "الغاية",
        "dates": "المدة",
        "from_to": "من %(start)s إلى %(end)s",
        "hours": "أوقات العمل",
        "hours_per_week": "عدد الساعات في الأسبوع",
        "address": "المكان",
        "tutor": "المؤطر أو المؤطرة",
        "allowance": "المنحة",
        "month": "%(amount)s درهم في الشهر",
        "none": "بدون",
        "benefits": "امتيازات",
        "renews": "تتمة للاتفاقية",
        "activities": "المهام",
        "skills": "المهارات التي ستُكتشف أو تُكتسب",
        "protection": "السلامة والحماية",
        "insurance": "التأمين",
        "terms": "نقط أخرى متفق عليها",
        "promises": "الالتزامات",
        "promise_employer": "تكلف المؤسسة المستقبِلة الشخص المتدرب بالمهام المكتوبة هنا، ويرافقه"
        " المؤطر المذكور أعلاه، وتسهر على سلامته.",
        "promise_person": "يحترم الشخص المتدرب أوقات العمل وقواعد السلامة في المكان، ولا يفشي ما"
        " هو سري.",
        "promise_programme": "يتتبع البرنامج التدريب ويمكن لكل طرف أن يتصل به.",
        "promise_free": "لا يُطلب أي مال من الشخص المتدرب: لا للحصول على التدريب ولا خلاله.",
        "promise_stop": "يمكن لكل طرف أن يوقف التدريب بعد إخبار الأطراف الأخرى بأسبابه.",
        "promise_end": "في النهاية يقول كل من الشخص المتدرب والمؤسسة المستقبِلة كيف مر التدريب.",
    },
    "en": {
        "paper": "Internship agreement no. %(number)s",
        "version": "Version %(version)s",
        "parties": "The parties",
        "employer": "Host organisation",
        "ice": "ICE",
        "person": "Intern",
        "programme": "Programme",
        "hub": "Office of %(hub)s",
        "school": "School",
        "internship": "The internship",
        "kind": "Kind",
        "title": "Title",
        "goal": "Goal",
        "dates": "Dates",
        "from_to": "from %(start)s to %(end)s",
        "hours": "Hours",
        "hours_per_week": "Hours a week",
        "address": "Place",
        "tutor": "Tutor",
        "allowance": "Allowance",
        "month": "%(amount)s dirhams a month",
        "none": "None",
        "benefits": "Benefits",
        "renews": "Continues",
        "activities": "What the intern will do",
        "skills": "Skills to discover or to learn",
        "protection": "Safety and protection",
        "insurance": "Insurance",
        "terms": "What else was agreed",
        "promises": "Promises",
        "promise_employer": "The host organisation gives the intern the work written here, has the"
        " tutor named above guide the intern, and keeps the intern safe.",
        "promise_person": "The intern respects the hours and the safety rules of the place, and"
        " keeps to themselves what is confidential.",
        "promise_programme": "The programme follows the internship; each party can reach it.",
        "promise_free": "No money is asked of the intern: not to get the internship, and not"
        " during it.",
        "promise_stop": "Each party may stop the internship by telling the others, and why.",
        "promise_end": "At the end the intern and the host organisation each say how it went.",
    },
    "es": {
        "paper": "Convenio de prácticas n.º %(number)s",
        "version": "Versión %(version)s",
        "parties": "Las partes",
        "employer": "Organización de acogida",
        "ice": "ICE",
        "person": "Persona en prácticas",
        "programme": "Programa",
        "hub": "Oficina de %(hub)s",
        "school": "Centro de enseñanza",
        "internship": "Las prácticas",
        "kind": "Tipo",
        "title": "Título",
        "goal": "Objetivo",
        "dates": "Fechas",
        "from_to": "del %(start)s al %(end)s",
        "hours": "Horario",
        "hours_per_week": "Horas por semana",
        "address": "Lugar",
        "tutor": "Tutor o tutora",
        "allowance": "Gratificación",
        "month": "%(amount)s dirhams al mes",
        "none": "Ninguna",
        "benefits": "Ventajas",
        "renews": "Continúa",
        "activities": "Actividades",
        "skills": "Competencias que se descubren o se aprenden",
        "protection": "Seguridad y protección",
        "insurance": "Seguro",
        "terms": "Otros puntos acordados",
        "promises": "Compromisos",
        "promise_employer": "La organización de acogida confía a la persona en prácticas las"
        " actividades escritas aquí, la hace acompañar por quien la tutela y vela por su"
        " seguridad.",
        "promise_person": "La persona en prácticas respeta el horario y las normas de seguridad"
        " del lugar, y no cuenta lo que es confidencial.",
        "promise_programme": "El programa sigue las prácticas y cada parte puede contactarlo.",
        "promise_free": "No se pide dinero a la persona en prácticas: ni para obtenerlas ni"
        " durante ellas.",
        "promise_stop": "Cada parte puede parar las prácticas diciéndolo a las demás, con sus"
        " razones.",
        "promise_end": "Al final, la persona en prácticas y la organización dicen cada una cómo"
        " ha ido.",
    },
}
PROMISES = tuple(key for key in WORDS["fr"] if key.startswith("promise_"))

KINDS: dict[str, dict[str, str]] = {
    "fr": {
        AgreementKind.OBSERVATION: "Stage d’observation",
        AgreementKind.SCHOOL: "Stage avec un établissement d’enseignement (PFE, module)",
        AgreementKind.GRANT: "Stage avec une bourse du programme",
        AgreementKind.VOLUNTARY: "Stage volontaire, hors établissement d’enseignement",
    },
    "ar": {
        AgreementKind.OBSERVATION: "تدريب للملاحظة",
        AgreementKind.SCHOOL: "تدريب مع مؤسسة تعليمية (مشروع نهاية الدراسة، وحدة)",
        AgreementKind.GRANT: "تدريب بمنحة من البرنامج",
        AgreementKind.VOLUNTARY: "تدريب تطوعي خارج مؤسسة تعليمية",
    },
    "en": {
        AgreementKind.OBSERVATION: "Observation internship",
        AgreementKind.SCHOOL: "Internship with a school (final project, module)",
        AgreementKind.GRANT: "Internship with a grant of the programme",
        AgreementKind.VOLUNTARY: "Voluntary internship, outside a school",
    },
    "es": {
        AgreementKind.OBSERVATION: "Prácticas de observación",
        AgreementKind.SCHOOL: "Prácticas con un centro de enseñanza (proyecto final, módulo)",
        AgreementKind.GRANT: "Prácticas con una beca del programa",
        AgreementKind.VOLUNTARY: "Prácticas voluntarias, fuera de un centro de enseñanza",
    },
}
GOALS: dict[str, dict[str, str]] = {
    "fr": {
        Goal.DISCOVER: "Découvrir un métier",
        Goal.CONFIRM: "Confirmer un choix de métier",
        Goal.HIRE: "Préparer une embauche",
    },
    "ar": {
        Goal.DISCOVER: "اكتشاف مهنة",
        Goal.CONFIRM: "تأكيد اختيار مهنة",
        Goal.HIRE: "التحضير للتشغيل",
    },
    "en": {
        Goal.DISCOVER: "Discover a trade",
        Goal.CONFIRM: "Confirm the choice of a trade",
        Goal.HIRE: "Prepare for being hired",
    },
    "es": {
        Goal.DISCOVER: "Descubrir un oficio",
        Goal.CONFIRM: "Confirmar la elección de un oficio",
        Goal.HIRE: "Preparar una contratación",
    },
}

# What stands on the printed paper only: French, and the Arabic that is added to read along.
PAPER: dict[str, dict[str, str]] = {
    "fr": {
        "draft": "Pas encore signée par toutes les parties : ce papier ne vaut pas convention.",
        "stopped": "Cette convention a été arrêtée : elle ne vaut plus.",
        "record": "Qui a signé, et quand",
        "unsigned": "n’a pas signé",
        "signed": "signé le %(day)s à %(hour)s (heure du Maroc), version %(version)s,"
        " empreinte %(hash)s",
        "how": "Chaque partie a signé elle-même avec un code à usage unique. L'empreinte est le"
        " début du SHA-256 du texte français de cette version.",
        "courtesy": "Version de courtoisie : seul le texte français fait foi.",
    },
    "ar": {
        "draft": "لم توقعها جميع الأطراف بعد: لا تقوم هذه الورقة مقام الاتفاقية.",
        "stopped": "أوقفت هذه الاتفاقية: لم تعد صالحة.",
        "record": "من وقع ومتى",
        "unsigned": "لم يوقع بعد",
        "signed": "وُقعت يوم %(day)s على الساعة %(hour)s (توقيت المغرب)، النسخة %(version)s،"
        " البصمة %(hash)s",
        "how": "وقع كل طرف بنفسه برمز يُستعمل مرة واحدة. البصمة هي بداية SHA-256 للنص الفرنسي"
        " لهذه النسخة.",
        "courtesy": "نسخة للاستئناس: النص الفرنسي وحده هو المعتمد.",
    },
}
