"""What suggestions there are, which there should be, and the difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.matching.operations.writing import Hers, Match, Offer
from portal.matching.queries.due import Due
from portal.matching.queries.standing import Standing
from portal.matching.rules.explaining import missing
from portal.matching.rules.facts import Seeker, Vacancy
from portal.matching.rules.weights import VERSION
from portal.matching.states import Origin, Withdrawn


@dataclass(frozen=True)
class Fits:
    """How a pair that keeps every rule fits. `parts`: by name."""

    score: float
    parts: dict[str, float]


def is_fixed(row: Standing, seeker: Seeker, vacancy: Vacancy) -> bool:
    """Did a counsellor put it there, so that it stays whatever the score says? Not without the
    person's yes, in a closed opening, or in one that has enough candidates."""
    if row.origin != Origin.COUNSELLOR or not row.is_open:
        return False
    takes_her = vacancy.open and vacancy.room > 0 and vacancy.id not in seeker.taken
    return seeker.consents and seeker.active and takes_her


def compare(
    mine: Hers,
    standing: Iterable[Standing],
    wanted: Mapping[int, Fits | None],
    why: Mapping[int, Withdrawn],
) -> int:
    """Write into `mine` what changes for her; how many suggestions stay.

    `wanted`: openings that she should have, with the numbers of each (None: those it has). `why`:
    the reason why an opening that she has, and should not have any more, goes away.
    """
    kept = 0
    left = dict(wanted)
    for row in standing:
        if row.opening in left:
            fits = left.pop(row.opening)
            kept += row.is_open
            _stays(mine, row, fits)
        elif row.is_open:
            mine.gone.append((row.id, why.get(row.opening, Withdrawn.OTHERS_FIRST)))
    mine.new += [_offer(opening, fits) for opening, fits in left.items() if fits is not None]
    return kept


def _stays(mine: Hers, row: Standing, fits: Fits | None) -> None:
    if fits is None:
        return
    if not row.is_open:
        mine.back.append(_offer(row.opening, fits, row.id))
    elif (row.score, row.version) != (fits.score, VERSION):
        mine.other.append(_offer(row.opening, fits, row.id))


def _offer(opening: int, fits: Fits, id_: int = 0) -> Offer:
    return Offer(opening=opening, score=fits.score, parts=fits.parts, id=id_)


def match(found: Due | None, excluded_by: str) -> Match | None:
    """What is to be remembered of a person or an opening; None where that stands there already."""
    if found is None or (found.seen, found.excluded_by, found.version) == (
        found.mark,
        excluded_by,
        VERSION,
    ):
        return None
    return Match(found.id, found.seen, found.mark, excluded_by)


def fill(mine: Hers, seeker: Seeker, vacancies: Mapping[int, Vacancy]) -> None:
    """Write what is missing beside each offer that will be written. Outside any transaction."""
    offers = [*mine.new, *mine.back, *mine.other]
    if offers:
        told = missing(seeker, [vacancies[offer.opening] for offer in offers])
        for offer, notes in zip(offers, told, strict=True):
            offer.missing = [note.stored() for note in notes]
