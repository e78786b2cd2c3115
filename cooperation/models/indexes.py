from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest


class SqliteStatement(Statement):
    # A statement, not a text: SQLite remakes tables, and then renames them in what is deferred.
    def __str__(self) -> str:
        return super().__str__().replace(" NULLS LAST", "")


class NewestFirst(models.Index):
    """Serves lists of public records by descending date, undated ones last, ties by id.

    It also holds what says until when a date lasts, and whether a record is public now: so records
    are counted, and the first of a time found, without a look at each of them. SQLite sorts NULLs
    last in a descending index anyway, and refuses to be told so.
    """

    def __init__(self, *expressions: Any, date: str = "", name: str | None = None) -> None:
        if date:
            newest = F(date).desc(nulls_last=True)
            latest = date.removesuffix("earliest") + "latest"
            expressions = (F("state"), newest, F("id").desc())
            expressions += (F(latest), F("go_live_at"), F("expire_at"))
        super().__init__(*expressions, name=name)

    def create_sql(
        self,
        model: type[models.Model],
        schema_editor: BaseDatabaseSchemaEditor,
        using: str = "",
        **kwargs: Any,
    ) -> Statement:
        statement = super().create_sql(model, schema_editor, using=using, **kwargs)
        if schema_editor.connection.vendor != "sqlite":
            return statement
        return SqliteStatement(statement.template, **statement.parts)


def order_indexes(kind: str, *names: str) -> list[models.Index]:
    """Return what serves a list of public records by their last change, and by these names."""
    last_changed = (F("state"), F("updated_at").desc(), F("id").desc())
    return [
        models.Index(*last_changed, name=f"{kind}_last_changed"),
        *(models.Index(fields=["state", name, "id"], name=f"{kind}_by_{name}") for name in names),
    ]


def seen_index(kind: str) -> models.Index:
    """Return what serves a list of public records by the last publication that readers saw."""
    newest = (F("state"), seen_since().desc(), F("id").desc())
    return models.Index(*newest, name=f"{kind}_last_seen")


def seen_since() -> Greatest:
    """Return the expression for the moment at which readers could first see what was published."""
    return Greatest("published_at", Coalesce("go_live_at", "published_at"))
