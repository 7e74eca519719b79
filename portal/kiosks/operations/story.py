"""What one person did at one check point, told from all the scans there are.

It starts from nothing each time and reads the scans in the order in which they were made. So it
makes no difference in which order they arrived, how often, or in how many batches. Nothing here
asks a database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from portal.kiosks import rules
from portal.kiosks.models import Scan
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.rules import LET_IN, Answer, Entry, Point, Seen
from portal.kiosks.states import Decision, Direction, Mode, Review, Verdict

# What the rest of the story can't explain: it stays until somebody has decided.
STAYS = frozenset({Review.CLOCK, Review.WALK_IN})
_THERE = frozenset({Verdict.WELCOME, Verdict.WELCOME_BACK, Verdict.ALREADY_IN})


@dataclass
class Day:
    """Somebody came: when first, by which scan, and is she still in?"""

    first: datetime
    nonce: str
    inside: bool = True
    left: datetime | None = None


@dataclass(frozen=True)
class Found:
    """What was found of one scan."""

    verdict: str
    counted: bool
    review: str


@dataclass(frozen=True)
class Sight:
    """Somebody was seen on her way in. `vouched`: the team says so, whatever the rules say."""

    at: datetime
    vouched: bool


@dataclass
class Story:
    found: dict[int, Found] = field(default_factory=dict)  # by the scan's id
    days: dict[int, Day] = field(default_factory=dict)  # by rules.day_of()
    sights: list[Sight] = field(default_factory=list)


def tell(
    point: Point, entry: Entry | None, scans: Iterable[Scan], decisions: Mapping[int, str]
) -> Story:
    """The story of these scans, all of one person. `decisions`: the newest of each, by its id."""
    story = Story()
    undecided: list[tuple[Scan, Verdict]] = []
    for scan in sorted(scans, key=lambda scan: (scan.at, scan.nonce)):
        decision = decisions.get(scan.id, "")
        day = rules.day_of(point, ms(scan.at))
        verdict = _verdict(point, entry, scan, decision, story.days.get(day))
        passed = _passed(scan, decision, verdict)
        counted = passed and verdict in rules.GREEN
        story.found[scan.id] = Found(verdict, counted, "")
        if passed:
            _go_on(story, day, scan, decision, verdict)
        if not decision:
            undecided.append((scan, verdict))
    for scan, verdict in undecided:  # now that we know who came in the end
        there = rules.day_of(point, ms(scan.at)) in story.days
        found = story.found[scan.id]
        review = _review(scan, verdict, there=there)
        story.found[scan.id] = Found(found.verdict, found.counted, review)
    return story


def backed(scan: Scan) -> bool:
    """Did a member of the team let the person in, or note her, on their own word?"""
    return bool(scan.reason) or scan.mode in {Mode.HAND, Mode.PAPER}


def _verdict(
    point: Point, entry: Entry | None, scan: Scan, decision: str, day: Day | None
) -> Verdict:
    seen = Seen(ms(day.first), day.inside) if day else None
    if scan.direction == Direction.OUT:
        left = rules.leave(seen).verdict
        confirmed = decision == Decision.COUNT and seen is None
        return Verdict.GOODBYE if confirmed else left
    if _vouched(scan, decision):
        alone = Answer(Verdict.WELCOME)
    else:
        alone = Answer(Verdict(scan.judged), _session(point, entry, scan))
    if alone.verdict == Verdict.WAITING and not alone.session:
        return Verdict.WAITING
    return rules.enter(point, alone, seen).verdict


def _session(point: Point, entry: Entry | None, scan: Scan) -> int:
    """For which session somebody waits: of those of this check point, the one that is open."""
    now = rules.judge(point, entry, ms(scan.at), fresh=True)
    mine = {window.session for window in point.windows}
    return now.session if now.session in mine else 0


def _vouched(scan: Scan, decision: str) -> bool:
    return decision == Decision.COUNT or backed(scan)


def _passed(scan: Scan, decision: str, verdict: Verdict) -> bool:
    """Did the person go through, as far as we may believe it?"""
    if decision == Decision.LEAVE_OUT:
        return False
    return _vouched(scan, decision) or (scan.shown in LET_IN and verdict in LET_IN)


def _go_on(story: Story, day: int, scan: Scan, decision: str, verdict: Verdict) -> None:
    """The person went through: what that adds to the story."""
    there = story.days.get(day)
    if verdict in _THERE:
        story.sights.append(Sight(scan.at, _vouched(scan, decision)))
        if there is None:
            story.days[day] = Day(scan.at, scan.nonce)
        else:
            there.inside, there.left = True, None
    elif verdict == Verdict.GOODBYE:
        came = there or story.days.setdefault(day, Day(scan.at, scan.nonce))
        came.inside, came.left = False, scan.at


def _review(scan: Scan, verdict: str, *, there: bool) -> str:
    """Why somebody should look at a scan that nobody has decided on. `there`: that day she came."""
    if scan.review in STAYS:
        return scan.review
    if backed(scan):
        return ""
    let_in, may = scan.shown in LET_IN, verdict in LET_IN
    if let_in and not may:
        return Review.CANCELLED if verdict == Verdict.CANCELLED else Review.AGAINST_RULE
    return Review.TURNED_AWAY if may and not let_in and not there else ""
