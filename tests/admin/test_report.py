"""Reports from readers, at the desk."""

import pytest
from django.urls import reverse

from cooperation.models import Report
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "admin:cooperation_report_changelist"


def form(report: Report) -> str:
    return reverse("admin:cooperation_report_change", args=[report.pk])


def test_an_editor_reads_it_and_a_contact_is_for_those_who_may_answer(publisher, sign_in):
    report = factories.make_report(text="The year is <wrong>.", contact="reader@example.org")
    page = publisher.get(form(report)).content.decode()
    assert "The year is &lt;wrong&gt;." in page and "reader@example.org" in page
    of_contributor = sign_in("contributor").get(form(report)).content.decode()
    assert "The year is" in of_contributor and "reader@example.org" not in of_contributor
    assert "reader@example.org" not in publisher.get(reverse(LIST)).content.decode()


def test_it_is_closed_on_its_form(publisher):
    report = factories.make_report(contact="reader@example.org")
    response = publisher.post(form(report), {"state": "accepted"})
    assert response.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.contact) == ("accepted", "")
    assert report.closed_by is not None and report.closed_at is not None


def test_many_are_closed_at_once(publisher):
    reports = [factories.make_report(contact="someone") for _ in range(2)]
    chosen = {"action": "refuse_reports", "_selected_action": [report.pk for report in reports]}
    publisher.post(reverse(LIST), chosen)
    assert list(Report.objects.values_list("state", "contact")) == [("refused", "")] * 2
