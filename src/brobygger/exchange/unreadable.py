"""Files that hold no list: what is wrong with them, and what their owner can do."""

from __future__ import annotations

from brobygger.exchange.wording import Wording


class UnreadableFileError(ValueError):
    """The file as a whole cannot be read as a list."""

    def __init__(self, why: str, problem: Wording, remedy: Wording) -> None:
        """Keep the problem and the remedy for people; nothing from inside the file."""
        super().__init__(why)
        self.why = why
        self.problem = problem
        self.remedy = remedy


_SAVE_AS = Wording(
    "Åbn filen i Excel, vælg »Gem som« og vælg »Excel-projektmappe (.xlsx)« eller »CSV«.",
    "Open the file in Excel, choose “Save as” and choose “Excel workbook (.xlsx)” or “CSV”.",
)
_REASONS: dict[str, tuple[Wording, Wording]] = {
    "empty": (
        Wording("Filen er tom.", "The file is empty."),
        Wording(
            "Åbn den og se, om listen er gemt. Send den igen.",
            "Open it and see whether the list was saved. Send it again.",
        ),
    ),
    "too_big": (
        Wording("Filen er større end 20 MB.", "The file is larger than 20 MB."),
        Wording(
            "Del listen i flere filer, eller fjern billeder fra den.",
            "Split the list into several files, or remove pictures from it.",
        ),
    ),
    "too_long": (
        Wording("Listen har mere end 50.000 linjer.", "The list has more than 50,000 lines."),
        Wording("Del listen i flere filer.", "Split the list into several files."),
    ),
    "password": (
        Wording("Filen er låst med en adgangskode.", "The file is locked with a password."),
        Wording(
            "Åbn den i Excel, fjern adgangskoden, og gem den igen.",
            "Open it in Excel, remove the password and save it again.",
        ),
    ),
    "web_page": (
        Wording("Filen er en hjemmeside, der hedder noget med Excel.", "The file is a web page with an Excel name."),
        _SAVE_AS,
    ),
    "not_a_list": (
        Wording(
            "Filen er hverken en Excel-fil eller en tekstfil.", "The file is neither an Excel file nor a text file."
        ),
        _SAVE_AS,
    ),
    "damaged": (
        Wording("Excel-filen er beskadiget og kan ikke læses.", "The Excel file is damaged and cannot be read."),
        _SAVE_AS,
    ),
    "no_lines": (
        Wording("Der er ingen linjer i filen.", "There are no lines in the file."),
        Wording(
            "Åbn den og se, om listen er gemt. Send den igen.",
            "Open it and see whether the list was saved. Send it again.",
        ),
    ),
}


def unreadable(why: str) -> UnreadableFileError:
    """The error for a reason in the list above."""
    return UnreadableFileError(why, *_REASONS[why])
