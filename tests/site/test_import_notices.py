"""A file of notices is taken in from the command line, and nobody is named on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brobygger.office.access.context import acting
from brobygger.office.casefiles.models import Case
from brobygger.office.reception.models import Notice, Upload
from brobygger.site.notices import take_in
from staffed import Office, an_office

EXAMPLES = Path(__file__).parents[2] / "examples" / "notices"
LEJRE = EXAMPLES / "lejre-2019-med-fejl.csv"


@pytest.fixture
def office(db: None, settings: object) -> Office:
    settings.DEMO = True  # type: ignore[attr-defined]
    return an_office("lejre", rulebook="lejre")


def test_good_lines_go_in_under_the_automatic_officers_name(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    code = take_in(LEJRE, municipality="lejre", dry_run=False, refused=out, received_on=None)

    said = capsys.readouterr().out
    with acting(office.automatic):
        assert Case.objects.count() == 29
        assert set(Notice.objects.values_list("officer", flat=True)) == {office.automatic.pk}
    assert code == 1
    assert "29 cases opened, 0 people had a case, 5 lines refused, 3 skipped" in said
    assert "line 4 2019-0010: refused: Allocated is no day in the calendar." in said
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 6
    assert not any(word in said for word in ("Sabbagh", "Tarek", "31.02.2019", "75669679"))


def test_a_dry_run_writes_nothing(office: Office) -> None:
    assert take_in(LEJRE, municipality="lejre", dry_run=True, refused=None, received_on=None) == 1
    with acting(office.automatic):
        assert not Case.objects.exists()
        assert not Upload.objects.exists()


def test_a_whole_good_file_ends_well(office: Office) -> None:
    file = EXAMPLES / "randers-2015.csv"
    assert take_in(file, municipality="lejre", dry_run=False, refused=None, received_on=date(2018, 6, 1)) == 0


@pytest.mark.parametrize(
    ("file", "municipality", "said"),
    [
        (LEJRE, "nowhere", "no such municipality here. Use one of: lejre."),
        (EXAMPLES / "none.csv", "lejre", "No such file"),
        (Path(__file__).parent / "__empty__", "lejre", "The file is empty."),
    ],
)
def test_what_cannot_be_read_says_why(
    file: Path, municipality: str, said: str, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if file.name == "__empty__":
        file = tmp_path / "empty.csv"
        file.write_bytes(b"")
    assert take_in(file, municipality=municipality, dry_run=False, refused=None, received_on=None) == 2
    assert said in capsys.readouterr().err
