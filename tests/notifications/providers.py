"""Servers on this machine that answer as the providers do, in good moods and in bad ones.

`mood` is what they do next: None (as they should), a number (that status), "drop" (read the letter,
keep it, and hang up without a word), "slow" (answer too late), "cut" (stop half-way through).
"""

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portal.notifications.wires.base import Callback, Letter

NUMBER = "+212661234567"
SLOW = 0.4  # seconds; the tests wait half of that
HOOK = "https://portal.example/hooks/sms/one/5ecret"


def letter(reference="r-1", **other):
    given = {"channel": "sms", "address": NUMBER, "language": "fr", "text": "À demain, 9 h."}
    return Letter(reference=reference, **{**given, **other})


def callback(body=b"", url=HOOK, method="POST", **headers):
    query = dict(parse_qsl(urlsplit(url).query))
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Callback(method=method, url=url, headers=names, query=query, body=sent)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass
class Request:
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)

    def form(self):
        return dict(parse_qsl(self.body.decode()))


@dataclass
class Provider:
    """Takes whatever it is sent and gives it a number. Subclasses know one API each."""

    mood: object = None
    extra: dict = field(default_factory=dict)  # headers of its answer
    refusal: object = None  # the body of an answer whose status is `mood`
    seen: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    callers: set = field(default_factory=set)  # the connections that were opened
    at_once: int = 0
    most_at_once: int = 0

    def __enter__(self):
        self.server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def place(self):
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def base(self):
        return f"http://{self.place}"

    def answer(self, request):
        return 200, {"id": f"p-{len(self.seen)}"}


class Gateway(Provider):
    """Honours Idempotency-Key, and can be asked."""

    def answer(self, request):
        if request.method == "GET":
            found = self.kept.get(request.path.rpartition("/")[2])
            return (200, {"id": found}) if found else (404, {})
        key = request.headers["idempotency-key"]
        return 200, {"id": self.kept.setdefault(key, f"g-{len(self.kept) + 1}")}


class Infobip(Provider):
    """`say` is the status it gives a message; its log is what it kept."""

    say = ("PENDING", 26, "PENDING_ACCEPTED")

    def status(self):
        group, number, name = self.say
        return {"groupName": group, "id": number, "name": name, "description": "…"}

    def answer(self, request):
        if request.method == "GET":
            one = request.query.get("messageId")
            found = [{"messageId": one, "status": self.status()}] if one in self.kept else []
            return 200, {"results": found}
        (message,) = request.json()["messages"]
        (to,) = message["destinations"]
        self.kept[to["messageId"]] = message
        told = {"messageId": to["messageId"], "destination": to["to"], "status": self.status()}
        return 200, {"messages": [told]}


class Twilio(Provider):
    def answer(self, request):
        form = request.form()
        sid = f"SM{len(self.seen):032d}"
        return 201, {"sid": sid, "status": "queued", "to": form["To"], "error_code": None}


class Meta(Provider):
    def answer(self, request):
        to = request.json()["to"]
        sent = [{"id": f"wamid.{len(self.seen)}", "message_status": "accepted"}]
        contacts = [{"input": to, "wa_id": to}]
        return 200, {"messaging_product": "whatsapp", "contacts": contacts, "messages": sent}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # five, as it comes, makes the sixth wait for a second


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    provider: Provider

    def do_POST(self):
        provider = self.provider
        with provider.lock:
            provider.at_once += 1
            provider.most_at_once = max(provider.most_at_once, provider.at_once)
        try:
            self._serve(provider)
        finally:
            with provider.lock:
                provider.at_once -= 1

    def do_GET(self):
        self.do_POST()

    def _serve(self, provider):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        split = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, split.path, dict(parse_qsl(split.query)), headers, body)
        with provider.lock:
            provider.seen.append(request)
            provider.callers.add(self.client_address)
            status, told = provider.answer(request)
        if provider.mood == "drop":
            self.close_connection = True
            return
        if provider.mood == "slow":
            time.sleep(SLOW)
        if isinstance(provider.mood, int):
            status, told = provider.mood, provider.refusal or {}
        self._reply(status, json.dumps(told).encode(), cut=provider.mood == "cut")

    def _reply(self, status, content, cut):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in self.provider.extra.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[:3] if cut else content)
        self.close_connection = self.close_connection or cut

    def log_message(self, *_):
        pass


class PostOffice:
    """A mail server. `rcpt` and `data` are its words there, None for yes; "drop" hangs up."""

    def __init__(self, **options):
        self.rcpt = self.data = self.mail = None
        self.letters = []
        self.signed_in = []
        self.port = free_port()
        self.options = options

    def __enter__(self):
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self._know, **self.options
        )
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def _know(self, server, session, envelope, mechanism, given):
        self.signed_in.append((given.login, given.password))
        return AuthResult(success=given.password == b"right", handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self.mail or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.rcpt == "drop":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return self.rcpt or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(envelope)
        if self.data == "drop":
            server.transport.abort()
        return self.data or "250 2.0.0 Ok: queued as 4R7"
