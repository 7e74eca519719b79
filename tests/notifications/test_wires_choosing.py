"""One line of a setting makes one wire."""

import json
import os

import pytest

from portal.core.errors import SettingsError
from portal.notifications.wires.base import Forged, Trouble
from portal.notifications.wires.choosing import wire
from portal.notifications.wires.folder import Folder
from portal.notifications.wires.gateway import Gateway
from portal.notifications.wires.infobip import Infobip
from portal.notifications.wires.smtp import Mail
from portal.notifications.wires.twilio import Twilio
from portal.notifications.wires.whatsapp import WhatsApp
from tests.notifications.providers import NUMBER, callback, letter


@pytest.mark.parametrize(
    ("url", "channel", "kind"),
    [
        ("folder:///var/outbox", "sms", Folder),
        ("json://host/x", "email", Gateway),
        ("JSONS://host/x", "sms", Gateway),
        ("infobip://k@host/?from=W4L", "sms", Infobip),
        ("twilio://AC1:t@W4L", "sms", Twilio),
        ("whatsapp://t@1055", "whatsapp", WhatsApp),
        ("mailto://me:p@example.ma", "email", Mail),
        ("mailtos://me:p@example.ma?mode=ssl", "email", Mail),
    ],
)
def test_the_word_before_the_colon_chooses_the_wire(url, channel, kind):
    one = wire(url, "one", channel, "https://portal.example/h")
    assert isinstance(one, kind)
    assert (one.name, one.channel) == ("one", channel)


def test_price_and_rate_are_ours_and_leave_the_address():
    one = wire("json://host/x?price=0.45&rate=12.5&:a=b", "sms-1", "sms")
    assert (one.price, one.rate) == (45, 12.5)
    assert one._fields == {"a": "b"}


def test_without_a_price_and_a_rate_there_is_no_cost_and_no_limit():
    one = wire("json://host/x", "sms-1", "sms")
    assert (one.price, one.rate) == (0, 0.0)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "S3cret",
        "://S3cret@host",
        "http s://S3cret@host",
        "json://S3cret:S3cret@",
        "json://me:S3cret@host?price=free",
        "json://me:S3cret@host?price=-1",
        "json://me:S3cret@host?rate=nan",
        "json://me:S3cret@host?colour=S3cret",
        "json://me:p?S3cret@host",
        "json://me:S3cret@host?base=ftp://S3cret",
        "infobip://S3cret@host",
        "infobip://host/?from=S3cret",
        "infobip://S3cret@/?from=W4L",
        "twilio://AC1@S3cret",
        "twilio://AC1:S3cret@",
    ],
)
def test_what_can_t_be_understood_is_said_without_showing_it(url):
    with pytest.raises(SettingsError) as caught:
        wire(url, "sms-1", "sms")
    sentence = str(caught.value)
    assert sentence.startswith("The provider sms-1 ")
    assert sentence.endswith(".")
    assert "S3cret" not in sentence


@pytest.mark.parametrize(
    ("url", "channel"),
    [
        ("infobip://k@host/?from=W4L", "whatsapp"),
        ("twilio://AC1:t@W4L", "email"),
        ("whatsapp://t@1055", "sms"),
        ("mailto://me@example.ma", "sms"),
        ("json://host", "pigeon"),
        ("mailto://me:p@example.ma?mode=ssl", "email"),
        ("mailtos://me:p@example.ma?mode=plain", "email"),
        ("mailto://me:p@example.ma?smtp=host:mail", "email"),
        ("mailto://me:p@example.ma?from=nobody", "email"),
        ("mailto://example.ma", "email"),
        ("folder://", "sms"),
    ],
)
def test_a_service_on_the_wrong_channel_or_with_a_part_missing_is_refused(url, channel):
    with pytest.raises(SettingsError):
        wire(url, "one", channel)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "outbox", name="sms-folder", channel="sms")


def test_a_folder_keeps_what_a_provider_would_be_given(folder):
    assert folder.send(letter()) == ""
    (path,) = folder.folder.iterdir()
    assert path.name == "message-r-1.json"
    assert json.loads(path.read_text()) == {
        "reference": "r-1",
        "channel": "sms",
        "to": NUMBER,
        "text": "À demain, 9 h.",
    }


def test_a_folder_keeps_the_subject_of_an_email(folder):
    folder.send(letter(subject="Demain"))
    assert json.loads(next(folder.folder.iterdir()).read_text())["subject"] == "Demain"


def test_the_same_reference_twice_is_one_file_and_the_folder_knows_it(folder):
    assert folder.dedupes
    assert folder.ask(letter()) is None
    folder.send(letter())
    folder.send(letter())
    assert len(list(folder.folder.iterdir())) == 1
    assert folder.ask(letter()) == ""


def test_a_folder_that_can_t_be_written_is_trouble(folder):
    folder.folder.write_text("a file is in the way")
    with pytest.raises(Trouble, match="folder: FileExistsError"):
        folder.send(letter())


def test_a_folder_is_absolute_or_counts_from_here(tmp_path):
    assert wire("folder:///var/out%20box", "one", "sms").folder.as_posix() == "/var/out box"
    assert wire("folder://var/outbox", "one", "sms").folder.as_posix() == "var/outbox"
    assert not os.path.exists("var/outbox/message-r-1.json")


def test_a_folder_sends_no_receipts(folder):
    with pytest.raises(Forged):
        folder.read(callback())
