"""How many cases were tried, told at the end of a run."""

from collections import Counter

import pytest

TRIED: Counter[str] = Counter()


@pytest.fixture
def tried() -> Counter[str]:
    return TRIED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TRIED:
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(TRIED.items()))
        terminalreporter.write_line(
            f"Hostile cases: {TRIED.total()} in all ({told}), none without an answer below 500."
        )
