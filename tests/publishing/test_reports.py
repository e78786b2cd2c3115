"""Readers' reports: closed by those who may, and no contact is kept for long."""

import datetime as dt

import pytest

from cooperation.models import Report
from cooperation.publishing import reports
from cooperation.publishing.errors import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db
LATER = factories.AT + dt.timedelta(days=90)


def test_closing_says_who_did_it_and_deletes_the_contact():
    publisher = factories.make_user(group="publisher")
    report = factories.make_report(contact="reader@example.org")
    reports.close_report(report, state="accepted", by=publisher, at=LATER)
    report.refresh_from_db()
    assert (report.state, report.closed_by, report.closed_at) == ("accepted", publisher, LATER)
    assert report.contact == ""


def test_a_contributor_does_not_close():
    report = factories.make_report(contact="reader@example.org")
    contributor = factories.make_user(group="contributor")
    with pytest.raises(NotPermitted):
        reports.close_report(report, state="refused", by=contributor, at=LATER)
    assert Report.objects.values_list("state", "contact").get() == ("new", "reader@example.org")


def test_contacts_are_kept_as_long_as_readers_are_told():
    factories.make_report(contact="old")
    factories.make_report(contact="new", at=factories.AT + dt.timedelta(minutes=1))
    assert reports.forget_contacts(LATER) == 1
    assert sorted(Report.objects.values_list("contact", flat=True)) == ["", "new"]
