from django.db import migrations, models

ON_SQLITE = """
DROP TABLE cooperation_search_words;
DROP TABLE cooperation_search_runs;
CREATE VIRTUAL TABLE cooperation_search_words
    USING fts5(names, text, linked, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE cooperation_search_runs
    USING fts5(name_runs, text_runs, linked_runs, tokenize = 'trigram case_sensitive 1');
INSERT INTO cooperation_search_words (rowid, names, text, linked)
    SELECT id, names, text, linked FROM cooperation_searchentry;
INSERT INTO cooperation_search_runs (rowid, name_runs, text_runs, linked_runs)
    SELECT id, name_runs, text_runs, linked_runs FROM cooperation_searchentry;
"""
ON_POSTGRESQL = """
DROP INDEX cooperation_search_runs;
ALTER TABLE cooperation_searchentry DROP COLUMN words;
ALTER TABLE cooperation_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', names), 'A')
    || setweight(to_tsvector('english', text), 'B')
    || setweight(to_tsvector('english', linked), 'C')
) STORED;
CREATE INDEX cooperation_search_words ON cooperation_searchentry USING gin (words);
CREATE INDEX cooperation_search_runs ON cooperation_searchentry
    USING gin (name_runs gin_trgm_ops, text_runs gin_trgm_ops, linked_runs gin_trgm_ops);
"""


def make_indexes(apps, schema_editor):
    connection = schema_editor.connection
    script = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL
    for statement in script.split(";"):
        if statement.strip():
            # Not through the editor, which would put off what it takes for a change of a table.
            with connection.cursor() as cursor:
                cursor.execute(statement)


class Migration(migrations.Migration):
    """What a record is linked with has words of its own; `rebuild_search` writes them."""

    dependencies = [("cooperation", "0027_public_bits")]

    operations = [
        migrations.AddField(
            "searchentry", name, models.TextField(blank=True, default=""), preserve_default=False
        )
        for name in ("called", "linked", "linked_runs", "facts_en", "facts_km")
    ] + [
        migrations.AddField("searchentry", "is_stale", models.BooleanField(default=False)),
        migrations.AddIndex(
            "searchentry",
            models.Index(
                fields=["is_stale"],
                name="search_entry_to_renew",
                condition=models.Q(is_stale=True),
            ),
        ),
        migrations.RunPython(make_indexes, migrations.RunPython.noop),
    ]
