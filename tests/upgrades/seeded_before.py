"""A register that was seeded long ago and edited since; run as a module in its place.

`registers/seeded_before.sqlite3.xz` was made from the code and fixtures of commit baf0b70, whose
models end with migration 0014: countries, DAC sectors and SDG targets that no record names were
left out of the fixtures, which keeps it small; then `migrate`, `seed`, `edit` below, VACUUM and
`xz -9e`. It is never made anew from later code: its age is what it is for.
"""

import datetime as dt
import io
import json
import os
import sys
from typing import Any

import django

EDITED_AT = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)
# What tells when a record was seeded, and nothing of what it says.
MOMENTS = ("first_published_at", "published_at")


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def edit() -> None:
    """Do in the old register what editors do: each kind of act once."""
    from cooperation.models import Citation, CommitmentUpdate, Organisation, Source  # noqa: PLC0415
    from cooperation.models.base import part_models, record_models  # noqa: PLC0415
    from cooperation.publishing import drafts, workflow  # noqa: PLC0415
    from cooperation.publishing.revisions import take_snapshot  # noqa: PLC0415
    from cooperation.publishing.workflow import Row  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    given: dict[str, Any] = {
        "by": factories.make_user(group="publisher", username="editor"),
        "at": EDITED_AT,
    }
    by_slug = {row.slug: row for model in record_models() for row in model.objects.all()}

    def changed(slug: str, **fields: Any) -> Any:
        content = take_snapshot(by_slug[slug])
        content["fields"].update(fields)
        return by_slug[slug], content

    def parts(record: Any, *left_out: Any) -> list[Row]:
        rows = [
            part
            for model, owner in part_models(type(record))
            for part in model.objects.filter(**{owner: record})
        ]
        ids = {part.pk for part in left_out}
        many = {row.pk: [f.name for f in row._meta.many_to_many] for row in rows}
        return [
            Row(row, {name: list(getattr(row, name).all()) for name in many[row.pk]})
            for row in rows
            if row.pk not in ids and getattr(row, "part", None) not in ids
        ]

    course = by_slug["evidence-based-policy-course-2025"]
    course.summary_en = "The editor's account."
    workflow.save(Row(course), parts=parts(course, course.items.first()), **given)

    drafts.save_draft(
        *changed("samheng-on-investing-in-the-young", text_en="The editor's draft."), **given
    )
    drafts.save_draft(*changed("sok-lor-on-fair-labour-relations", text_en="A slip."), **given)
    drafts.discard(by_slug["sok-lor-on-fair-labour-relations"], **given)
    drafts.save_draft(*changed("keu-chhieng", honorific_en="The editor's"), **given)
    workflow.publish(by_slug["keu-chhieng"], **given)

    promise = by_slug["submit-workplan-2026-2027-for-endorsement"]
    source = Source.objects.get(slug=promise.citations.first().source.slug)
    word = CommitmentUpdate(status="in_progress", note_en="The editor heard so.", position=9)
    cited = Citation(source=source, part=word.pk, position=99)
    workflow.save(Row(promise), parts=[*parts(promise), Row(word), Row(cited)], **given)

    workflow.withdraw(by_slug["prasad-on-practical-solutions"], **given)
    workflow.delete(by_slug["continue-capacity-building"], **given)
    house = Organisation(name_en="The editor's house", slug="house", kind=by_slug["camfeba"].kind)
    workflow.save(Row(house), parts=[Row(Citation(source=source))], **given)
    workflow.publish(house, **given)
    _edit_lists(given)


def _edit_lists(given: dict[str, Any]) -> None:
    from cooperation.models import Scheme, Term  # noqa: PLC0415
    from cooperation.publishing import workflow  # noqa: PLC0415
    from cooperation.publishing.workflow import Row  # noqa: PLC0415

    theme = Term.objects.get(scheme__code="theme", code="decent-work")
    theme.label_en = "The editor's theme"
    workflow.save(Row(theme), **given)
    workflow.save(Row(Scheme(code="house-list", name_en="The editor's list")), **given)


def contents() -> dict[str, Any]:
    """Return what each record, term and place of a register says, by its permanent id."""
    from cooperation.models import Place, Scheme, Term  # noqa: PLC0415
    from cooperation.models.base import record_models  # noqa: PLC0415
    from cooperation.publishing.revisions import take_snapshots  # noqa: PLC0415

    told: dict[str, Any] = {}
    for model in (*record_models(), Scheme, Term, Place):
        pks = list(model._default_manager.values_list("pk", flat=True))
        for content in take_snapshots(model, pks).values():
            for name in MOMENTS:
                content["fields"].pop(name, None)
            for rows in content["parts"].values():
                rows.sort(key=lambda row: row["id"])
            told[content["fields"]["uid"]] = json.loads(json.dumps(content))
    return told


def index() -> list[str]:
    """Return what can be found and counted."""
    from cooperation.models import PublicBits, SearchEntry, SearchName  # noqa: PLC0415

    counted = [
        f"{bits} {bits.chunk} {[*bits.piece]}" for bits in PublicBits.objects.exclude(records=0)
    ]
    names = SearchName._meta.get_fields()
    columns = [field.attname for field in names if field.concrete and not field.primary_key]
    rows = [*SearchEntry.objects.values_list(), *SearchName.objects.values_list(*columns)]
    return sorted([*counted, *map(str, rows)])


def tell() -> None:
    """Print what the register holds, and the revisions that came after the editor's."""
    from django.core.management import call_command  # noqa: PLC0415

    from cooperation.models import Draft, Revision  # noqa: PLC0415

    index_before = index()
    call_command("rebuild_search", stdout=io.StringIO())
    edited = Revision.objects.filter(user__username="editor")
    later = Revision.objects.filter(pk__gt=edited.latest("pk").pk).order_by("pk")
    drafts = Draft.objects.filter(revision__is_pending=True).select_related("revision")
    print(
        json.dumps(
            {
                "contents": contents(),
                "edited": [str(uid) for uid in edited.values_list("record_uid", flat=True)],
                "later": [
                    (str(uid), action) for uid, action in later.values_list("record_uid", "action")
                ],
                "index": index_before,
                "index_anew": index(),
                "waiting": {str(draft.record_uid): draft.revision.content for draft in drafts},
            }
        )
    )


if __name__ == "__main__":
    set_up()
    {"edit": edit, "tell": tell}[sys.argv[1]]()
