"""The words an opening is found by, and what is its own in those that people type."""

from sqlalchemy import Row

from portal.opportunities.states import Kind
from portal.reference import wording

# What people call the kinds, in four languages and Darija, as folded.
_INTERNSHIP = "stage stages stagiaire internship intern trainee practicas pasantia تدريب ستاج"
KIND_WORDS = {
    Kind.OBSERVATION: f"{_INTERNSHIP} observation",
    Kind.INTERNSHIP: _INTERNSHIP,
    Kind.PFE: f"{_INTERNSHIP} pfe",
    Kind.APPRENTICESHIP: "apprentissage apprenti alternance apprenticeship aprendizaje تدرج",
    Kind.FIXED_TERM: "cdd",
    Kind.PERMANENT: "cdi",
    Kind.DAILY: "journalier journaliere journee jour daily day jornada diario يومي مياوم نهار",
    Kind.TRAINING: "formation training course curso formacion تكوين",
    Kind.WORK_GRANT: "bourse bourses grant grants beca becas منحه",
}
# "A job": said of everything here. Dropped, so that it hides no internship.
_WORK = """
    travail boulot emploi emplois poste job jobs work employment trabajo empleo khdma khedma lkhdma
    شغل الشغل عمل العمل خدمه الخدمه
"""
WORK = frozenset(_WORK.split())

_OF_KIND = {kind: wording.both(text.split()) for kind, text in KIND_WORDS.items()}
OWN = wording.Own(kinds=frozenset().union(*_OF_KIND.values()), everything=WORK)


def read(text: str, language: str) -> wording.Typed:
    """What `text` asks for among the openings."""
    return wording.read(text, language, OWN)


def of_opening(row: Row) -> frozenset[str]:
    """Title, trade, firm, city, kind, sector, skills: each in every language we know it in."""
    return frozenset().union(
        wording.of_text(row.search_text),
        wording.of_text(f"{row.title} {row.trade_words}"),
        wording.of_text(f"{row.name or ''} {row.city}"),
        wording.of_skills((*row.skills, *row.skills_wished)),
        wording.of_city(row.city_code),
        wording.of_sector(row.sector),
        wording.of_trade(row.trade) if row.trade else (),
        _OF_KIND.get(Kind(row.kind), frozenset()),
    )


def all_of_opening(row: Row) -> frozenset[str]:
    """The words of all that it says of the work."""
    return wording.of_text(f"{row.about} {row.activities}")
