"""A contact that a telephone keeps (vCard 3.0, RFC 2426): what the widest range of phones reads."""

from collections.abc import Iterator

from portal.startups.papers.facts import Facts

LINE = 75  # bytes, then a line goes on in the next


def draw(facts: Facts) -> bytes:
    """The contact, in the language of `facts`."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(facts)).encode()


def _lines(facts: Facts) -> Iterator[str]:
    name = _escaped(facts.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{name}"
    yield f"N:{name};;;;"
    yield f"ORG:{name}"
    yield "X-ABSHOWAS:COMPANY"
    if facts.dial:
        yield f"TEL;TYPE=WORK,VOICE,PREF:{facts.dial}"
    if facts.dial_whatsapp and facts.dial_whatsapp != facts.dial:
        yield f"TEL;TYPE=CELL:{facts.dial_whatsapp}"
    if facts.dial_whatsapp:
        yield f"URL;TYPE=WhatsApp:https://wa.me/{facts.dial_whatsapp.lstrip('+')}"
    if facts.address or facts.place:
        street, city = _escaped(facts.address), _escaped(facts.place)
        yield f"ADR;TYPE=WORK:;;{street};{city};;;{_escaped(facts.words['country'])}"
    yield f"URL:{_escaped(facts.scan)}"
    if facts.line:
        yield f"NOTE:{_escaped(facts.line)}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """What has a meaning in a contact is marked; a line ends nowhere."""
    for plain, marked in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, marked)
    return "\\n".join(part.strip() for part in text.splitlines())


def _folded(line: str) -> str:
    """In pieces of at most 75 bytes, each but the first begun by a space; no letter is torn."""
    pieces, piece, used = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if used + size > LINE:
            pieces.append(piece)
            piece, used = " ", 1
        piece, used = piece + letter, used + size
    return "\r\n".join([*pieces, piece])
