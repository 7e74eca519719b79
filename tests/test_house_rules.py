"""The habits of the house, checked so that nobody has to remember them."""

import re
from importlib import import_module

import pytest
from jinja2 import nodes

from portal.core import codes
from portal.core.queue import Job
from portal.notifications import kinds
from portal.notifications import labels as message_labels
from portal.notifications.models import State
from portal.settings import CHANNELS, ROOT

PYTHON = [
    path
    for folder in ("portal", "jobs", "tests", "migrations")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LAYOUTS = {"base.html", "desk.html", "print.html", "me.html", "employer.html", "shell.html"}
LABELS = [
    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted((ROOT / "portal").glob("*/labels.py"))
]
PHYSICAL = re.compile(
    r"(margin|padding|border)-(left|right)"
    r"|(^|[\s;{])(left|right)\s*:"
    r"|(float|text-align)\s*:\s*(left|right)"
)
WORDS_OF_DATA = "portal/demo_words.py"
TOP = {
    *("portal", "templates", "static", "jobs", "migrations", "tests", "docs"),
    *("wsgi.py", "pyproject.toml", "README.md", "Makefile", "LICENSE", "CHANGELOG.md"),
    *("constraints.txt", "var"),
}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_files_stay_readable_in_one_sitting(path):
    if "versions" not in path.parts and name(path) != WORDS_OF_DATA:
        assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_stay_short(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_partials_stand_alone_and_pages_extend(path, app):
    tree = app.jinja_env.parse(path.read_text())
    extends = tree.find(nodes.Extends) is not None
    if path.name in LAYOUTS or {"ui", "messages"} & set(path.parts):
        return
    assert extends != path.name.startswith("_")


@pytest.mark.parametrize("sheet", sorted((ROOT / "static/css").glob("*.css")), ids=name)
def test_css_has_no_left_and_no_right(sheet):
    assert not PHYSICAL.search(sheet.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_obey_the_content_security_policy(path):
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|hx-on|\|\s*safe", text)


@pytest.mark.parametrize("job", Job)
def test_every_job_name_leads_to_a_function(job):
    module, function = job.rsplit(".", 1)
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("path", [p for p in PYTHON if "portal" in p.parts], ids=name)
def test_no_sentence_hides_in_an_f_string_where_the_catalogues_do_not_find_it(path):
    assert not re.search(r"""f["'][^\n]*\{_\(""", path.read_text())


def test_every_blueprint_says_who_may_enter(app):
    assert set(app.blueprints) <= set(app.before_request_funcs)


def test_every_template_is_used():
    sources = "".join(p.read_text() for p in [*PYTHON, *TEMPLATES])
    names = [str(p.relative_to(ROOT / "templates")) for p in TEMPLATES]
    assert [n for n in names if n not in sources] == []


def test_every_refusal_has_its_sentence():
    source = "".join(p.read_text() for p in (ROOT / "portal").rglob("*.py"))
    raised = set(re.findall(r"Refused\(\s*\"(\w+)\"", source))
    have = {code for domain in LABELS for code in domain.REFUSALS}
    assert have == raised


def test_every_kind_of_message_has_its_text_and_its_name(app):
    for name in kinds.KINDS:
        for text in ("sms.txt", "subject.txt"):
            assert (ROOT / "templates/messages" / name / text).exists()
    assert set(message_labels.KINDS) == set(kinds.KINDS)
    assert set(message_labels.STATES) == set(State)
    assert set(message_labels.CHANNELS) == set(CHANNELS)


def test_the_top_level_stays_as_decided():
    seen = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert seen - TOP - {"__pycache__"} == set()


def test_no_route_disappeared(app):
    """Addresses are promises: remove one from the list only on purpose."""
    promised = (ROOT / "tests/routes.txt").read_text().split("\n")
    have = {
        f"{','.join(sorted(rule.methods - {'HEAD', 'OPTIONS'}))} {rule.rule}"
        for rule in app.url_map.iter_rules()
    }
    assert {line for line in promised if line} - have == set()
    assert have - set(promised) == set(), "add the new addresses to tests/routes.txt"


def test_the_code_alphabet_has_no_look_alikes():
    assert not set("ILOU") & set(codes.ALPHABET)
    assert len(codes.ALPHABET) == 32
