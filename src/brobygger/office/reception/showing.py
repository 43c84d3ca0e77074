"""What the screens of reception show, in the components' own shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.exchange.mending import told
from brobygger.exchange.notices import Standing
from brobygger.office.foundation.parts import Chip, Tag, Tone

from .queries import Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from brobygger.exchange.notices import Verdict
    from brobygger.office.casefiles.models import Case

    from .files import FileReading
    from .outcome import Difference, Outcome

SURE = 0.9
"""A guess with at least this much confidence needs no second look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """One line of a file on the screen."""

    number: int
    journal_number: str
    name: str
    tag: Tag
    remarks: tuple[str, ...]
    case: Case | None


def overview_chips(counts: Mapping[Show, int], *, chosen: Show, least_days: int | None) -> list[Chip]:
    """The overview's filters; short notice only where a frame says how short that is."""
    words = {
        Show.WAITING: (_("Ventes"), Tone.QUIET),
        Show.UNCONFIRMED: (_("Ankomst ikke bekræftet"), Tone.LATE),
        Show.SHORT: (_("Kort varsel"), Tone.LATE),
        Show.NO_BED: (_("Ingen seng endnu"), Tone.LATE),
        Show.INCOMPLETE: (_("Ufuldstændig familie"), Tone.LATE),
        Show.ALL: (_("Alle"), Tone.QUIET),
    }
    page = reverse("reception:overview")
    return [
        Chip(
            text=text,
            href=page if show in {Show.WAITING, chosen} else f"{page}?show={show}",
            count=counts[show],
            chosen=show is chosen,
            tone=tone if counts[show] else Tone.QUIET,
        )
        for show, (text, tone) in words.items()
        if show is not Show.SHORT or least_days
    ]


def standing_tag(standing: Standing) -> Tag:
    """What becomes of a line, in words and colour."""
    return {
        Standing.GOOD: Tag(_("Tages ind"), Tone.MET),
        Standing.REMARKS: Tag(_("Tages ind med bemærkning"), Tone.SOON),
        Standing.REFUSED: Tag(_("Afvist"), Tone.LATE),
        Standing.SKIPPED: Tag(_("Sprunget over"), Tone.QUIET),
    }[standing]


def line_chips(read: FileReading, *, chosen: Standing | None, address: str) -> list[Chip]:
    """The preview's filters: one a fate, refused first, since those need work."""
    order = (Standing.REFUSED, Standing.REMARKS, Standing.GOOD, Standing.SKIPPED)
    tones = {Standing.REFUSED: Tone.LATE, Standing.REMARKS: Tone.SOON}
    return [
        Chip(
            text=standing_tag(standing).text,
            href=address if standing is chosen else f"{address}?show={standing}",
            count=read.count(standing),
            chosen=standing is chosen,
            tone=tones.get(standing, Tone.QUIET) if read.count(standing) else Tone.QUIET,
        )
        for standing in order
    ]


def lines_shown(
    verdicts: Iterable[Verdict], read: FileReading, *, differences: Mapping[int, Sequence[Difference]]
) -> list[LineShown]:
    """Lines of one page, as the officer reads them."""
    return [_line(verdict, read.cases.get(verdict.line.number), differences) for verdict in verdicts]


def confidence_tag(confidence: float, *, field: str | None) -> Tag:
    """How sure the guess of a column is."""
    if field is None:
        return Tag(_("bruges ikke"), Tone.QUIET)
    return Tag(_("sikker"), Tone.MET) if confidence >= SURE else Tag(_("se efter"), Tone.SOON)


def remarks_of(verdicts: Iterable[Verdict], outcomes: Iterable[Outcome]) -> list[str]:
    """What to look at after a letter was typed in, each once; without values, since it travels through a cookie."""
    language = get_language() or "da"
    said = [told(remark, language=language, with_value=False) for v in verdicts for remark in v.remarks]
    said += [difference.said for outcome in outcomes for difference in outcome.differences]
    return list(dict.fromkeys(said))


def _line(verdict: Verdict, case: Case | None, differences: Mapping[int, Sequence[Difference]]) -> LineShown:
    language = get_language() or "da"
    arrival = verdict.arrival
    said = [told(remark, language=language) for remark in verdict.remarks]
    said += [difference.said for difference in differences.get(verdict.line.number, ())]
    return LineShown(
        number=verdict.line.number,
        journal_number=verdict.journal_number,
        name=arrival.name if arrival else "",
        tag=standing_tag(verdict.standing),
        remarks=tuple(said),
        case=case,
    )
