"""The agreement as a paper to keep: French, then the same in Arabic to read along."""

from portal.agreements.models import Agreement, Signature
from portal.agreements.rules import turns
from portal.agreements.rules.sentences import PAPER, WORDS
from portal.agreements.rules.wording import FACT, HEADING, Part, written_day
from portal.agreements.states import AgreementState
from portal.agreements.texts import parts, shown_name
from portal.core.clock import local
from portal.core.pdf import Paper

HASH_LETTERS = 12
STOPPED = (AgreementState.REJECTED, AgreementState.CANCELLED)


def pdf(agreement: Agreement, reader: str) -> bytes:
    """The paper as the party `reader` may have it. Slow: never inside a transaction."""
    title = WORDS["fr"]["paper"] % {"number": agreement.number}
    paper = Paper("fr", title, foot=agreement.number)
    _write(paper, agreement, reader, "fr")
    paper.new_page()
    paper.speak("ar")
    _write(paper, agreement, reader, "ar")
    return paper.bytes()


def _write(paper: Paper, agreement: Agreement, reader: str, language: str) -> None:
    words, own = WORDS[language], PAPER[language]
    if language != "fr":
        _courtesy(paper, language)
    paper.heading(words["paper"] % {"number": agreement.number})
    paper.small(words["version"] % {"version": agreement.version})
    if agreement.state not in turns.ON_PAPER:
        paper.paragraph(own["stopped" if agreement.state in STOPPED else "draft"], bold=True)
    _parts(paper, parts(agreement, language))
    paper.subheading(own["record"])
    paper.facts(
        (words[one.party], _record(agreement, one, reader, language))
        for one in agreement.signatures
    )
    paper.small(own["how"])


def _courtesy(paper: Paper, language: str) -> None:
    """Said in both languages, whichever the reader knows."""
    paper.paragraph(PAPER[language]["courtesy"], bold=True)
    paper.speak("fr")
    paper.paragraph(PAPER["fr"]["courtesy"], bold=True)
    paper.speak(language)


def _parts(paper: Paper, all_parts: list[Part]) -> None:
    pairs: list[tuple[str, str]] = []
    for part in all_parts:
        if part.kind == FACT:
            pairs.append((part.label, part.text))
            continue
        if pairs:
            paper.facts(pairs)
            pairs = []
        if part.kind == HEADING:
            paper.subheading(part.text)
        else:
            paper.paragraph(part.text)
    if pairs:
        paper.facts(pairs)


def _record(agreement: Agreement, one: Signature, reader: str, language: str) -> str:
    own, name = PAPER[language], shown_name(agreement, one, reader)
    if one.signed_at is None:
        return f"{name} – {own['unsigned']}"
    at = local(one.signed_at)
    facts = {
        "day": written_day(at.date(), language),
        "hour": f"{at:%H:%M}",
        "version": agreement.version,
        "hash": (one.text_hash or b"").hex()[:HASH_LETTERS],
    }
    return f"{name} – {own['signed'] % facts}"
