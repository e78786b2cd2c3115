"""The index of what can be searched: one row for each record, and its words.

Only what stands there as published has a row. What the databases' own indexes need beside
these tables is made in the migration `search`, and written by `SearchQuerySet`.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import ClassVar, Self

from django.db import connections, models
from django.db.models import Q

from cooperation.models.base import is_public
from cooperation.models.search_match import FTS_TABLES, VOCABULARY_TABLE, HasLetters
from cooperation.rules.slips import may_slip, slip_keys

# A row's id tells its day, the number of its kind and its record.
KIND_BITS, RECORD_BITS = 4, 37


def search_id(number: int, pk: int, day: dt.date | None) -> int:
    """Return the id of a record's row: the newer the record, the greater; undated ones least."""
    ordinal = day.toordinal() if day else 0
    return (ordinal << KIND_BITS | number) << RECORD_BITS | pk


def number_of(search_id: int) -> int:
    return search_id >> RECORD_BITS & (1 << KIND_BITS) - 1


def record_id_of(search_id: int) -> int:
    return search_id & (1 << RECORD_BITS) - 1


class SearchQuerySet(models.QuerySet):
    def visible(self, *, at: dt.datetime | None = None) -> Self:
        return self.filter(is_public(at=at))

    def put(self, entries: Collection["SearchEntry"], names: Iterable["SearchName"]) -> None:
        """Write rows with their names, new ones and in the place of those with the same ids."""
        if not entries:
            return
        others = [field.name for field in self.model._meta.concrete_fields if field.name != "id"]
        self.bulk_create(entries, update_conflicts=True, unique_fields=["id"], update_fields=others)
        SearchName.objects.filter(entry__in=[row.pk for row in entries]).delete()
        SearchName.objects.bulk_create(names)
        if connections[self.db].vendor != "sqlite":
            return
        with connections[self.db].cursor() as cursor:
            for table, columns in FTS_TABLES.items():
                listed, marks = ", ".join(columns), ", ".join("%s" for _ in columns)
                cursor.executemany(
                    f"REPLACE INTO {table} (rowid, {listed}) VALUES (%s, {marks})",
                    [[row.pk, *(getattr(row, name) for name in columns)] for row in entries],
                )

    def drop(
        self, kind: str, pks: Collection[int], *, but: Collection[int] = ()
    ) -> list["SearchEntry"]:
        """Delete the rows of these records, but for those with some ids; return all of them."""
        standing = list(self.filter(record_type=kind, record_pk__in=pks))
        ids = [row.pk for row in standing if row.pk not in but]
        if not ids:
            return standing
        if connections[self.db].vendor == "sqlite":
            with connections[self.db].cursor() as cursor:
                for table in FTS_TABLES:
                    rowids = [[pk] for pk in ids]
                    cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", rowids)
        self.filter(pk__in=ids).delete()
        return standing


class SearchEntry(models.Model):
    """What is searched of one record.

    `names`, `text` and `linked` are words as `rules.word_families` has them: what it is called,
    what it says, and what it is linked with is called; their runs are scripts without spaces.
    `aliases`, the passages and the facts are what is shown, one to a line. `public_at` is when the
    public could last see the record change.
    """

    id = models.BigIntegerField(primary_key=True)
    record_type = models.CharField(max_length=20)
    record_pk = models.BigIntegerField()
    record_uid = models.UUIDField(unique=True)
    # As in the record itself, so that `published()` is the one condition here too.
    state = models.CharField(max_length=10)
    go_live_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)
    public_at = models.DateTimeField(db_index=True)
    # Its names as others show them, one to a line.
    called = models.TextField(blank=True)
    names = models.TextField(blank=True)
    text = models.TextField(blank=True)
    linked = models.TextField(blank=True)
    name_runs = models.TextField(blank=True)
    text_runs = models.TextField(blank=True)
    linked_runs = models.TextField(blank=True)
    aliases = models.TextField(blank=True)
    passages_en = models.TextField(blank=True)
    passages_km = models.TextField(blank=True)
    facts_en = models.TextField(blank=True)
    facts_km = models.TextField(blank=True)
    # What it is counted by in its list, one to a line.
    facets = models.TextField(blank=True)
    # By which version of the folding its words were made.
    folding = models.PositiveSmallIntegerField(default=0)
    # Something that it names is called otherwise since: it waits for `renew_search`.
    is_stale = models.BooleanField(default=False)

    objects = SearchQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "record_pk"], name="search_entry_once_for_each_record"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["record_type"],
                name="search_entry_of_some_time",
                condition=Q(go_live_at__isnull=False) | Q(expire_at__isnull=False),
            ),
            models.Index(
                fields=["is_stale"], name="search_entry_to_renew", condition=Q(is_stale=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_pk}"


class NameQuerySet(models.QuerySet):
    def beginning_with(self, text: str) -> Self:
        if connections[self.db].vendor == "sqlite":
            # Its LIKE would go through all names.
            return self.filter(name__gte=text, name__lt=f"{text}\U0010ffff")
        return self.filter(name__startswith=text)


class SearchName(models.Model):
    """A name of a record, whole, as names are compared; `is_short` for acronyms."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="+")
    name = models.CharField(max_length=300, db_index=True)
    is_short = models.BooleanField(default=False)

    objects = NameQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class WordQuerySet(models.QuerySet):
    def learn(self, words: Iterable[str]) -> None:
        """Add the words that are not known yet, with their near spellings."""
        wanted = sorted(filter(may_slip, set(words)))
        known: set[str] = set()
        for first in range(0, len(wanted), 500):
            batch = self.filter(word__in=wanted[first : first + 500])
            known.update(batch.values_list("word", flat=True))
        new = self.bulk_create([self.model(word=word) for word in wanted if word not in known])
        SearchSpelling.objects.bulk_create(
            [SearchSpelling(word=row, key=key) for row in new for key in slip_keys(row.word)]
        )
        if new and connections[self.db].vendor == "sqlite":
            with connections[self.db].cursor() as cursor:
                cursor.executemany(
                    f"REPLACE INTO {VOCABULARY_TABLE} (rowid, word) VALUES (%s, %s)",
                    [[row.pk, row.word] for row in new],
                )

    def holding(self, text: str) -> Self:
        """Keep the words in which the text, of three letters at least, stands somewhere."""
        if connections[self.db].vendor == "sqlite":
            return self.filter(HasLetters(text))
        return self.filter(word__contains=text)

    def near(self, word: str) -> Self:
        """Keep the words that share a key with one in which there may be a slip."""
        found = SearchSpelling.objects.filter(key__in=slip_keys(word))
        return self.filter(pk__in=found.values("word"))


class SearchWord(models.Model):
    """A word that some record has or had: what a word with a slip in it may have meant."""

    word = models.CharField(max_length=30, unique=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word


class SearchSpelling(models.Model):
    """A number that a word shares with every spelling of it that has a single slip."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="spellings")
    key = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.word_id}"


class Withdrawn(models.Model):
    """A record that the public saw once and sees no more: for whoever keeps copies."""

    record_type = models.CharField(max_length=40)
    record_uid = models.UUIDField(unique=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_uid}"
