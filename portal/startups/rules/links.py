"""Addresses that members type: which may stand on a page, and how they are written there.

Nothing here, and nothing else, ever fetches one. An address that is taken is https (or http, for a
website alone), has a public host name, no port, no name and password, and only signs that may stand
in HTML.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, urlsplit

from portal.core.folding import fold
from portal.startups.states import LinkKind

LONGEST = 300
LONGEST_HOST = 253
MOST_LABEL = 63
IN_PATH = "/%:@!$&()*+,;=~-._"
_SCHEME = re.compile(r"(https?)://(.*)", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ENDING = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]+")
# Names that are not of the public internet, or that stand for any address within a network.
INNER = frozenset(
    (
        *("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp"),
        *("private", "test", "example", "invalid", "onion", "arpa", "domain", "i2p", "alt"),
        *("nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me", "vcap.me", "lacolhost.com"),
        *("home.arpa", "traefik.me", "ts.net"),
    )
)


@dataclass(frozen=True)
class Network:
    """`hosts`: those it answers at, and how each is written; `handle`: what a bare name becomes."""

    hosts: Mapping[str, str]
    handle: str
    named: str = r"[A-Za-z0-9._-]{2,60}"
    keeps: Mapping[str, str] = field(default_factory=dict)  # path -> the one parameter it needs


def _same(home: str, *others: str) -> dict[str, str]:
    """Every one of these hosts, and the usual ones below them, is written as `home`."""
    bare = home.removeprefix("www.")
    also = (f"{below}{bare}" for below in ("", "www.", "m.", "web.", "mobile.", "fr-fr.", "ar-ar."))
    return dict.fromkeys((home, *also, *others), home)


NETWORKS: dict[str, Network] = {
    LinkKind.FACEBOOK: Network(
        _same("www.facebook.com", "fb.com", "www.fb.com") | {"fb.me": "fb.me"},
        "https://www.facebook.com/{}",
        keeps={"/profile.php": "id"},
    ),
    LinkKind.INSTAGRAM: Network(
        _same("www.instagram.com", "instagr.am"), "https://www.instagram.com/{}"
    ),
    LinkKind.TIKTOK: Network(
        _same("www.tiktok.com") | {"vm.tiktok.com": "vm.tiktok.com"}, "https://www.tiktok.com/@{}"
    ),
    LinkKind.YOUTUBE: Network(
        _same("www.youtube.com") | {"youtu.be": "youtu.be"},
        "https://www.youtube.com/@{}",
        named=r"[\w.·-]{3,60}",
        keeps={"/watch": "v", "/playlist": "list"},
    ),
    LinkKind.LINKEDIN: Network(
        _same("www.linkedin.com", "ma.linkedin.com", "fr.linkedin.com"),
        "https://www.linkedin.com/company/{}",
        named=r"[\w-]{2,100}",
    ),
}


def read(kind: str, typed: str) -> str | None:
    """The address that was typed, as it may stand on a page; None for one that may not.

    For a network "@name" and "name" are understood too.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text or len(text) > LONGEST or _has_odd_signs(text):
        return None
    network = NETWORKS.get(kind)
    if network is None:
        return _website(text)
    return _handle(network, text) or _on_network(network, text)


def shown(address: str) -> str:
    """The address as people read it: without https://, and with the letters of its own script.

    A host that mixes scripts, or looks like another one, stays as the network writes it (xn--…).
    """
    parts = urlsplit(address)
    host = ".".join(_readable(label) for label in (parts.hostname or "").split("."))
    return host.removeprefix("www.") + parts.path.rstrip("/")


def _has_odd_signs(text: str) -> bool:
    """Control characters, spaces, signs that can't be seen, and what no address holds."""
    odd = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
    return any(c in "\\<>\"'`{}|^" or unicodedata.category(c) in odd for c in text)


def _handle(network: Network, text: str) -> str | None:
    """ "@name" or "name"; what begins like an address of the network is none."""
    named = text.removeprefix("@")
    first = named.casefold().split("/")[0]
    if first in network.hosts or not re.fullmatch(network.named, named):
        return None
    if named.startswith("www.") or not any(c.isalnum() for c in named):
        return None
    return network.handle.format(quote(named, safe="._-"))


def _on_network(network: Network, text: str) -> str | None:
    """An address of a page of this network, without what tells who shared it."""
    whole = _website(text)
    parts = urlsplit(whole) if whole else None
    home = network.hosts.get(parts.hostname or "") if parts else None
    if parts is None or home is None or not parts.path.strip("/"):
        return None
    parameter = network.keeps.get(parts.path)
    said = parse_qs(parts.query).get(parameter, [""])[0] if parameter else ""
    query = f"?{parameter}={quote(said, safe='')}" if said else ""
    return f"https://{home}{parts.path}{query}"


def _website(text: str) -> str | None:
    match = _SCHEME.fullmatch(text)
    scheme, rest = (match[1].lower(), match[2]) if match else ("https", text)
    named, path, query = _cut(rest)
    host = _public_host(named)
    if host is None:
        return None
    kept = quote(path, safe=IN_PATH)
    asked = "?" + quote(query, safe=IN_PATH + "?") if query else ""
    return f"{scheme}://{host}{kept or '/'}{asked}"


def _cut(rest: str) -> tuple[str, str, str]:
    """Host, path, query; what stands behind a # is for the browser alone."""
    bare = rest.partition("#")[0]
    before, _, query = bare.partition("?")
    host, slash, path = before.partition("/")
    return host, slash + path, query


def _public_host(named: str) -> str | None:
    """The host in the signs of the network, or None for one that not everyone can reach.

    A port, a name before an @, an address in numbers: their signs are in no name.
    """
    try:
        host = named.casefold().encode("idna").decode("ascii").lower()
    except (UnicodeError, ValueError):
        return None
    labels = host.split(".")
    well_formed = all(_LABEL.fullmatch(label) and len(label) <= MOST_LABEL for label in labels)
    if len(labels) < 2 or len(host) > LONGEST_HOST or not well_formed:
        return None
    endings = {".".join(labels[place:]) for place in range(len(labels))}
    return None if endings & INNER or not _ENDING.fullmatch(labels[-1]) else host


def _readable(label: str) -> str:
    """A part of a host: in Latin or in Arabic letters, where it holds no others."""
    if not label.startswith("xn--"):
        return label
    try:
        text = label.encode().decode("idna")
    except UnicodeError:
        return label
    letters = [c for c in text if c.isalpha()]
    arabic = letters and all(unicodedata.name(c, "").startswith("ARABIC") for c in letters)
    latin = fold(text).isascii() and all("LATIN" in unicodedata.name(c, "") for c in letters)
    return text if arabic or latin else label
