"""A municipality with as many persons as asked for: some of them lived through, the rest their likenesses.

A few households come in by their letters, live through some years and are reckoned, all on the office's own paths.
Then PostgreSQL writes them again and again, under other names and numbers and with moved dates: through the same
tables, keys, triggers and policies, as the officer who took the first ones in. A copy's reckoning is told in the words
of its model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.db import connection, connections
from django.utils import timezone

from brobygger.exchange.people import people
from brobygger.office.access.actions import employ, found
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.reception.demo import InHand, fill
from brobygger.site.databases import OWNER_ALIAS

LIVED_THROUGH = 120  # persons
YEARS = 3
SOME = 50  # likenesses of everybody in one transaction
MOVED_BY = 61  # days at most
PERSONS_A_CASEWORKER = 250
PERSONS_ANOTHER = 4_000  # for each of the other roles
LOOKS_A_PERSON = 2

# In the order of their keys: what a table's rows point at stands before it.
TABLES: dict[str, dict[str, str]] = {
    "casefiles_person": {},
    "casefiles_family": {},
    "casefiles_case": {"person_id": "casefiles_person", "family_id": "casefiles_family"},
    "casefiles_entry": {
        "case_id": "casefiles_case",
        "family_id": "casefiles_family",
        "replaces_id": "casefiles_entry",
    },
    "reception_notice": {},
    "reception_party": {"notice_id": "reception_notice", "family_id": "casefiles_family"},
    "reception_member": {"party_id": "reception_party", "case_id": "casefiles_case"},
    "duties_duty": {"case_id": "casefiles_case"},
    "duties_movement": {"duty_id": "duties_duty", "entry_id": "casefiles_entry"},
}
# What must be told apart from its model, and what is moved with the copy's days.
SAID = {
    "key": "gen_random_uuid()",
    "name": "CASE WHEN '{table}' = 'casefiles_person'"
    " THEN regexp_replace(t.name, '\\S+$', '') || (%(names)s::text[])[1 + (c.copy * 7 + t.id) %% %(number)s]"
    " ELSE (%(names)s::text[])[1 + (c.copy * 7 + t.id) %% %(number)s] END",
    "alien_number": "t.alien_number || lpad(c.copy::text, 5, '0')",
    # A CPR number only where the day of birth is nobody else's, so that no two likenesses share one.
    "cpr": "CASE WHEN count(*) OVER (PARTITION BY left(t.cpr, 6), c.copy) = 1"
    " AND right(t.cpr, 4) <> lpad(c.copy::text, 4, '0') AND c.copy < 10000"
    " THEN left(t.cpr, 6) || lpad(c.copy::text, 4, '0') END",
    "number": "t.number || '-' || c.copy",
    "journal_number": "CASE WHEN t.journal_number = '' THEN '' ELSE t.journal_number || '-' || c.copy END",
    "value": "CASE WHEN t.value::text ~ '^\"\\d{{4}}-\\d\\d-\\d\\d\"$'"
    " THEN to_jsonb((t.value #>> '{{}}')::date - c.moved) ELSE t.value END",
}
DAY = "t.{name} - c.moved"
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
NUMBERS = "SELECT coalesce(min(id), 0), coalesce(max(id) - min(id) + 1, 0) FROM {table}"
COPY = """
WITH c AS (SELECT copy, (copy * 17 %% {moved_by})::int AS moved
           FROM generate_series(%(first)s::int, %(last)s::int) AS copy),
     ranked AS (SELECT id, role, row_number() OVER (PARTITION BY role ORDER BY id) - 1 AS place,
                       count(*) OVER (PARTITION BY role) AS number
                FROM access_officer WHERE municipality_id = %(municipality)s)
INSERT INTO {table} ({columns})
SELECT {said} FROM c CROSS JOIN {table} AS t {responsible}
WHERE t.id >= {low} AND t.id < {low} + {span} ORDER BY c.copy, t.id
"""
# The owner reads every municipality's officers, so the municipality is named.
# A likeness is answered for by a colleague of the same role, each in turn.
RESPONSIBLE = """
LEFT JOIN access_officer AS o ON o.id = t.responsible_id
LEFT JOIN ranked AS r ON r.role = o.role AND r.place = c.copy %% r.number
"""
LOOKS = """
INSERT INTO access_look (municipality_id, officer_id, at, purpose, page, persons)
SELECT %(municipality)s, %(officer)s, now() - random() * interval '400 days', p.purpose, p.page,
       ARRAY(SELECT DISTINCT %(low)s + floor(random() * %(span)s)::bigint + 0 * n FROM generate_series(1, p.many))
FROM generate_series(1, %(number)s) AS n
JOIN LATERAL (SELECT * FROM (VALUES ('case', 'duties:case', 3), ('duty', 'duties:duty', 1), ('case', 'duties:case', 2),
    ('worklist', 'duties:worklist', 40)) AS v (purpose, page, many) OFFSET n %% 4 LIMIT 1) AS p ON true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A municipality of the benchmark and who works there."""

    municipality: Municipality
    persons: int
    officers: tuple[Officer, ...]

    def of_role(self, role: Role, place: int = 0) -> Officer:
        """One of the role's officers."""
        each = [officer for officer in self.officers if officer.role == role]
        return each[place % len(each)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Where a table's lived rows begin, how many numbers they take, and where the likenesses begin."""

    low: int
    span: int
    base: int


def town(slug: str, persons: int, *, say: Callable[[str], None]) -> Town:
    """A municipality with at least so many persons, staffed and with a past."""
    municipality = found(slug=slug, name=slug.title(), rulebook="vesthimmerland")
    with acting(None, municipality=municipality):
        automatic = Officer.objects.automatic(municipality)
    with acting(automatic):
        staff = list(_staff(municipality, persons))
    officer = next(one for one in staff if one.role == Role.CASEWORKER)
    with acting(officer):
        lived = min(persons, LIVED_THROUGH)
        leaders = [next(one for one in staff if one.role == role) for role in Role if role is not Role.AUTOMATIC]
        fill(municipality, InHand(persons=lived, years=YEARS, seed=municipality.pk), leaders, officer=officer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casefiles_person")
            (lived,) = cursor.fetchone()
    likenesses = max(0, -(-persons // lived) - 1)
    _copied(municipality, likenesses, officer=officer, say=say)
    _looked(municipality, staff, persons)
    return Town(municipality=municipality, persons=lived * (1 + likenesses), officers=tuple(staff))


def _staff(municipality: Municipality, persons: int) -> Iterator[Officer]:
    places = count(1)
    for role in Role:
        if role is Role.AUTOMATIC:
            continue
        number = persons // (PERSONS_A_CASEWORKER if role is Role.CASEWORKER else PERSONS_ANOTHER)
        for _ in range(1 + number):
            place = next(places)
            yield employ(
                municipality,
                role=role,
                email=f"{place}@{municipality.slug}.invalid",
                display_name=f"{role.label} {place}",
                initials=f"M{place}",
                password=None,
            )


def _copied(municipality: Municipality, likenesses: int, *, officer: Officer, say: Callable[[str], None]) -> None:
    models: dict[str, Model] = {}
    today = timezone.localdate()
    surnames = people(600, seed=3, since=today - timedelta(days=365), until=today)
    names = sorted({person.name.split()[-1] for person in surnames})
    said = {"municipality": municipality.pk, "names": names, "number": len(names)}
    with acting(officer, using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        for table in TABLES:
            cursor.execute(NUMBERS.format(table=table))
            low, span = cursor.fetchone()
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            (base,) = cursor.fetchone()
            models[table] = Model(low=low, span=span, base=base)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, base + span * likenesses + 1])
    for first in range(1, likenesses + 1, SOME):
        last = min(first + SOME - 1, likenesses)
        with acting(officer, using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
            for table in TABLES:
                statement = _statement(table, models)
                cursor.execute(statement, {"first": first, "last": last, **said})
        say(f"{municipality.name}: {last} af {likenesses} gange indskrevet")


def _statement(table: str, models: dict[str, Model]) -> str:
    mine = models[table]
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        columns = dict(cursor.fetchall())
    said = [_column(table, name, kind, models) for name, kind in columns.items()]
    return COPY.format(
        table=table,
        columns=", ".join(f'"{name}"' for name in columns),
        said=", ".join(said),
        low=mine.low,
        span=mine.span,
        moved_by=MOVED_BY,
        responsible=RESPONSIBLE if "responsible_id" in columns else "",
    )


def _column(table: str, name: str, kind: str, models: dict[str, Model]) -> str:
    """How a likeness's column follows from its model's."""
    if name == "id" or name in TABLES[table]:
        of = models[table if name == "id" else TABLES[table][name]]
        return f"t.{name} - {of.low} + {of.base} + (c.copy - 1)::bigint * {of.span}"
    if name == "responsible_id":
        return "r.id"
    if name in SAID and (name != "key" or kind == "uuid"):
        return SAID[name].format(table=table)
    if kind == "date" and name != "born":
        return DAY.format(name=name)
    return f't."{name}"'


def _looked(municipality: Municipality, staff: list[Officer], persons: int) -> None:
    """Everybody has looked at people for a year, some of it whole lists."""
    for officer in staff:
        with acting(officer), connection.cursor() as cursor:
            cursor.execute(NUMBERS.format(table="casefiles_person"))
            low, span = cursor.fetchone()
            number = persons * LOOKS_A_PERSON // len(staff)
            said = {"municipality": municipality.pk, "officer": officer.pk, "low": low, "span": span}
            cursor.execute(LOOKS, said | {"number": number})
