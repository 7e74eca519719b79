"""What every page must be: checked on each HTML answer that a test receives."""

import re
from collections import Counter
from contextvars import Context
from html.parser import HTMLParser

from flask.testing import FlaskClient

from portal.core.db import db

VOID = {"input", "link", "meta", "br", "img", "hr", "path", "rect", "circle", "line"}
LABELLED = {"input", "select", "textarea"}


class Page(HTMLParser):
    """The tags of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.in_label: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        within = {f"_in_{name}": "yes" for name in ("label", "svg") if name in self.open}
        self.tags.append((tag, {**facts, **within}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def all(self, *names):
        return [facts for tag, facts in self.tags if tag in names]


def check(html: str, language: str | None = None) -> None:
    """Raise AssertionError for a page that breaks a rule."""
    page = Page(html)
    root = page.all("html")[0]
    assert root["dir"] == ("rtl" if root["lang"] == "ar" else "ltr")
    assert language in {None, root["lang"]}
    # A picture may have a title of its own.
    assert len([facts for facts in page.all("title") if "_in_svg" not in facts]) == 1
    assert len(page.all("h1")) == 1
    ids = Counter(facts["id"] for _, facts in page.tags if facts.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    labelled = {facts.get("for") for facts in page.all("label")}
    for field in page.all(*LABELLED):
        if field.get("type") in {"hidden", "submit"}:
            continue
        has_name = field.get("id") in labelled or field.get("_in_label") or field.get("aria-label")
        assert has_name, f"a field without a label: {field}"
    for form in page.all("form"):
        assert form.get("action"), "a form without an address"
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", html), "the policy forbids inline style"


def watching(client: FlaskClient) -> FlaskClient:
    """The same client, checking every whole page it receives.

    Each request runs in a context of its own, as on a server: nothing that a test has open (its
    application context, its session) is there for the portal to lean on.
    """
    ask = client.open

    def watched(*args, **kwargs):
        db.session.rollback()
        answer = Context().run(ask, *args, **kwargs)
        shown = answer.mimetype == "text/html" and answer.status_code not in range(300, 400)
        plain = "Content-Encoding" not in answer.headers
        if shown and plain and answer.text.startswith("<!doctype"):
            check(answer.text)
        return answer

    client.open = watched  # type: ignore[method-assign]
    return client
