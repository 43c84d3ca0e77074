"""The SQL that keeps municipalities apart, as operations for migrations.

Migrations import this module and nothing else of the project; a test freezes what it says, because what ran once must
read the same for ever. A change in meaning is a new function here.
"""

from __future__ import annotations

from django.db.migrations import RunSQL

MUNICIPALITY = "nullif(current_setting('brobygger.municipality', true), '')::bigint"
OFFICER = "nullif(current_setting('brobygger.officer', true), '')::bigint"

SHARED_FUNCTIONS = RunSQL(
    f"""
    CREATE FUNCTION brobygger_actor_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {OFFICER} IS NULL THEN
            RAISE EXCEPTION '%: a write names no officer', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege', HINT = 'Open the transaction with access.context.acting().';
        END IF;
        RETURN NULL;
    END $$;

    CREATE FUNCTION brobygger_signed_by_the_actor() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.officer_id IS DISTINCT FROM {OFFICER} THEN
            RAISE EXCEPTION '%: an officer writes in no other name than their own', TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;

    CREATE FUNCTION brobygger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%: rows are added, never changed or removed', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'Add a new row that replaces the old one.';
    END $$;

    CREATE FUNCTION brobygger_only_these_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_jsonb(OLD) - TG_ARGV IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV THEN
            RAISE EXCEPTION '%: only % may change', TG_TABLE_NAME, array_to_string(TG_ARGV, ', ')
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    """,
    """
    DROP FUNCTION brobygger_only_these_change();
    DROP FUNCTION brobygger_append_only();
    DROP FUNCTION brobygger_signed_by_the_actor();
    DROP FUNCTION brobygger_actor_is_named();
    """,
)


def apart(table: str, *, column: str = "municipality_id") -> RunSQL:
    """Rows of *table* exist only for their own municipality, and no one writes to it unnamed.

    Forced, so that it binds the tables' owner too; with no municipality set there are no rows.
    """
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY municipalities_apart ON {table}
            USING ({column} = {MUNICIPALITY}) WITH CHECK ({column} = {MUNICIPALITY});
        CREATE TRIGGER a_actor_is_named BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION brobygger_actor_is_named();
        """,
        f"""
        DROP TRIGGER a_actor_is_named ON {table};
        DROP POLICY municipalities_apart ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def referred(table: str) -> RunSQL:
    """Rows of *table* may be pointed at by `within`."""
    name = f"{table}_in_its_municipality"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (municipality_id, id);",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


def within(table: str, column: str, target: str) -> RunSQL:
    """*column* points at a row of *target* in the same municipality.

    A plain foreign key is checked past the policies, so on its own it could reach into another municipality.
    """
    name = f"{table}_{column}_same_municipality"
    return RunSQL(
        f"""
        ALTER TABLE {table} ADD CONSTRAINT {name}
            FOREIGN KEY (municipality_id, {column}) REFERENCES {target} (municipality_id, id);
        """,
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


def signed(table: str) -> RunSQL:
    """A new row of *table* bears the name of the officer who writes it."""
    return RunSQL(
        f"""
        CREATE TRIGGER b_signed_by_the_actor BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION brobygger_signed_by_the_actor();
        """,
        f"DROP TRIGGER b_signed_by_the_actor ON {table};",
    )


def append_only(table: str, *, but_for: tuple[str, ...] = ()) -> RunSQL:
    """Rows of *table* are never changed or removed, save for the columns named."""
    denied = "DELETE" if but_for else "UPDATE OR DELETE"
    columns = ", ".join(f"'{column}'" for column in but_for)
    exception = f"""
        CREATE TRIGGER c_only_these_change BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION brobygger_only_these_change({columns});
    """
    return RunSQL(
        f"""
        CREATE TRIGGER c_append_only BEFORE {denied} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION brobygger_append_only();
        CREATE TRIGGER c_never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION brobygger_append_only();
        {exception if but_for else ""}
        """,
        f"""
        {f"DROP TRIGGER c_only_these_change ON {table};" if but_for else ""}
        DROP TRIGGER c_never_emptied ON {table};
        DROP TRIGGER c_append_only ON {table};
        """,
    )


REMEMBERING = RunSQL(
    f"""
    CREATE FUNCTION brobygger_difference(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(jsonb_object_agg(key, CASE key WHEN 'password' THEN '"***"' ELSE value END), '{{}}')
        FROM jsonb_each(one) WHERE value IS DISTINCT FROM other -> key
    $$;

    CREATE FUNCTION brobygger_remember() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO access_alteration (municipality_id, officer_id, thing, row, was, became)
        SELECT (was ->> TG_ARGV[0])::bigint, {OFFICER}, TG_TABLE_NAME, (was ->> 'id')::bigint,
               brobygger_difference(was, became), brobygger_difference(became, was)
        FROM (SELECT to_jsonb(before_it) AS was, to_jsonb(after_it) AS became
              FROM before_it JOIN after_it USING (id)) AS changed
        WHERE was IS DISTINCT FROM became;
        RETURN NULL;
    END $$;

    CREATE FUNCTION brobygger_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%: rows are closed or superseded, never deleted', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END $$;
    """,
    """
    DROP FUNCTION brobygger_nothing_is_deleted();
    DROP FUNCTION brobygger_remember();
    DROP FUNCTION brobygger_difference(jsonb, jsonb);
    """,
)


def remembered(table: str, *, column: str = "municipality_id") -> RunSQL:
    """Every change of a row of *table* is kept as before and after, and no row goes away.

    Once a statement, not once a row: a nightly change of thousands of rows costs one insert.
    """
    return RunSQL(
        f"""
        CREATE TRIGGER d_remembered AFTER UPDATE ON {table}
            REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
            FOR EACH STATEMENT EXECUTE FUNCTION brobygger_remember('{column}');
        CREATE TRIGGER d_nothing_is_deleted BEFORE DELETE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION brobygger_nothing_is_deleted();
        """,
        f"""
        DROP TRIGGER d_nothing_is_deleted ON {table};
        DROP TRIGGER d_remembered ON {table};
        """,
    )


# A municipality's name is no secret: the sign-in page and the nightly run must list them. Only its own may change it.
MUNICIPALITIES = RunSQL(
    f"""
    ALTER TABLE access_municipality ENABLE ROW LEVEL SECURITY;
    ALTER TABLE access_municipality FORCE ROW LEVEL SECURITY;
    CREATE POLICY known_to_all ON access_municipality FOR SELECT USING (true);
    CREATE POLICY changed_by_its_own ON access_municipality
        USING (id = {MUNICIPALITY}) WITH CHECK (id = {MUNICIPALITY});
    CREATE TRIGGER a_actor_is_named BEFORE INSERT OR UPDATE OR DELETE ON access_municipality
        FOR EACH STATEMENT EXECUTE FUNCTION brobygger_actor_is_named();
    """,
    """
    DROP TRIGGER a_actor_is_named ON access_municipality;
    DROP POLICY changed_by_its_own ON access_municipality;
    DROP POLICY known_to_all ON access_municipality;
    ALTER TABLE access_municipality NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE access_municipality DISABLE ROW LEVEL SECURITY;
    """,
)

# Two questions are asked past the policies, each by one function that runs as the owner and returns no more than it
# says: who is at the door (before anyone's municipality is known), and who looked at a person (so that the index is
# used).
AT_THE_DOOR = RunSQL(
    """
    CREATE POLICY at_the_door ON access_officer FOR SELECT TO CURRENT_USER USING (true);
    CREATE FUNCTION access_officer_at_the_door(wanted_id bigint, wanted_email text) RETURNS SETOF access_officer
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT * FROM access_officer WHERE id = wanted_id OR lower(email) = lower(wanted_email)
    $$;
    """,
    """
    DROP FUNCTION access_officer_at_the_door(bigint, text);
    DROP POLICY at_the_door ON access_officer;
    """,
)
LOOKS_AT_A_PERSON = RunSQL(
    f"""
    CREATE POLICY for_the_person ON access_look FOR SELECT TO CURRENT_USER USING (true);
    CREATE FUNCTION access_looks_at(person bigint) RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT id FROM access_look WHERE persons @> ARRAY[person] AND municipality_id = {MUNICIPALITY}
    $$;
    """,
    """
    DROP FUNCTION access_looks_at(bigint);
    DROP POLICY for_the_person ON access_look;
    """,
)
