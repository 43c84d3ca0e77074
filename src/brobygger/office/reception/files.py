"""Files of notices: kept as they came, read with the officer's corrections, taken in once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from brobygger.exchange.notice_remarks import refusal
from brobygger.exchange.notices import Reading, Standing, also_refused, read_notices

from . import known
from .actions import take_in_all
from .models import RawFile, Upload
from .outcome import Difference, Fate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from brobygger.office.access.models import Officer
    from brobygger.office.casefiles.models import Case

    from .outcome import Intake

LONGEST_NAME = 200


class FileIsDoneError(Exception):
    """The file has been taken in or put aside; it is not taken in twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """A file as the office sees it: every line's verdict, and which of its people have a case already."""

    reading: Reading
    cases: Mapping[int, Case]

    def count(self, *standings: Standing) -> int:
        """How many lines stand so."""
        return len(self.reading.standing(*standings))


def check(content: bytes, *, today: date) -> None:
    """Raises UnreadableFileError when the file is no list; nothing is kept."""
    read_notices(content, today=today)


@transaction.atomic
def keep(content: bytes, *, file_name: str, officer: Officer) -> Upload:
    """The file is kept byte for byte, to be looked at and taken in."""
    upload = Upload.objects.create(
        municipality_id=officer.municipality_id,
        officer=officer,
        file_name=file_name[-LONGEST_NAME:],
        size=len(content),
    )
    RawFile.objects.create(municipality_id=officer.municipality_id, upload=upload, content=content)
    return upload


@transaction.atomic
def correct(
    upload: Upload, *, choices: Mapping[int, str | None], sheet: str, received_on: date | None, officer: Officer
) -> None:
    """What the officer says the columns mean is kept with the file; guesses that were right are not written down."""
    waiting = _waiting(upload, officer=officer)
    waiting.choices = {str(column): field for column, field in choices.items()}
    waiting.sheet, waiting.received_on = sheet, received_on
    waiting.save(update_fields=["choices", "sheet", "received_on"])


@transaction.atomic
def put_aside(upload: Upload, *, officer: Officer, today: date) -> None:
    """A file that was sent by mistake waits no longer; it stays in the archive."""
    waiting = _waiting(upload, officer=officer)
    waiting.put_aside_on = today
    waiting.save(update_fields=["put_aside_on"])


@transaction.atomic
def take_in_file(upload: Upload, *, officer: Officer, today: date) -> Intake:
    """Every good line goes in, in one transaction; the file remembers how many met which fate."""
    waiting = _waiting(upload, officer=officer)
    read = read_file(waiting, today=today)
    intake = take_in_all(
        read.reading.arrivals, officer=officer, today=today, upload=waiting, missing=read.reading.missing
    )
    lines = [verdict.line.number for verdict in read.reading.verdicts if verdict.arrival]
    waiting.taken_in_on = today
    waiting.outcome = {
        "opened": intake.count(Fate.OPENED),
        "known": intake.count(Fate.KNOWN),
        "refused": read.count(Standing.REFUSED),
        "skipped": read.count(Standing.SKIPPED),
        "notices": len(intake.notices),
        "differences": {
            str(line): [asdict(difference) for difference in outcome.differences]
            for line, outcome in zip(lines, intake.outcomes, strict=True)
            if outcome.differences
        },
    }
    waiting.save(update_fields=["taken_in_on", "outcome"])
    return intake


def read_file(upload: Upload, *, today: date) -> FileReading:
    """The file as it reads with the officer's corrections, held against the office's own people."""
    content = bytes(RawFile.objects.values_list("content", flat=True).get(upload=upload))
    reading = read_notices(
        content,
        today=upload.taken_in_on or today,
        choices={int(column): field for column, field in upload.choices.items()},
        received_on=upload.received_on,
        sheet=upload.sheet or None,
    )
    found = known.about(reading.arrivals)
    mixed = {
        verdict.line.number: refusal("two_people", field="alien_number", value=verdict.arrival.alien_number or "")
        for verdict in reading.verdicts
        if verdict.arrival and found.is_two_people(verdict.arrival)
    }
    reading = also_refused(reading, mixed)
    cases = {
        verdict.line.number: case
        for verdict in reading.verdicts
        if verdict.arrival and (case := found.case_of(verdict.arrival))
    }
    return FileReading(reading=reading, cases=cases)


def differences(upload: Upload) -> dict[int, list[Difference]]:
    """Where a file that was taken in and the cases told otherwise, by line."""
    told = upload.outcome.get("differences", {})
    return {int(line): [Difference(**difference) for difference in found] for line, found in told.items()}


def _waiting(upload: Upload, *, officer: Officer) -> Upload:
    """The file as it stands, locked: two officers do not take it in both."""
    found = Upload.objects.select_for_update().get(pk=upload.pk, municipality=officer.municipality_id)
    if found.taken_in_on or found.put_aside_on:
        raise FileIsDoneError
    return found
