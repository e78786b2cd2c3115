from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import F


class SqliteStatement(Statement):
    # A statement, not a text: SQLite remakes tables, and then renames them in what is deferred.
    def __str__(self) -> str:
        return super().__str__().replace(" NULLS LAST", "")


class NewestFirst(models.Index):
    """Serves lists of public records by descending date, undated ones last, ties by id.

    SQLite sorts NULLs last in a descending index anyway, and refuses to be told so.
    """

    def __init__(self, *expressions: Any, date: str = "", name: str | None = None) -> None:
        if date:
            newest = F(date).desc(nulls_last=True)
            expressions = (F("state"), newest, F("id").desc())
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
