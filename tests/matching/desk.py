"""What tests of the desk's lists have in common: addresses, someone who agreed, a good reason."""

from portal.core.db import db
from portal.matching.models import Suggestion
from tests.databases import look_again
from tests.factories import people

WHY = {"reason": "knows_person", "words": "Elle a cousu dix ans."}
HTMX = {"HX-Request": "true"}


def hers(who, way="", lang="fr"):
    return f"/{lang}/desk/people/{who.token}/suggestions{way}"


def its(opening, query=""):
    return f"/fr/desk/opportunities/{opening.token}/candidates{query}"


def agreed(name="Awa", **other):
    who = people.person(name=name, **other)
    people.agreed_to_matching(who)
    return who


def fresh(suggestion):
    look_again()
    return db.session.get_one(Suggestion, suggestion.id)


def change_page(one, more=""):
    return hers(one.person, f"/{one.token}/change{more}")


def missing():
    return [{"kind": "skill", "code": "", "words": "surjeteuse"}]
