"""E-mail, against a mail server of this machine."""

import logging
import ssl
from datetime import timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.core.clock import now
from portal.notifications.wires import smtp
from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications.providers import PostOffice, callback, free_port, letter

READER = "nour@example.org"


@pytest.fixture
def office():
    with PostOffice() as server:
        yield server


def way(server, login="me:right", scheme="mailto", more=""):
    place = f"127.0.0.1:{server.port}"
    url = f"{scheme}://{login}@example.ma?smtp={place}&from=salam@work.example&name=Work%204%20Life"
    return wire(url + more, "mail-1", "email")


def mail(**other):
    return letter(**{"channel": "email", "address": READER, "subject": "Demain", **other})


def received(server):
    content = server.letters[-1].content.replace(b"\r\n", b"\n")
    return message_from_bytes(content, policy=policy.default)


def words(part):
    return part.get_content().replace("\r\n", "\n")


def test_a_letter_is_a_text_with_an_html_alternative_and_the_right_headers(office):
    leave = "https://portal.example/fr/m/a1"
    assert way(office, login="me").send(mail(html="<p>À demain</p>", leave=leave)) == ""
    got = received(office)
    assert got["From"] == "Work 4 Life <salam@work.example>"
    assert got["To"] == READER
    assert got["Message-ID"] == "<r-1@work.example>"
    assert got["List-Unsubscribe"] == f"<{leave}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"]
    assert got.get_content_type() == "multipart/alternative"
    assert words(got.get_body(("plain",))) == "À demain, 9 h.\n"
    assert words(got.get_body(("html",))) == "<p>À demain</p>\n"
    assert not list(got.iter_attachments())
    assert office.letters[-1].mail_from == "salam@work.example"


def test_an_arabic_subject_and_text_arrive_as_written_over_seven_bits(office):
    subject, text = "موعدك غدًا الساعة التاسعة صباحًا في الرباط، نلقاك هناك", "إلى الغد\n.\nنهاية"
    way(office, login="me").send(mail(subject=subject, text=text, language="ar"))
    assert office.letters[-1].content.isascii()
    assert received(office)["Subject"] == subject
    assert words(received(office)) == f"{text}\n"


def test_a_line_that_begins_with_a_dot_does_not_end_the_letter(office):
    way(office, login="me").send(mail(text="one\n.\n..two\nthree"))
    assert words(received(office)) == "one\n.\n..two\nthree\n"


def test_a_subject_can_t_add_a_header(office):
    way(office, login="me").send(mail(subject="Hi\r\nBcc: all@example.org"))
    assert received(office)["Bcc"] is None


def test_one_click_is_promised_only_where_it_is_safe(office):
    way(office, login="me").send(mail(leave="http://127.0.0.1/m/a1"))
    assert received(office)["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [
        ("550 5.1.1 nobody of that name", Rejected, "mailbox_unknown"),
        ("550 No such user", Rejected, "mailbox_unknown"),
        ("550 5.2.1 closed", Rejected, "mailbox_unknown"),
        ("552 5.2.2 over quota", Rejected, "mailbox_full"),
        ("552 over quota", Rejected, "mailbox_full"),
        ("554 5.7.1 we do not like you", Rejected, "refused"),
        ("554 no", Rejected, "refused"),
        ("451 4.7.1 greylisted", Trouble, "provider_error"),
        ("452 4.2.2 full for now", Trouble, "provider_error"),
    ],
)
def test_a_reader_refused_says_why(office, said, outcome, code):
    office.rcpt = said
    with pytest.raises(outcome, match=code):
        way(office, login="me").send(mail())
    assert office.letters == []


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [
        ("554 5.7.1 spam", Rejected, "content_refused"),
        ("451 4.3.0 try later", Trouble, "provider_error"),
        ("drop", Unclear, "answer_lost"),
    ],
)
def test_after_the_last_dot_only_the_answer_can_tell(office, said, outcome, code):
    office.data = said
    with pytest.raises(outcome, match=code):
        way(office, login="me").send(mail())


def test_a_hang_up_before_the_letter_was_told_is_trouble(office):
    office.rcpt = "drop"
    with pytest.raises(Trouble, match="no_connection"):
        way(office, login="me").send(mail())


def test_a_server_that_is_not_there_is_trouble(office):
    office.port = free_port()
    with pytest.raises(Trouble, match="no_connection"):
        way(office).send(mail())


def test_a_server_that_says_nothing_is_trouble_after_a_while(office, monkeypatch):
    import socket

    monkeypatch.setattr(smtp, "TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        office.port = silent.getsockname()[1]
        with pytest.raises(Trouble, match="no_connection"):
            way(office).send(mail())


def test_our_own_sender_being_refused_is_ours_to_mend(office):
    office.mail = "530 5.7.0 sign in first"
    with pytest.raises(Trouble, match="account_refused"):
        way(office, login="me").send(mail())


def test_an_address_that_no_relay_can_carry_is_unknown(office):
    with pytest.raises(Rejected, match="mailbox_unknown"):
        way(office, login="me").send(mail(address="نور@example.org"))


def test_the_reader_is_in_no_log_line(office, caplog):
    office.rcpt = f"550 5.1.1 <{READER}> unknown"
    with caplog.at_level(logging.DEBUG, "portal"), pytest.raises(Rejected) as caught:
        way(office, login="me").send(mail())
    assert READER not in f"{caplog.text} {caught.value!r} {caught.value.__cause__!r}"


def test_a_mail_server_tells_nothing_afterwards(office):
    one = way(office)
    assert (one.tells, one.dedupes) == (False, False)
    with pytest.raises(Unclear):
        one.ask(mail())
    with pytest.raises(Forged):
        one.read(callback())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that only those who are told trust."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    alias = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(alias, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(serialization.Encoding.PEM, form, plain)
    (folder / "cert.pem").write_bytes(pem)
    (folder / "both.pem").write_bytes(pem + secret)
    return folder


@pytest.fixture
def safe_office(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "both.pem")
    with PostOffice(tls_context=context, auth_required=True) as server:
        yield server


def test_a_password_goes_only_over_starttls_and_is_checked(safe_office, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    way(safe_office, scheme="mailtos").send(mail())
    assert safe_office.signed_in == [(b"me", b"right")]
    with pytest.raises(Trouble, match="account_refused"):
        way(safe_office, login="me:wrong", scheme="mailtos").send(mail())


def test_a_server_that_nobody_vouches_for_is_told_nothing(safe_office):
    with pytest.raises(Trouble, match="no_connection"):
        way(safe_office, scheme="mailtos").send(mail())
    assert safe_office.signed_in == []


def test_a_server_without_tls_is_told_no_password(office):
    with pytest.raises(Trouble, match="no_connection"):
        way(office, scheme="mailtos").send(mail())
    assert office.signed_in == []
