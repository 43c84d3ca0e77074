from django.db import migrations

from brobygger.office.access import policies


class Migration(migrations.Migration):
    # allauth's own migrations tidy the addresses of officers; they run while there are none, before the walls stand.
    dependencies = [("access", "0001_initial"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        policies.SHARED_FUNCTIONS,
        policies.REMEMBERING,
        # The counts of sign-in attempts, as django.core.cache.backends.db lays them out.
        migrations.RunSQL(
            """
            CREATE TABLE access_attempt (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX access_attempt_expires ON access_attempt (expires);
            """,
            "DROP TABLE access_attempt;",
        ),
        policies.MUNICIPALITIES,
        policies.remembered("access_municipality", column="id"),
        policies.apart("access_officer"),
        policies.referred("access_officer"),
        policies.remembered("access_officer"),
        policies.AT_THE_DOOR,
        policies.apart("access_look"),
        policies.within("access_look", "officer_id", "access_officer"),
        policies.signed("access_look"),
        policies.append_only("access_look"),
        policies.LOOKS_AT_A_PERSON,
        policies.apart("access_opening"),
        policies.within("access_opening", "officer_id", "access_officer"),
        policies.within("access_opening", "read_by_id", "access_officer"),
        policies.signed("access_opening"),
        policies.append_only("access_opening", but_for=("read_at", "read_by_id")),
        policies.apart("access_alteration"),
        policies.within("access_alteration", "officer_id", "access_officer"),
        policies.signed("access_alteration"),
        policies.append_only("access_alteration"),
    ]
