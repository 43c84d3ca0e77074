"""One line of a list of notices, read field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import cast

from brobygger.exchange.arrival import Arrival, Role, Sex
from brobygger.exchange.cells import Cell, Line, shown
from brobygger.exchange.cpr import LENGTH, BadCprError, fits, read_cpr
from brobygger.exchange.dates import NoDateError, read_date
from brobygger.exchange.notice_remarks import Remark, refusal, remark
from brobygger.exchange.words import is_blank, plain, read_country, read_legal_basis, read_word

_LONGEST_MARK = 40
_LONGEST_NAME = 200
_LONGEST_LANGUAGE = 60
_ALIEN_DIGITS = range(6, 13)
_YEARS = range(1900, 2101)
# A permit may run this long ahead; it decides which century "24" is.
_PERMIT_YEARS_AHEAD = 15
_PROTECTED = re.compile(
    r"(adresse|navne?)\w*[\s-]*(besk)|beskyttet (navn|adresse)|protected (name|address)|address protection",
    re.IGNORECASE,
)


class RowReader:
    """Reads one line's fields and keeps what is to be said about them."""

    def __init__(self, line: Line, places: Mapping[str, int], *, today: date, received_on: date | None) -> None:
        """*received_on* stands in where the file has no such column or cell."""
        self.line = line
        self.places = places
        self.today = today
        self.default_received = received_on
        self.said: list[Remark] = []

    def arrival(self) -> Arrival | None:
        """The person the line tells of, or None when a fault keeps it out. The role may still be unset ("")."""
        journal = self._journal()
        received = self._received()
        alien, cpr = self._numbers()
        name = self._name()
        born = self._born(received)
        permit_from, permit_to = self._permit()
        dates = {field: self._day(field) for field in ("allocated_on", "responsibility_stated", "arrival_expected")}
        words = {"sex": self._word("sex"), "role": self._word("role"), "protected": self._protected()}
        basis = self._legal_basis()
        country, needs = self._country(), self._text("special_needs")
        self._compare(received, born, cpr, dates)
        if journal is None or received is None or name is None or any(said.refuses for said in self.said):
            return None
        return Arrival(
            journal_number=journal,
            received_on=received,
            alien_number=alien,
            cpr=cpr,
            name=name,
            own_name=self._text("own_name")[:_LONGEST_NAME],
            born=born,
            sex=cast("Sex", words["sex"] or ""),
            citizenship=country,
            language=self._text("language").casefold()[:_LONGEST_LANGUAGE],
            legal_basis=basis,
            permit_from=permit_from,
            permit_to=permit_to,
            household=self._text("household") or journal,
            role=cast("Role", words["role"] or ""),
            special_needs=needs,
            protected=bool(words["protected"]),
            **dates,
        )

    def home(self) -> tuple[str, str] | None:
        """The household the line belongs to, read even from a line that is refused."""
        journal = self._text("journal_number")
        return (journal, self._text("household") or journal) if journal else None

    def _cell(self, field: str) -> Cell:
        column = self.places.get(field)
        return self.line.cells[column] if column is not None and column < len(self.line.cells) else None

    def _text(self, field: str) -> str:
        text = shown(self._cell(field))
        return "" if is_blank(text) else " ".join(text.split())

    def _refuse(self, code: str, field: str) -> None:
        self.said.append(refusal(code, field=field, value=shown(self._cell(field))))

    def _remark(self, code: str, field: str) -> None:
        self.said.append(remark(code, field=field, value=shown(self._cell(field))))

    def _journal(self) -> str | None:
        journal = self._text("journal_number")
        if not journal:
            self._refuse("no_journal", "journal_number")
        for field in ("journal_number", "household"):
            if len(self._text(field)) > _LONGEST_MARK:
                self._refuse("long_mark", field)
        return journal or None

    def _day(self, field: str, *, newest: int | None = None) -> date | None:
        if not self._text(field):
            return None
        try:
            day = read_date(self._cell(field), newest=newest or self.today.year + _PERMIT_YEARS_AHEAD)
        except NoDateError as fault:
            self._refuse(fault.why, field)
            return None
        if day.year not in _YEARS:
            self._refuse("far_off", field)
            return None
        return day

    def _received(self) -> date | None:
        if self._text("received_on"):
            return self._day("received_on", newest=self.today.year + 1)
        if self.default_received:
            self._remark("received_given", "received_on")
        else:
            self._refuse("no_received", "received_on")
        return self.default_received

    def _numbers(self) -> tuple[str | None, str | None]:
        alien, cpr = self._alien(), self._cpr()
        if not self._text("alien_number") and not self._text("cpr"):
            self._refuse("no_number", "alien_number")
        return alien, cpr

    def _alien(self) -> str | None:
        text = self._text("alien_number")
        digits = re.sub(r"[\s.\-/]", "", text)
        if not text:
            return None
        if re.fullmatch(r"\d{6}-\d{4}", text):
            self._refuse("cpr_as_alien", "alien_number")
        elif not (digits.isascii() and digits.isdigit() and len(digits) in _ALIEN_DIGITS):
            self._refuse("bad_alien", "alien_number")
        return digits

    def _cpr(self) -> str | None:
        text = self._text("cpr")
        if not text:
            return None
        # A spreadsheet that took the number for a quantity has dropped its leading nought.
        lost = len(text) == LENGTH - 1 and text.isdigit()
        try:
            cpr = read_cpr(f"0{text}" if lost else text)
        except BadCprError as fault:
            self._refuse(f"cpr_{'length' if lost else fault.why}", "cpr")
            return None
        if lost:
            self._remark("cpr_nought", "cpr")
        return cpr

    def _name(self) -> str | None:
        name = self._text("name") or " ".join(filter(None, (self._text("given_name"), self._text("family_name"))))
        if name.count(",") == 1 and all(part.strip() for part in name.split(",")):
            family, given = (part.strip() for part in name.split(","))
            name = f"{given} {family}"
            self._remark("turned_name", "name")
        if not name:
            self._refuse("no_name", "name")
        elif len(name) > _LONGEST_NAME:
            self._refuse("long_name", "name")
        return name or None

    def _born(self, received: date | None) -> date | None:
        latest = max(received or self.today, self.today)
        born = self._day("born", newest=latest.year)
        if born and born > latest:
            self._refuse("not_born", "born")
        elif born and received and born > received:
            self._remark("born_after_letter", "born")
        elif not self._text("born"):
            self._remark("missing", "born")
        return born

    def _permit(self) -> tuple[date | None, date | None]:
        begins, ends = self._day("permit_from"), self._day("permit_to")
        if begins and ends and ends < begins:
            self._refuse("permit_ends_first", "permit_to")
        return begins, ends

    def _word(self, field: str) -> str | None:
        text = self._text(field)
        word = read_word(field, text) if text else None
        if text and word is None:
            self._refuse(f"unknown_{field}", field)
        return word

    def _protected(self) -> bool:
        text = self._text("protected")
        word = read_word("yes", text) if text else "no"
        if word is None:
            self._refuse("unknown_yes", "protected")
        if word == "no" and _PROTECTED.search(self._text("special_needs")):
            self._remark("protected_by_text", "special_needs")
            return True
        return word == "yes"

    def _legal_basis(self) -> str | None:
        text = self._text("legal_basis")
        basis = read_legal_basis(text) if text else ""
        if basis is None:
            self._refuse("unknown_basis", "legal_basis")
        elif not basis:
            self._remark("which_basis" if text else "missing", "legal_basis")
        return basis or None

    def _country(self) -> str:
        text = self._text("citizenship")
        country = read_country(text) if text else ""
        if not country:
            self._remark("unknown_country" if text else "missing", "citizenship")
        return country or ""

    def _compare(
        self, received: date | None, born: date | None, cpr: str | None, dates: Mapping[str, date | None]
    ) -> None:
        if cpr and born and not fits(cpr, born):
            self._remark("cpr_differs", "cpr")
        if received and received > self.today:
            self._remark("received_ahead", "received_on")
        for field, code in (("arrival_expected", "arrives_first"), ("allocated_on", "allocated_after")):
            day = dates[field]
            if day is None and not self._text(field):
                self._remark("missing", field)
            elif day and received and (day < received if code == "arrives_first" else day > received):
                self._remark(code, field)


def same_heading(line: Line, heading: tuple[str, ...]) -> bool:
    """True when the line says the heading over again, as at the top of each printed page."""
    said = [plain(text) for text in line.texts() if text]
    return bool(said) and said == [plain(text) for text in heading if text]
