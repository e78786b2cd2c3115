"""One search for the lists of the desk, for its pickers and for readers: no worse than theirs."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from cooperation.queries.desk_search import records_sought, rows_sought
from cooperation.rules.plain_text import one_line


class SoughtAdmin(admin.ModelAdmin):
    """Records, drafts and hidden ones among them; who may see them is asked as ever."""

    # Django asks nothing of this column: that there is one makes it offer a search.
    search_fields = ("sought",)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return queryset.filter(records_sought(self.model, one_line(search_term))), False


class SoughtRowsAdmin(admin.ModelAdmin):
    """Rows of which there are few, looked through one by one; `search_fields` are their texts."""

    search_fields: ClassVar[tuple[str, ...]] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return rows_sought(queryset, self.search_fields, one_line(search_term)), False
