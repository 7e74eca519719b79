"""How many messages one worker process hands to a provider that answers in 50 ms."""

import tempfile
import time
from pathlib import Path

from tests import databases
from tests.faults.conftest import inside
from tests.faults.provider import Provider
from tests.faults.sending import prepare, twice
from tests.stack.processes import Stack, until

ENGINES = ("sqlite", "postgresql")
MESSAGES = 6000
LATENCY = 0.05  # seconds


def run() -> None:
    print(f"\n{MESSAGES} messages, one worker process, a provider that answers in 50 ms")
    for engine in ENGINES:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            with databases.fresh(engine, folder) as url, Provider(latency=LATENCY) as provider:
                stack = Stack(folder, url, PORTAL_SMS_URL=provider.url)
                try:
                    _measure(engine, stack, provider)
                finally:
                    stack.stop()


def _measure(engine: str, stack: Stack, provider: Provider) -> None:
    with inside(stack):
        prepare(stack, MESSAGES)
    stack.start("redis", "messages worker", "sweeper")
    until(lambda: provider.posts)
    until(lambda: len(provider.effects) == MESSAGES, seconds=300)
    seconds = provider.posts[-1] - provider.posts[0]
    until(lambda: stack.number("SELECT count(*) FROM message WHERE state <> 'accepted'") == 0)
    late = time.monotonic() - provider.posts[-1]
    print(
        f"  {engine:12}{len(provider.posts) / seconds:6.0f} messages/s, at most "
        f"{provider.most_at_once} at once, {twice(provider)} twice; all noted after {late:.1f} s"
    )
