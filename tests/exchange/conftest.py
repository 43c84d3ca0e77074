"""Lists of notices to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from brobygger.exchange.notices import Reading, read_notices

EXAMPLES = Path(__file__).parents[2] / "examples" / "notices"
HEADING = (
    "Journalnr",
    "Modtaget",
    "Udlændingenr",
    "CPR",
    "Navn",
    "Født",
    "Køn",
    "Statsborgerskab",
    "Sprog",
    "Opholdsgrundlag",
    "Tilladelse fra",
    "Tilladelse til",
    "Visiteret",
    "Forventet ankomst",
    "Husstand",
    "Rolle",
    "Særlige hensyn",
)
GOOD = {
    "Journalnr": "2018-0100",
    "Modtaget": "20-04-2018",
    "Udlændingenr": "62280164",
    "CPR": "",
    "Navn": "Bassel Mansour",
    "Født": "01-10-1985",
    "Køn": "M",
    "Statsborgerskab": "SYR",
    "Sprog": "arabisk",
    "Opholdsgrundlag": "§ 7, stk. 1 konvention",
    "Tilladelse fra": "15-04-2018",
    "Tilladelse til": "15-04-2019",
    "Visiteret": "17-04-2018",
    "Forventet ankomst": "01-06-2018",
    "Husstand": "V100",
    "Rolle": "enlig",
    "Særlige hensyn": "",
}


def a_list(*rows: dict[str, str], heading: Sequence[str] = HEADING, separator: str = ";") -> bytes:
    """A file with these rows, each the good row with some cells changed."""
    lines = [separator.join(heading)]
    lines += [separator.join({**GOOD, **row}.get(name, "") for name in heading) for row in rows]
    return "\r\n".join(lines).encode()


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Reads rows as they would be read on 9 June 2018."""

    def reading(*rows: dict[str, str], **options: object) -> Reading:
        return read_notices(a_list(*rows), today=date(2018, 6, 9), **options)  # type: ignore[arg-type]

    return reading
