"""A large register of every kind, multiplied inside the database from one row of each."""

from django.db import connection, models
from django.utils import timezone

from cooperation.kinds.registry import KINDS
from cooperation.models import (
    Citation,
    Commitment,
    CommitmentParty,
    CommitmentUpdate,
    Event,
    EventLink,
    Organisation,
    Participation,
    Person,
    Place,
    Position,
    Post,
    Programme,
    ProgrammeOrganisation,
    RecordTerm,
    Scheme,
    SearchEntry,
    Source,
    Statement,
    StatementSpeaker,
    Term,
)
from cooperation.models.search import KIND_BITS, RECORD_BITS
from cooperation.models.search_match import FTS_TABLES
from cooperation.publishing.index_entries import entries_of
from cooperation.vocabulary.commitment import Side
from cooperation.vocabulary.event import AttendanceMode
from cooperation.vocabulary.organisation import Constituent, OrganisationType
from cooperation.vocabulary.term import PlaceKind, SchemeCode
from tests.benchmarks import growth
from tests.benchmarks.multiplying import DAYS, FIRST_DAY, date, multiply, one_of, uuid
from tests.guards import rows
from tests.guards.rows import OPEN, PUBLIC

COUNTS: dict[type[models.Model], int] = {
    Source: 5_000,
    Organisation: 20_000,
    Post: 5_000,
    Person: 20_000,
    Programme: 5_000,
    Event: 100_000,
    Statement: 20_000,
    Commitment: 20_000,
}
TERMS = 12
# Coprime to every count: neighbours name others far from each other.
STRIDE = 7_919
RARELY = 1_000


def write_register(share: float = 1) -> None:
    """Write all kinds of record, in a share of `COUNTS`, with the parts that filters look at.

    The first term of a scheme is named by very many, the last by few; slugs end in a number.
    """
    rows.write_lists()
    Term.objects.all().delete()
    for scheme in Scheme.objects.all():
        codes = ("used", *(f"code-{number}" for number in range(1, TERMS)))
        Term.objects.bulk_create(Term(scheme=scheme, code=code, label_en=code) for code in codes)
    country = Place.objects.create(code="KH", kind=PlaceKind.COUNTRY, name_en="Cambodia")
    Place.objects.exclude(pk=country.pk).update(parent=country)
    _Register(share).write()
    growth.renew()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


class _Register:
    def __init__(self, share: float) -> None:
        self.counts = {model: max(int(count * share), TERMS) for model, count in COUNTS.items()}
        self.world = rows.write_roots(OPEN, PUBLIC)
        self.first = {model: row.pk + 1 for model, row in self.world.items()}
        self.terms = {
            scheme.code: scheme.terms.order_by("pk").values_list("pk", flat=True)[0]
            for scheme in Scheme.objects.all()
        }

    def write(self) -> None:
        for model, own in self._roots().items():
            slug = f"'{model._meta.model_name}-' || n"
            common = {"id": f"{self.first[model]} + n", "uid": uuid(), "slug": slug}
            multiply(self.world[model], self.counts[model], **common | own)
        for part, owner, each, own in self._parts():
            template = part.objects.filter(**{owner: self.world[owner_of(part, owner)]}).first()
            root = owner_of(part, owner)
            common = {"id": uuid(), f"{owner}_id": f"{self.first[root]} + n / {each}"}
            multiply(template, self.counts[root] * each, **common | own)
        for model in COUNTS:
            self._index(model)

    def _roots(self) -> dict[type[models.Model], dict[str, str]]:
        return {
            Source: {"kind_id": self._term(SchemeCode.SOURCE_KIND), **date("published")},
            Organisation: {
                "name_en": "'Organisation ' || n",
                "constituent": one_of(Constituent.values),
                "kind": one_of(OrganisationType.values),
                "parent_id": "NULL",
            },
            Post: {"organisation_id": self._named(Organisation), "label_en": "'Post ' || n"},
            Person: {"sort_name": "'Person ' || n", "name_en": "'Person ' || n"},
            Programme: {
                "kind_id": self._term(SchemeCode.PROGRAMME_KIND),
                "parent_id": "NULL",
                "iati_identifier": "NULL",
                **date("planned_period"),
            },
            Event: {
                "kind_id": self._term(SchemeCode.EVENT_KIND),
                "attendance_mode": one_of(AttendanceMode.values),
                "parent_id": "NULL",
                **date("date"),
            },
            Statement: {
                "event_id": self._named(Event),
                "programme_id": self._named(Programme),
                **date("said_on"),
            },
            Commitment: {
                "kind_id": self._term(SchemeCode.COMMITMENT_KIND),
                "made_at_id": self._named(Event),
                "programme_id": self._named(Programme),
                "made_on": "''",
                "made_on_earliest": "NULL",
                "made_on_latest": "NULL",
                **date("due"),
            },
        }

    def _parts(self) -> list[tuple[type[models.Model], str, int, dict[str, str]]]:
        who = {"person_id": self._named(Person), "organisation_id": self._named(Organisation)}
        nobody = {"on_behalf_of_id": "NULL", "on_behalf_of_post_id": "NULL"}
        roles = {"role_id": self._term(SchemeCode.EVENT_ROLE, each=3)}
        partners = {"role_id": self._term(SchemeCode.PROGRAMME_ROLE, each=3)}
        found = [
            (Participation, "event", 3, who | nobody | roles),
            (EventLink, "event", 1, {"programme_id": self._named(Programme)}),
            (
                ProgrammeOrganisation,
                "programme",
                3,
                partners | {"organisation_id": who["organisation_id"]},
            ),
            (StatementSpeaker, "statement", 2, who | nobody),
            (CommitmentParty, "commitment", 2, who | {"side": one_of([Side.BY, Side.TO])}),
            (CommitmentUpdate, "commitment", 1, {}),
            (Position, "person", 1, {"post_id": self._named(Post), **date("period")}),
        ]
        for scheme in (SchemeCode.THEME, SchemeCode.SDG_GOAL, SchemeCode.STRATEGY):
            found += [
                (RecordTerm, owner, 1, {"term_id": self._term(scheme)})
                for owner in RecordTerm.owner_fields
            ]
        cited = {"source_id": self._named(Source), "part": "NULL"}
        found += [
            (Citation, owner, 1, cited)
            for owner in Citation.owner_fields
            if owner != "citing_source"
        ]
        return found

    def _term(self, scheme: SchemeCode, each: int = 1) -> str:
        """The first term for the first of each owner's rows, the last for one of a thousand."""
        first = self.terms[scheme]
        others = f"{first} + 1 + n % {TERMS - 2}"
        is_first = f"n % {each} = 0" if each > 1 else "n % 2 = 0"
        return (
            f"CASE WHEN n % {RARELY} = 1 THEN {first + TERMS - 1} "
            f"WHEN {is_first} THEN {first} ELSE {others} END"
        )

    def _named(self, model: type[models.Model]) -> str:
        """The first of a kind for a third of the rows, others for the rest."""
        first, count = self.first[model], self.counts[model]
        others = f"{first} + (n % {count} * CAST({STRIDE} AS bigint)) % {count}"
        return f"CASE WHEN n % 3 = 0 THEN {first} ELSE {others} END"

    def _index(self, model: type[models.Model]) -> None:
        kind = str(model._meta.model_name)
        [entry], _names = entries_of(model, [self.world[model].pk], at=timezone.now())
        SearchEntry.objects.put([entry], [])
        pk, day = f"{self.first[model]} + n", FIRST_DAY.toordinal()
        number = f"((CAST({day} AS bigint) + n % {DAYS}) * {1 << KIND_BITS} + {KINDS[kind].number})"
        key = f"{number} * CAST({1 << RECORD_BITS} AS bigint) + {pk}"
        text = f"'{OPEN} ' || CASE WHEN n % {RARELY} = 1 THEN 'rareword' ELSE 'otherword' END"
        own = {"id": key, "record_pk": pk, "record_uid": uuid(), "text": text}
        multiply(entry, self.counts[model], **own)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for table, columns in FTS_TABLES.items():
                    listed = ", ".join(columns)
                    cursor.execute(
                        f"INSERT INTO {table} (rowid, {listed}) SELECT id, {listed} "
                        f"FROM {SearchEntry._meta.db_table} "
                        "WHERE record_type = %s AND record_pk >= %s",
                        [kind, self.first[model]],
                    )


def owner_of(part: type[models.Model], owner: str) -> type[models.Model]:
    return part._meta.get_field(owner).related_model
