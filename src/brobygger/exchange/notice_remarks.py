"""What can be said about a field of a notice: problem and remedy, without the value, so that it may be logged."""

from __future__ import annotations

from dataclasses import dataclass

from brobygger.exchange.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to say about one field. `value` is what stood there and is shown to the officer only, never logged."""

    code: str
    field: str
    value: str
    problem: Wording
    remedy: Wording
    refuses: bool


def refusal(code: str, *, field: str, value: str = "") -> Remark:
    """A fault that keeps the row out."""
    problem, remedy = _FAULTS[code]
    return Remark(code=code, field=field, value=value, problem=problem, remedy=remedy, refuses=True)


def remark(code: str, *, field: str, value: str = "") -> Remark:
    """Something to know about a row that goes in."""
    problem, remedy = _REMARKS[code]
    return Remark(code=code, field=field, value=value, problem=problem, remedy=remedy, refuses=False)


_WRITE_DATE = Wording(
    "Skriv dag, måned og år, fx 31-01-2019, eller lad feltet stå tomt.",
    "Write day, month and year, for example 31-01-2019, or leave the field empty.",
)
_FAULTS: dict[str, tuple[Wording, Wording]] = {
    "no_journal": (
        Wording("mangler.", "is missing."),
        Wording("Skriv brevets journalnummer.", "Write the letter's journal number."),
    ),
    "long_mark": (
        Wording("er længere end 40 tegn.", "is longer than 40 characters."),
        Wording("Skriv kun nummeret.", "Write the number only."),
    ),
    "no_received": (
        Wording("mangler.", "is missing."),
        Wording("Skriv den dag, kommunen fik brevet.", "Write the day the municipality got the letter."),
    ),
    "no_number": (
        Wording("mangler, og der er heller ikke noget CPR-nummer.", "is missing, and there is no CPR number either."),
        Wording("Skriv udlændingenummeret fra brevet.", "Write the alien number from the letter."),
    ),
    "bad_alien": (
        Wording("er ikke et udlændingenummer.", "is not an alien number."),
        Wording("Skriv kun tallene, mellem 6 og 12 cifre.", "Write the digits only, 6 to 12 of them."),
    ),
    "cpr_as_alien": (
        Wording("ligner et CPR-nummer.", "looks like a CPR number."),
        Wording("Flyt det til feltet CPR.", "Move it to the field CPR."),
    ),
    "cpr_length": (
        Wording("har ikke ti cifre.", "does not have ten digits."),
        Wording("Skriv alle ti cifre, eller lad feltet stå tomt.", "Write all ten digits, or leave the field empty."),
    ),
    "cpr_letters": (
        Wording("indeholder andet end cifre.", "holds more than digits."),
        Wording("Skriv alle ti cifre, eller lad feltet stå tomt.", "Write all ten digits, or leave the field empty."),
    ),
    "cpr_day": (
        Wording("begynder ikke med en dag, der findes.", "does not begin with a day that exists."),
        Wording(
            "Ret de seks første cifre, eller lad feltet stå tomt.",
            "Correct the first six digits, or leave the field empty.",
        ),
    ),
    "no_name": (Wording("mangler.", "is missing."), Wording("Skriv personens navn.", "Write the person's name.")),
    "long_name": (
        Wording("er længere end 200 tegn.", "is longer than 200 characters."),
        Wording("Skriv kun navnet.", "Write the name only."),
    ),
    "no_such_day": (Wording("findes ikke i kalenderen.", "is no day in the calendar."), _WRITE_DATE),
    "not_a_date": (Wording("er ikke en dato.", "is not a date."), _WRITE_DATE),
    "year_only": (Wording("er kun et årstal.", "is only a year."), _WRITE_DATE),
    "far_off": (Wording("ligger uden for årene 1900-2100.", "is outside the years 1900-2100."), _WRITE_DATE),
    "not_born": (
        Wording("ligger ude i fremtiden.", "is in the future."),
        Wording("Ret fødselsdatoen.", "Correct the date of birth."),
    ),
    "permit_ends_first": (
        Wording("er før den dag, tilladelsen begynder.", "is before the day the permit begins."),
        Wording("Ret den ene af de to datoer.", "Correct one of the two dates."),
    ),
    "unknown_basis": (
        Wording("er ikke et opholdsgrundlag, vi kender.", "is not a legal basis that we know."),
        Wording(
            "Skriv fx »§ 7, stk. 1«, »§ 8«, »§ 9, familiesammenført til flygtning«, »Ukraine« eller »EU«.",
            "Write for example “§ 7, stk. 1”, “§ 8”, “§ 9, family reunified to refugee”, “Ukraine” or “EU”.",
        ),
    ),
    "unknown_sex": (
        Wording("er ikke et køn, vi kan læse.", "is not a sex that we can read."),
        Wording("Skriv M eller K, eller lad feltet stå tomt.", "Write M or K, or leave the field empty."),
    ),
    "unknown_role": (
        Wording("er ikke en rolle, vi kender.", "is not a role that we know."),
        Wording("Skriv enlig, voksen, ægtefælle eller barn.", "Write single, adult, spouse or child."),
    ),
    "unknown_yes": (
        Wording("er hverken ja eller nej.", "is neither yes nor no."),
        Wording("Skriv ja eller nej.", "Write yes or no."),
    ),
    "two_people": (
        Wording(
            "hører til en anden person end CPR-nummeret; begge har en sag her.",
            "belongs to another person than the CPR number; both have a case here.",
        ),
        Wording("Ret det nummer, der er forkert.", "Correct the number that is wrong."),
    ),
    "other_data": (
        Wording(
            "står også på en tidligere linje, men med andre oplysninger.",
            "also stands on an earlier line, with other data.",
        ),
        Wording(
            "Behold den linje, der er rigtig, og slet den anden.", "Keep the line that is right and delete the other."
        ),
    ),
}
_LATER = Wording("Skriv det på sagen, når det er kendt.", "Write it in the case when it is known.")
_LOOK = Wording("Se efter, om det er rigtigt.", "See whether it is right.")
_NOTHING = Wording("Der er ikke noget at rette.", "There is nothing to mend.")
_REMARKS: dict[str, tuple[Wording, Wording]] = {
    "missing": (Wording("mangler. Tages ind uden.", "is missing. Taken in without."), _LATER),
    "which_basis": (
        Wording(
            "dækker flere grundlag. Tages ind; grundlaget er uafklaret.",
            "covers several grounds. Taken in; the ground is undetermined.",
        ),
        Wording(
            "Skriv stykke eller hvem der er familiesammenført til.",
            "Write the subsection, or whom the person is reunified to.",
        ),
    ),
    "unknown_country": (
        Wording(
            "er ikke et land, vi kender. Tages ind; feltet er uafklaret.",
            "is not a country that we know. Taken in; undetermined.",
        ),
        _LATER,
    ),
    "cpr_differs": (
        Wording("begynder ikke med fødselsdatoen.", "does not begin with the date of birth."),
        _LOOK,
    ),
    "cpr_nought": (
        Wording("manglede det forreste nul; det er sat på.", "lacked its leading nought, which was put back."),
        _LOOK,
    ),
    "born_after_letter": (Wording("er efter den dag, brevet kom.", "is after the day the letter came."), _LOOK),
    "received_ahead": (Wording("ligger efter dags dato.", "is after today."), _LOOK),
    "received_given": (
        Wording("er den dag, der er valgt for hele filen.", "is the day chosen for the whole file."),
        _LOOK,
    ),
    "arrives_first": (Wording("er før den dag, brevet kom.", "is before the day the letter came."), _LOOK),
    "allocated_after": (Wording("er efter den dag, brevet kom.", "is after the day the letter came."), _LOOK),
    "role_by_age": (
        Wording("mangler og er sat efter husstanden og alderen.", "is missing and was set by household and age."),
        _LOOK,
    ),
    "grown_child": (Wording("er barn, men er fyldt 18 år.", "is a child, yet 18 or older."), _LOOK),
    "young_adult": (Wording("er ikke barn, men er under 18 år.", "is not a child, yet under 18."), _LOOK),
    "turned_name": (
        Wording(
            "var skrevet med efternavnet først; det er vendt.", "was written family name first and was turned round."
        ),
        _LOOK,
    ),
    "protected_by_text": (
        Wording(
            "siger, at navn og adresse er beskyttet. Det er sat.",
            "says that name and address are protected. It was set.",
        ),
        _LOOK,
    ),
    "other_journal": (
        Wording(
            "står også på en tidligere linje med et andet journalnummer: én person, én sag.",
            "also stands on an earlier line with another journal number: one person, one case.",
        ),
        _LOOK,
    ),
    "empty": (Wording("Linjen er tom.", "The line is empty."), _NOTHING),
    "sum": (Wording("Linjen tæller andre linjer sammen.", "The line sums up other lines."), _NOTHING),
    "heading": (Wording("Linjen gentager overskriften.", "The line repeats the heading."), _NOTHING),
    "note": (
        Wording("Der står kun noget i ét felt: linjen er en note.", "Only one field is filled in: the line is a note."),
        Wording(
            "Er den en person, så skriv resten af oplysningerne.", "If it is a person, write the rest of the data."
        ),
    ),
    "repeated": (Wording("Linjen gentager en tidligere linje.", "The line repeats an earlier line."), _NOTHING),
}
