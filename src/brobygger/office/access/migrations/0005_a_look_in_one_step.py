from django.db import migrations

# A look at a page is written after the page's own transaction, which could only read. As four statements (begin, say who
# acts, insert, commit) it was a third of what a short page asked; as a function it is one. It runs with the rights of who
# calls it, below the same policies and triggers, and what was said of the actor before holds again after it.
A_LOOK_IS_KEPT = migrations.RunSQL(
    """
    CREATE FUNCTION access_look_is_kept(
        of_municipality bigint, by_officer bigint, what_for text, on_page text, at_persons bigint[]
    ) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        municipality text := coalesce(current_setting('brobygger.municipality', true), '');
        officer text := coalesce(current_setting('brobygger.officer', true), '');
    BEGIN
        PERFORM set_config('brobygger.municipality', of_municipality::text, true),
                set_config('brobygger.officer', by_officer::text, true);
        INSERT INTO access_look (municipality_id, officer_id, purpose, page, persons)
        VALUES (of_municipality, by_officer, what_for, on_page, at_persons);
        PERFORM set_config('brobygger.municipality', municipality, true),
                set_config('brobygger.officer', officer, true);
    END $$;
    """,
    "DROP FUNCTION access_look_is_kept(bigint, bigint, text, text, bigint[]);",
)


class Migration(migrations.Migration):
    dependencies = [("access", "0004_one_who_lets_in")]

    operations = [A_LOOK_IS_KEPT]
