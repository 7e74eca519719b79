"""How much the whole portal carries: pages, registrations, a rush for seats, servers compared."""

import asyncio
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import databases
from tests.stack.crowd import Fair, fill_in, open_fair, rush
from tests.stack.processes import Stack, until
from tests.stack.visitor import Visitor, visitors

ENGINES = ("sqlite", "postgresql")
CLIENTS = 32
PAGES_SECONDS = 8
JOURNEYS_SECONDS = 20
PEOPLE, SEATS = 1000, 100
SLOW_CLIENTS = 64


@contextmanager
def running(engine: str, seats: int = 1_000_000, **environ: str) -> Iterator[tuple[Stack, Fair]]:
    """A whole portal with one open event, ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with databases.fresh(engine, folder) as url:
            stack = Stack(folder, url, **environ)
            try:
                stack.whole()
                yield stack, open_fair(stack, seats)
            finally:
                stack.stop()


def spread(seconds: list[float]) -> str:
    """p50, p95, p99 and the longest, in milliseconds."""
    ordered = sorted(seconds)
    marks = [
        ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 0.99)
    ]
    return "".join(f"{value * 1000:8.0f}" for value in (*marks, ordered[-1]))


def pages() -> None:
    """Pages of the fair per second, as a browser asks for them."""
    print(f"\nFair pages, {CLIENTS} clients, {PAGES_SECONDS} s, Brotli, two web processes")
    for engine in ENGINES:
        with running(engine) as (stack, fair):
            print(f"  {engine:12}{_wrk(stack.port, fair.path)}")


def _wrk(port: int, path: str) -> str:
    if not shutil.which("wrk"):
        return "wrk is not installed (apt-get install wrk)"
    address = f"http://127.0.0.1:{port}{path}"
    options = [f"-c{CLIENTS}", "-t1", f"-d{PAGES_SECONDS}", "--latency", "-HAccept-Encoding: br"]
    subprocess.run(["wrk", "-c8", "-t1", "-d1", address], capture_output=True, check=True)
    said = subprocess.run(["wrk", *options, address], capture_output=True, text=True, check=True)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said.stdout)
    marks = dict(re.findall(r"(50|90|99)%\s+(\S+)", said.stdout))
    wrong = re.search(r"(Non-2xx.*|Socket errors.*)", said.stdout)
    shown = ", ".join(f"p{mark} {value}" for mark, value in marks.items())
    return f"{float(rate[1]):8.0f} pages/s   {shown}   {wrong[0] if wrong else 'no error'}"


def journeys() -> None:
    """Form fetched, form sent, badge fetched: how many a second, and none lost."""
    print(f"\nRegistrations (form, sent, badge), {CLIENTS} clients, {JOURNEYS_SECONDS} s")
    for engine in ENGINES:
        with running(engine) as (stack, fair):
            _journeys(engine, stack, fair)


def _journeys(engine: str, stack: Stack, fair: Fair) -> None:
    begun, own = time.perf_counter(), time.process_time()
    steps, statuses = asyncio.run(_people(fair, begun + JOURNEYS_SECONDS))
    lasted, own = time.perf_counter() - begun, time.process_time() - own
    done = len(steps["badge"])
    kept = stack.number("SELECT count(*) FROM registration")
    posted = stack.number("SELECT count(*) FROM message")
    print(f"  {engine}: {done / lasted:.0f} registrations/s; {done} acknowledged, {kept} rows,")
    print(f"    {posted} messages; answers {dict(statuses)}; clients: {own / lasted:.0%} of a core")
    print(f"    {'ms':14}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>8}")
    for step, seconds in steps.items():
        print(f"    {step:14}{spread(seconds)}")
    until(lambda: stack.letters() == posted, seconds=300)
    late = time.perf_counter() - begun - lasted
    print(f"    the last message left {late:.0f} s after the last person")


async def _people(fair: Fair, end: float) -> tuple[dict[str, list[float]], Counter]:
    steps: dict[str, list[float]] = {"form": [], "sent": [], "badge": []}
    statuses: Counter = Counter()
    numbers = iter(range(10_000_000))

    async def timed(step: str, deed):
        begun = time.perf_counter()
        answer = await deed
        steps[step].append(time.perf_counter() - begun)
        return answer

    async def one_after_another(visitor: Visitor) -> None:
        while time.perf_counter() < end:
            filled = await timed("form", fill_in(visitor, fair, next(numbers)))
            sent = await timed("sent", visitor.post(f"{fair.path}register", filled))
            badge = await timed("badge", visitor.get(sent.headers["location"]))
            statuses.update((sent.status, badge.status))

    async with visitors(fair.port, CLIENTS) as everyone:
        await asyncio.gather(*(one_after_another(each) for each in everyone))
    return steps, statuses


def rush_for_seats() -> None:
    """A thousand people send their form at the same instant."""
    print(f"\nThe rush: {PEOPLE} people at once, {SEATS} seats")
    for engine in ENGINES:
        with running(engine, SEATS) as (stack, fair):
            outcomes, _ = asyncio.run(rush(fair, PEOPLE))
            answers = dict(Counter(outcome.status for outcome in outcomes))
            states = dict(stack.rows("SELECT state, count(*) FROM seat GROUP BY state"))
            queue = stack.rows("SELECT queued_at FROM seat ORDER BY id")
            print(f"  {engine:12}{states}, in order: {queue == sorted(queue)}; answers {answers}")
            print(f"    {'ms':14}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>8}")
            print(f"    {'sent':14}{spread([outcome.seconds for outcome in outcomes])}")


def servers() -> None:
    """The web server we run against the other candidate, on this application."""
    print(
        f"\nWeb servers, fair pages, and the same while {SLOW_CLIENTS} clients send a byte a second"
    )
    for name in ("granian", "gunicorn"):
        if importlib.util.find_spec(name) is None:
            print(f"  {name:12}not installed (pip install {name})")
            continue
        with running("sqlite") as (stack, fair):
            if name == "gunicorn":
                _instead(stack)
            print(f"  {name:12}{_wrk(stack.port, fair.path)}")
            print(f"  {'':12}{asyncio.run(_beside_slow_ones(stack.port, fair))}")


def _instead(stack: Stack) -> None:
    """gunicorn in the place of `portal web`."""
    stack.kill("web")
    words = ["-m", "gunicorn", "-k", "gthread", "-w2", "--threads", "32", "wsgi:app"]
    where = ["-b", f"127.0.0.1:{stack.port}", "--keep-alive", "30"]
    stack.processes["web"] = subprocess.Popen(
        [sys.executable, *words, *where], env=stack.environ, start_new_session=True
    )
    until(stack.ready)


async def _beside_slow_ones(port: int, fair: Fair) -> str:
    """Pages for quick people while slow ones keep the server busy with headers and bodies."""
    slow = []
    for number in range(SLOW_CLIENTS):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /fr/leave HTTP/1.1\r\nHost: x\r\n")
        if number % 2:
            writer.write(b"Content-Length: 1000\r\n\r\nx")
        await writer.drain()
        slow.append(writer)
    seconds = []
    async with visitors(port, 4) as everyone:
        for _ in range(50):
            begun = time.perf_counter()
            try:
                await asyncio.wait_for(everyone[0].get(fair.path), 5)
            except (TimeoutError, ConnectionError):
                seconds.append(5.0)
                break
            seconds.append(time.perf_counter() - begun)
            slow[len(seconds) % SLOW_CLIENTS].write(b"x")
    for writer in slow:
        writer.close()
    return f"beside slow ones, ms p50 p95 p99 longest:{spread(seconds)}"
