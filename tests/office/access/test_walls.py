"""Municipalities are apart in the database itself, whatever the application asks of it. (N4)"""

from __future__ import annotations

import hashlib

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, connections, models, transaction

from brobygger.office.access import policies, staffing
from brobygger.office.access.actions import employ
from brobygger.office.access.choices import Purpose, Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Alteration, Look, Municipality, Officer, Opening, PasswordLink
from brobygger.office.casefiles import actions, ledger
from brobygger.office.casefiles.ledger import News
from brobygger.office.casefiles.models import Case, Entry, Family, Person
from brobygger.site import guards
from staffed import TODAY, Office, OpenCase

# What stands outside the walls, and why nothing of another municipality can be learnt or done there.
OUTSIDE = {
    "access_attempt": "sign-in attempts are counted before anybody's municipality is known; keys are hashed",
    "account_emailaddress": "allauth's; empty, since officers' addresses are on the officer",
    "account_emailconfirmation": "allauth's; empty, since nobody confirms an address",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "django_session": "sign-in; a row is found by a secret key and says which officer",
    "auth_group": "Django's; empty, since roles.toml says who may do what",
    "auth_group_permissions": "Django's; empty",
    "auth_permission": "Django's names of permissions; nothing asks them",
    "auth_user": "Django's; not made, since officers are our own",
}


def tenant_models() -> list[type[models.Model]]:
    """Every model whose rows belong to one municipality."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "municipality" for field in model._meta.fields) and model._meta.managed
    ]


TENANTS = tenant_models()
# The behaviour is tried where this suite knows how to make rows; for every other room's table the policy's text is.
OURS = [model for model in TENANTS if model._meta.app_label in {"access", "casefiles"}]


def names(found: list[type[models.Model]]) -> list[str]:
    return [model._meta.label for model in found]


def a_row_of_everything(office: Office, open_case: OpenCase) -> None:
    """One row and more in each table of the two rooms."""
    officer = office.caseworker
    with acting(officer):
        family = actions.open_family(name="Kidane", officer=officer)
        case = open_case(officer, family=family)
        ledger.append(case, [News(fact="arrived", value=TODAY)], source="Brev", officer=officer, today=TODAY)
        Look.objects.create(
            municipality=office.municipality, officer=officer, purpose=Purpose.CASE, page="p", persons=[1]
        )
        Opening.objects.create(
            municipality=office.municipality,
            officer=officer,
            casefile=case.pk,
            reason="Akut",
            until="2099-01-01T00:00Z",
        )
        staffing.note_sign_in(officer)
        staffing.make_link(office.leader, officer=officer)
        case.special_needs = "Trappefri"
        case.save()


@pytest.fixture
def two_offices(office: Office, elsewhere: Office, open_case: OpenCase) -> tuple[Office, Office]:
    """Both municipalities with rows in each table; nobody acts."""
    a_row_of_everything(office, open_case)
    a_row_of_everything(elsewhere, open_case)
    return office, elsewhere


def rows(model: type[models.Model], alias: str = "default") -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_every_table_is_behind_the_walls_or_on_the_list_with_its_reason() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        outside = {name for (name,) in cursor.fetchall()}
    assert outside <= OUTSIDE.keys(), "new tables need policies.apart(), or a reason here"


@pytest.mark.django_db
def test_every_table_with_a_municipality_is_forced() -> None:
    assert guards.faults(connection, outside=frozenset(settings.OUTSIDE_THE_WALLS)) == []
    assert settings.OUTSIDE_THE_WALLS == {}


@pytest.mark.parametrize("model", TENANTS, ids=names(TENANTS))
@pytest.mark.django_db
def test_every_tenants_policy_is_the_one_and_the_same(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT policyname, cmd, roles::text, qual, with_check FROM pg_policies WHERE tablename = %s",
            [model._meta.db_table],
        )
        policy = {name: rest for name, *rest in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'a_actor_is_named'"
            " AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (1,)
    mine = "(municipality_id = (NULLIF(current_setting('brobygger.municipality'::text, true), ''::text))::bigint)"
    assert policy.pop("municipalities_apart") == ["ALL", "{public}", mine, mine]
    owner = connections["owner"].settings_dict["USER"]
    for extra in policy.values():  # the three questions asked past the policies, by functions of the owner
        assert model in {Officer, Look, PasswordLink}
        assert extra == ["SELECT", f"{{{owner}}}", "true", None]


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_a_municipality_reads_its_own_rows_and_no_others(
    model: type[models.Model], two_offices: tuple[Office, Office]
) -> None:
    for office in two_offices:
        with acting(None, municipality=office.municipality):
            theirs = model._default_manager.filter(municipality=office.municipality).count()
            assert model._default_manager.count() == rows(model) == theirs > 0


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_with_no_municipality_there_are_no_rows(model: type[models.Model], two_offices: tuple[Office, Office]) -> None:
    assert model._default_manager.count() == rows(model) == 0


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_nothing_of_another_municipality_is_changed_or_removed(
    model: type[models.Model], two_offices: tuple[Office, Office]
) -> None:
    office, elsewhere = two_offices
    table, theirs = model._meta.db_table, elsewhere.municipality.pk
    for statement in (
        f"UPDATE {table} SET municipality_id = municipality_id WHERE municipality_id = {theirs}",
        f"DELETE FROM {table} WHERE municipality_id = {theirs}",
    ):
        with acting(office.caseworker):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)
                    assert cursor.rowcount == 0
            except DatabaseError as refused:  # append-only tables refuse whoever asks
                assert "never" in str(refused)  # noqa: PT017 - either way nothing is done
    with acting(None, municipality=elsewhere.municipality):
        assert rows(model) == model._default_manager.filter(municipality=theirs).count()


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_nothing_is_written_into_another_municipality(
    model: type[models.Model], two_offices: tuple[Office, Office]
) -> None:
    office, elsewhere = two_offices
    with acting(None, municipality=elsewhere.municipality):
        row = model._default_manager.first()
    assert row is not None
    if "id" in {field.name for field in model._meta.fields}:
        row.pk = None
    if hasattr(row, "officer_id"):
        row.officer_id = office.caseworker.pk
    if hasattr(row, "word"):
        row.word = "nyt"
    with (
        pytest.raises(DatabaseError, match=r"row-level security|is_one|unique|signs_in"),
        acting(office.caseworker),
    ):
        row.save(force_insert=True)


@pytest.mark.parametrize("model", OURS, ids=names(OURS))
def test_a_write_that_names_no_officer_is_refused(
    model: type[models.Model], two_offices: tuple[Office, Office]
) -> None:
    table = model._meta.db_table
    with (
        acting(None, municipality=two_offices[0].municipality),
        pytest.raises(DatabaseError, match="names no officer"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET municipality_id = municipality_id")


def test_a_key_cannot_reach_into_another_municipality(two_offices: tuple[Office, Office]) -> None:
    """A foreign key is checked past the policies, so it carries the municipality with it."""
    office, elsewhere = two_offices
    with acting(None, municipality=elsewhere.municipality):
        family, officer, person = Family.objects.get(), elsewhere.caseworker, Person.objects.get()
    with acting(office.caseworker):
        case = Case.objects.get()
        for stolen in ({"family": family}, {"responsible": officer}, {"person": person}):
            with pytest.raises(IntegrityError, match=r"same_municipality|_key"), transaction.atomic():
                Case.objects.filter(pk=case.pk).update(**stolen)


@pytest.mark.parametrize("model", TENANTS, ids=names(TENANTS))
@pytest.mark.django_db
def test_every_key_between_tenants_carries_the_municipality(model: type[models.Model]) -> None:
    for field in model._meta.fields:
        if field.remote_field is None or field.name == "municipality" or field.remote_field.model not in TENANTS:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass AND conname = %s",
                [model._meta.db_table, f"{model._meta.db_table}_{field.column}_same_municipality"],
            )
            assert cursor.fetchone() == (1,), f"{model._meta.label}.{field.name} needs policies.within()"


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_the_tables_owner_is_bound_too(office: Office, elsewhere: Office, open_case: OpenCase) -> None:
    a_row_of_everything(office, open_case)
    a_row_of_everything(elsewhere, open_case)
    for model in (Person, Case, Family, Entry, Opening):
        assert rows(model, "owner") == 0
        with acting(None, municipality=office.municipality, using="owner"):
            assert rows(model, "owner") == 1


def test_a_municipality_is_known_to_all_and_changed_by_its_own(office: Office, elsewhere: Office) -> None:
    assert set(Municipality.objects.values_list("slug", flat=True)) == {"vesthimmerland", "randers"}
    with acting(office.leader):
        assert Municipality.objects.filter(slug="randers").update(name="Taget") == 0
        assert Municipality.objects.filter(slug="vesthimmerland").update(name="Vores") == 1


def test_numbers_are_unique_within_a_municipality_and_free_between_them(
    office: Office, elsewhere: Office, open_case: OpenCase
) -> None:
    with acting(office.caseworker):
        open_case(office.caseworker, alien_number="70502221", cpr="6101820317")
    with acting(elsewhere.caseworker):
        open_case(elsewhere.caseworker, alien_number="70502221", cpr="6101820317")
    with acting(office.caseworker), pytest.raises(IntegrityError, match="an_alien_number_is_one_person"):
        open_case(office.caseworker, alien_number="70502221")


def test_what_a_row_was_before_is_kept_with_who_changed_it(office: Office, open_case: OpenCase) -> None:
    with acting(office.caseworker):
        case = open_case(office.caseworker, name="Tesfai Kidane")
    with acting(office.leader):
        Person.objects.filter(pk=case.person_id).update(name="Tesfay Kidane", phone="")
        Officer.objects.filter(pk=office.caseworker.pk).update(password="ny")

    shown = ("thing", "row", "officer", "was__name", "became__name", "was__password")
    with acting(office.leader):
        changed = list(Alteration.objects.order_by("pk").values_list(*shown))
    assert changed == [
        ("casefiles_person", case.person_id, office.leader.pk, "Tesfai Kidane", "Tesfay Kidane", None),
        ("access_officer", office.caseworker.pk, office.leader.pk, None, None, "***"),
    ]


@pytest.mark.parametrize("table", ["casefiles_person", "casefiles_case", "casefiles_family", "access_officer"])
def test_no_person_case_family_or_officer_is_deleted(table: str, office: Office) -> None:
    with pytest.raises(DatabaseError, match="never deleted"), acting(office.leader), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_what_held_before_a_block_holds_again_after_it(office: Office, elsewhere: Office) -> None:
    with acting(office.leader):
        with acting(elsewhere.leader):
            assert Officer.objects.filter(role=Role.LEADER).get() == elsewhere.leader
        assert Officer.objects.filter(role=Role.LEADER).get() == office.leader
        with pytest.raises(RuntimeError), acting(elsewhere.leader):
            raise RuntimeError
        assert Officer.objects.filter(role=Role.LEADER).get() == office.leader
    assert Officer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_block_outside_any_transaction_leaves_nothing_behind(office: Office) -> None:
    with acting(office.leader):
        assert Officer.objects.count() > 0
    assert Officer.objects.count() == 0


def test_a_transaction_that_only_reads_writes_for_nobody(office: Office) -> None:
    with (
        acting(office.leader, read_only=True),
        pytest.raises(DatabaseError, match="read-only transaction"),
        transaction.atomic(),
    ):
        employ(
            office.municipality, role=Role.LEADER, email="ny@x.example", display_name="Ny", initials="N", password=None
        )


def test_what_migrations_import_says_what_it_said_when_they_ran() -> None:
    """Change a policy by adding a function, never by rewording one that has run."""
    said = [
        f"{operation.sql}{operation.reverse_sql}"
        for operation in (
            policies.SHARED_FUNCTIONS,
            policies.REMEMBERING,
            policies.MUNICIPALITIES,
            policies.AT_THE_DOOR,
            policies.LOOKS_AT_A_PERSON,
            policies.apart("t"),
            policies.referred("t"),
            policies.within("t", "c", "u"),
            policies.signed("t"),
            policies.append_only("t"),
            policies.append_only("t", but_for=("a", "b")),
            policies.remembered("t"),
        )
    ]
    assert (
        hashlib.sha256("\n".join(said).encode()).hexdigest()
        == "58de055ad77799b78498b642769308da5018b6d41f9853c0e4f7686393e368a1"
    )
