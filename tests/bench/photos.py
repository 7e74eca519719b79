"""What a photo costs: seconds and memory of the child process that builds it anew.

One after another, each in a process of its own, as the portal does it; the memory is what the
largest child held at its worst moment, and the processor's seconds what the limit of five counts.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable

from portal.core import photos
from tests.startups import corpus
from tests.startups.pictures import camera

PHOTOS = 20
HUNDREDTHS = (50, 95, 100)
REFUSAL = 100  # bytes: an answer without files is shorter
# A child counts the memory of whoever started it as its own until it runs: so one that has little.
STARTER = """
import os, subprocess, sys, time
begun = time.perf_counter()
command = [sys.executable, "-I", "-B", sys.argv[2]]
with open(sys.argv[1], "rb") as file:
    child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, env={}, cwd="/")
answered = len(child.stdout.read())
used = os.wait4(child.pid, 0)[2]
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss, answered)
"""


def run() -> None:
    every = corpus.cases()
    print(f"photos: {len(every)} files of the corpus, then {PHOTOS} of 12 megapixels")
    _measure("the corpus", [(str(case), case.content) for case in every])
    twelve = [camera(4000, 3000, seed=n, quality=93) for n in range(4)] * (PHOTOS // 4)
    _measure("12 megapixels", [(f"camera {n}", content) for n, content in enumerate(twelve)])
    light = [camera(1600, 1200, seed=n, quality=80) for n in range(4)] * (PHOTOS // 4)
    _measure("made light on the phone", [(f"phone {n}", one) for n, one in enumerate(light)])


def _measure(title: str, files: Iterable[tuple[str, bytes]]) -> None:
    clock, worked, memory, taken = [], [], [], 0
    for name, content in files:
        seconds, processor, held, fine = _one(content)
        clock.append((seconds, name))
        worked.append((processor, name))
        memory.append((held, name))
        taken += fine
    print(f"  {title}: {taken} of {len(clock)} taken")
    for what, figures in (("seconds", clock), ("of a processor", worked), ("MiB", memory)):
        figures.sort()
        spread = [figures[min(len(figures) - 1, len(figures) * h // 100)][0] for h in HUNDREDTHS]
        told = "  ".join(f"p{h} {value:.2f}" for h, value in zip(HUNDREDTHS, spread, strict=True))
        print(f"    {what:16}{told}  (most: {figures[-1][1]})")


def _one(content: bytes) -> tuple[float, float, float, bool]:
    """Seconds by the clock, of a processor, MiB; and was it taken?"""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-c", STARTER, file.name, str(photos.WORKER)]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    seconds, processor, held, length = map(float, told.split())
    return seconds, processor, held / 1024, length > REFUSAL
