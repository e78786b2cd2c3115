"""Statements as the public sees them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, Value, When

from cooperation.documents.loading import Loader
from cooperation.documents.parts import by_owner, public_parts
from cooperation.documents.records import Subject
from cooperation.kinds.shapes import code_and_label, read_date
from cooperation.kinds.statement import SPEAKER, STATEMENT
from cooperation.models import Organisation, Person, StatementSpeaker
from cooperation.models.base import is_public
from cooperation.vocabulary.statement import Setting
from cooperation.vocabulary.wording import Wording


def with_day(rows: QuerySet, link: str = "") -> QuerySet:
    """Add `day`, its bounds and words: the stated day, else that of a public event it was said at.

    A statement "about" an event has no day of the event's. `link` leads to the statement from
    the model that is queried ("statement__").
    """
    lends = ~Q(**{f"{link}setting": Setting.ABOUT}) & is_public(f"{link}event__")
    return rows.annotate(
        **{
            f"day{part}": Case(
                When(~Q(**{f"{link}said_on": ""}), then=F(f"{link}said_on{part}")),
                When(lends, then=F(f"{link}event__date{part}")),
                output_field=DateField() if part else CharField(),
                **({} if part else {"default": Value("")}),
            )
            for part in ("", "_earliest", "_latest")
        }
    )


def who_spoke(pks: Iterable[int], loader: Loader) -> dict[int, list[Any]]:
    """Return placeholders for the people, failing them the bodies, that speak in statements."""
    rows = public_parts(StatementSpeaker).filter(statement__in=list(pks))
    speakers: dict[int, list[Any]] = defaultdict(list)
    for statement, person, body in rows.values_list("statement", "person", "organisation"):
        speaker = loader.reference(Person, person) or loader.reference(Organisation, body)
        speakers[statement].append(speaker)
    return speakers


def extend_statements(
    shown: dict[int, dict[str, Any]], raw: dict[int, dict[str, Any]], loader: Loader
) -> None:
    rows = public_parts(StatementSpeaker).filter(statement__in=list(shown))
    speakers = by_owner(rows, SPEAKER, "statement", loader)
    for pk, row in shown.items():
        day = read_date(raw[pk], "day")
        row["day"] = day and {"date": day, "from_event": not raw[pk]["said_on"]}
        row["speakers"] = speakers.get(pk, [])
        row["wording"] = code_and_label(Wording.OURS)


STATEMENTS = Subject(
    STATEMENT,
    annotate=with_day,
    extra=("day", "day_earliest", "day_latest"),
    extend=extend_statements,
)
