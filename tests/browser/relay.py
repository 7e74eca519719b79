"""Stands between Chromium and the portal and weighs every answer that passes, as it was sent.

Chromium's own figures leave out what its service workers and its cache do; the wire does not.
"""

import contextlib
import http.client
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OURS = {"connection", "transfer-encoding", "keep-alive", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """One request and what came back, without its headers."""

    method: str
    path: str
    status: int
    size: int
    page: bool  # a page load: asked for as a document, and not a redirect


class Relay:
    """Listens on a port of its own and passes everything on to `port`."""

    def __init__(self, port: int) -> None:
        self.answers: list[Answer] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(port, self.answers))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def size(self) -> int:
        return sum(answer.size for answer in self.answers)

    @property
    def requests(self) -> int:
        return len(self.answers)

    @property
    def pages(self) -> int:
        return sum(answer.page for answer in self.answers)


def _handler(port: int, answers: list[Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            portal = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            portal.request(self.command, self.path, body, dict(self.headers))
            answer = portal.getresponse()
            content = answer.read()
            portal.close()
            document = self.headers.get("Sec-Fetch-Dest") == "document"
            page = document and answer.status // 100 != 3
            answers.append(Answer(self.command, self.path, answer.status, len(content), page))
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {*OURS, "content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):  # the browser no longer wants it
                self.wfile.write(content)

        do_GET = do_POST = pass_on  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_) -> None:
            pass

    return Handler
