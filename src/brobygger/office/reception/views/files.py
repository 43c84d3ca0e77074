"""A file of letters: sent in, looked at with its columns corrected, taken in, and what was refused sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brobygger.exchange.mending import refused_file
from brobygger.exchange.notices import Standing
from brobygger.exchange.unreadable import UnreadableFileError
from brobygger.office.access.choices import Purpose
from brobygger.office.reception import files as kept
from brobygger.office.reception.forms import ColumnsForm, FileForm, unreadable_here
from brobygger.office.reception.models import Notice, Party, Upload
from brobygger.office.reception.showing import confidence_tag, line_chips, lines_shown

from .doors import for_takers

if TYPE_CHECKING:
    from brobygger.office.access.requests import OfficerRequest
    from brobygger.office.reception.files import FileReading

LINES = 100
REFUSED = 422
CSV = "text/csv; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@for_takers
def files(request: OfficerRequest) -> HttpResponse:
    """A new file is sent in; those that wait and those that are done stand below."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        content = sent.read()
        try:
            kept.check(content, today=request.today)
        except UnreadableFileError as fault:
            form.add_error("file", unreadable_here(fault))
        else:
            upload = kept.keep(content, file_name=sent.name, officer=request.officer)
            return redirect("reception:file", key=upload.key)
    page = Paginator(Upload.objects.for_page(), 20).get_page(request.GET.get("page"))
    return render(request, "reception/files.html", {"form": form, "page": page}, status=REFUSED if form.errors else 200)


@require_safe
@for_takers
def file(request: OfficerRequest, key: UUID) -> HttpResponse:
    """How the file reads, line by line; once it is taken in, what came of it."""
    upload = get_object_or_404(Upload, key=key)
    return _shown(request, upload, kept.read_file(upload, today=request.today))


@require_POST
@for_takers
def columns(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The officer says what the columns mean; the file is read anew."""
    upload = get_object_or_404(Upload, key=key)
    sheet = request.POST.get("sheet", upload.sheet)
    if sheet != upload.sheet and sheet != kept.read_file(upload, today=request.today).reading.table.sheet:
        # Another sheet has other columns: what was said of the first says nothing of it.
        kept.correct(upload, choices={}, sheet=sheet, received_on=upload.received_on, officer=request.officer)
        return redirect("reception:file", key=key)
    read = kept.read_file(upload, today=request.today)
    form = ColumnsForm(request.POST, reading=read.reading, received_on=upload.received_on)
    if not form.is_valid():
        return _shown(request, upload, read, form=form, status=REFUSED)
    received_on = form.cleaned_data.get("received_on")
    kept.correct(upload, choices=form.choices(), sheet=sheet, received_on=received_on, officer=request.officer)
    return redirect("reception:file", key=key)


@require_POST
@for_takers
def take_in(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Every good line goes in, in one transaction."""
    upload = get_object_or_404(Upload, key=key)
    try:
        kept.take_in_file(upload, officer=request.officer, today=request.today)
    except kept.FileIsDoneError:
        messages.warning(request, _("Filen er allerede taget ind eller lagt væk. Der er ikke ændret noget."))
    return redirect("reception:file", key=key)


@require_POST
@for_takers
def put_aside(request: OfficerRequest, key: UUID) -> HttpResponse:
    """A file sent by mistake waits no longer."""
    upload = get_object_or_404(Upload, key=key)
    try:
        kept.put_aside(upload, officer=request.officer, today=request.today)
    except kept.FileIsDoneError:
        messages.warning(request, _("Filen er allerede taget ind eller lagt væk. Der er ikke ændret noget."))
    return redirect("reception:files")


@require_safe
@for_takers
def refused(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The refused lines in the file's own columns, with what to mend beside them."""
    upload = get_object_or_404(Upload, key=key)
    read = kept.read_file(upload, today=request.today)
    content = refused_file(read.reading, language=get_language() or "da")
    name = f"{_('afviste-linjer')}-{request.today.isoformat()}.csv"
    return HttpResponse(content, content_type=CSV, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _shown(
    request: OfficerRequest, upload: Upload, read: FileReading, *, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    """The file's page: a preview before, a result after."""
    chosen = Standing(request.GET["show"]) if request.GET.get("show") in set(Standing) else None
    verdicts = read.reading.standing(chosen) if chosen else read.reading.verdicts
    page = Paginator(verdicts, LINES).get_page(request.GET.get("page"))
    lines = lines_shown(page, read, differences=kept.differences(upload))
    request.seen({line.case.person_id for line in lines if line.case}, purpose=Purpose.RECEPTION)
    address = reverse("reception:file", args=[upload.key])
    context: dict[str, Any] = {
        "upload": upload,
        "read": read,
        "table": read.reading.table,
        "lines": lines,
        "page": page,
        "good": read.count(Standing.GOOD, Standing.REMARKS),
        "refused": read.count(Standing.REFUSED),
        "known": len(read.cases),
        "chips": line_chips(read, chosen=chosen, address=address),
        "today": request.today,
    }
    if upload.taken_in_on:
        context["notices"] = Notice.objects.filter(upload=upload).count()
        context["incomplete"] = Party.objects.incomplete().filter(notice__upload=upload).select_related("notice")
        return render(request, "reception/result.html", context, status=status)
    form = form or ColumnsForm(reading=read.reading, received_on=upload.received_on)

    context["form"] = form
    context["columns"] = [
        (form[f"column_{guess.column}"], guess, confidence_tag(guess.confidence, field=guess.field))
        for guess in read.reading.columns
    ]
    return render(request, "reception/preview.html", context, status=status)
