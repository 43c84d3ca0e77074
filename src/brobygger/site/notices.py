"""A file of notices taken in from the command line, under the municipality's automatic officer's name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import transaction

from brobygger.exchange.mending import refused_file, told
from brobygger.exchange.notices import Standing
from brobygger.exchange.unreadable import UnreadableFileError
from brobygger.office.access.context import acting
from brobygger.office.access.middleware import working_date
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.reception import files

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from brobygger.office.reception.files import FileReading
    from brobygger.office.reception.models import Upload

UNREADABLE = 2


def take_in(file: Path, *, municipality: str, dry_run: bool, refused: Path | None, received_on: date | None) -> int:
    """Print each line's fate and the sums. Returns 0, 1 with refused lines, or 2 when nothing could be read."""
    office = Municipality.objects.filter(slug=municipality).first()
    if office is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True)) or "(ingen)"
        return _stop(f"{municipality}: no such municipality here. Use one of: {known}.")
    try:
        content = file.read_bytes()
    except OSError as fault:
        return _stop(f"{file}: {fault.strerror}.")
    today = working_date(office)
    with acting(None, municipality=office):
        officer = Officer.objects.automatic(office)
    try:
        with acting(officer):
            files.check(content, today=today)
            upload = files.keep(content, file_name=file.name, officer=officer)
            if received_on:
                files.correct(upload, choices={}, sheet="", received_on=received_on, officer=officer)
            read = _taken_in(upload, officer=officer, today=today)
            transaction.set_rollback(dry_run)
    except UnreadableFileError as fault:
        return _stop(f"{file}: {fault.problem.en} {fault.remedy.en}")
    if dry_run:
        print("Dry run: nothing was written.")
    if refused and read.count(Standing.REFUSED):
        refused.write_bytes(refused_file(read.reading))
        print(f"Refused lines, to be mended: {refused}")
    return 1 if read.count(Standing.REFUSED) else 0


def _taken_in(upload: Upload, *, officer: Officer, today: date) -> FileReading:
    """The file is taken in and told line by line; returns it as it was read before."""
    read = files.read_file(upload, today=today)
    files.take_in_file(upload, officer=officer, today=today)
    upload.refresh_from_db()
    for verdict in read.reading.verdicts:
        if verdict.remarks:
            said = "; ".join(told(remark, language="en", with_value=False) for remark in verdict.remarks)
            print(f"line {verdict.line.number} {verdict.journal_number}: {verdict.standing}: {said}")
    outcome = upload.outcome
    print(
        f"{outcome['opened']} cases opened, {outcome['known']} people had a case, "
        f"{outcome['refused']} lines refused, {outcome['skipped']} skipped"
    )
    return read


def _stop(text: str) -> int:
    print(text, file=sys.stderr)
    return UNREADABLE
