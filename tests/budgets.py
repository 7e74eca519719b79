"""The budgets: the table of the README, as numbers."""

import re
from pathlib import Path

from portal.settings import ROOT

PROMISED = ROOT.parent / "shared" / "contract.md"  # where the table comes from, if it is at hand


def table(path: Path = ROOT / "README.md") -> dict[str, str]:
    """The rows below the heading "Budgets": what is measured, and the most it may be."""
    _, _, below = path.read_text().partition("\n## Budgets")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", below.split("\n## ")[0], re.MULTILINE)
    return {what: most for what, most in rows if what != "what"}


def most(beginning: str) -> list[int]:
    """The numbers of the one row that begins so: bytes, then page loads, then requests."""
    (cell,) = (most for what, most in table().items() if what.startswith(beginning))
    return [int(number.replace(" ", "")) for number in re.findall(r"\d[\d ]*", cell)]
