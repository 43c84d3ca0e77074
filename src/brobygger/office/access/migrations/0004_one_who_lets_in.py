from django.db import migrations

from brobygger.office.access import policies

LETS_IN = "role IN ('leader', 'system_administrator') AND is_active"


class Migration(migrations.Migration):
    dependencies = [("access", "0003_officers_come_and_go")]

    operations = [
        policies.apart("access_signin"),
        policies.within("access_signin", "officer_id", "access_officer"),
        policies.signed("access_signin"),
        policies.append_only("access_signin"),
        policies.apart("access_passwordlink"),
        policies.within("access_passwordlink", "officer_id", "access_officer"),
        policies.within("access_passwordlink", "to_id", "access_officer"),
        policies.signed("access_passwordlink"),
        policies.append_only("access_passwordlink", but_for=("used_at", "withdrawn_at")),
        # Whoever comes with a link has not signed in, so no policy shows it to them: the third question asked past the
        # policies. It answers with links that still open, by the database's own clock, and only to who knows the secret.
        migrations.RunSQL(
            """
            CREATE POLICY at_the_door ON access_passwordlink FOR SELECT TO CURRENT_USER USING (true);
            CREATE FUNCTION access_password_link_at_the_door(wanted text) RETURNS SETOF access_passwordlink
                LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
                SELECT * FROM access_passwordlink
                WHERE digest = wanted AND used_at IS NULL AND withdrawn_at IS NULL AND until > statement_timestamp()
            $$;
            """,
            """
            DROP FUNCTION access_password_link_at_the_door(text);
            DROP POLICY at_the_door ON access_passwordlink;
            """,
        ),
        # The municipality's row is locked, so that of two leaders who end each other at the same time one is refused.
        # NO KEY: keys that point at the municipality, of which every open transaction has some, are not in the way.
        migrations.RunSQL(
            f"""
            CREATE FUNCTION access_somebody_lets_in() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                lost bigint;
            BEGIN
                FOR lost IN
                    SELECT DISTINCT municipality_id FROM before_it WHERE {LETS_IN}
                    AND id NOT IN (SELECT id FROM after_it WHERE {LETS_IN})
                LOOP
                    PERFORM 1 FROM access_municipality WHERE id = lost FOR NO KEY UPDATE;
                    IF NOT EXISTS (SELECT 1 FROM access_officer WHERE municipality_id = lost AND {LETS_IN}) THEN
                        RAISE EXCEPTION 'access_officer: a leader or a system administrator must remain'
                            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'one_who_lets_in_remains',
                                HINT = 'Give somebody else the role first.';
                    END IF;
                END LOOP;
                RETURN NULL;
            END $$;
            CREATE TRIGGER e_somebody_lets_in AFTER UPDATE ON access_officer
                REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
                FOR EACH STATEMENT EXECUTE FUNCTION access_somebody_lets_in();
            """,
            """
            DROP TRIGGER e_somebody_lets_in ON access_officer;
            DROP FUNCTION access_somebody_lets_in();
            """,
        ),
    ]
