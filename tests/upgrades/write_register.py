"""Writes a small register, with every kind of record and part, at the commit that it runs in.

README.md says how. It uses what every form of the register has had since drafts came.
"""

import copy
import datetime as dt
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from cooperation.models import Place, Scheme, Term  # noqa: E402
from cooperation.publishing import drafts, revisions, workflow  # noqa: E402
from cooperation.vocabulary.workflow import Action  # noqa: E402
from tests import factories  # noqa: E402
from tests.guards import rows  # noqa: E402

AT = factories.AT
LATER = AT + dt.timedelta(days=1)


def propose(record, title):
    content = copy.deepcopy(revisions.take_snapshot(record))
    content["fields"][f"{type(record).name_field}_en"] = title
    drafts.save_draft(record, content, by=None, at=LATER)


def write_records():
    rows.write_lists()
    first = rows.write_roots(rows.OPEN, rows.PUBLIC)
    second = rows.write_roots(rows.OPEN, rows.PUBLIC, first)
    lists = [row for model in (Scheme, Term, Place) for row in model.objects.all()]
    for record in (*lists, *first.values(), *second.values()):
        revisions.write_revision(record, action=Action.SAVE, by=None, at=AT)
    for record in second.values():
        propose(record, "In other words")


def write_acts():
    for number in range(3):
        propose(factories.make_event(slug=f"waits-{number}"), f"A meeting, renamed {number}")
    programme = factories.make_programme(slug="scheduled")
    propose(programme, "A programme, renamed")
    drafts.submit(programme, by=None, at=LATER)
    when = LATER + dt.timedelta(days=30)
    drafts.schedule_draft(programme, go_live_at=when, by=None, at=LATER)
    factories.make_commitment(slug="never-public", published=False)
    person = factories.make_person(slug="deleted", name="Sok Pisey", published=False)
    workflow.delete(person, by=None, at=LATER)


write_records()
write_acts()
