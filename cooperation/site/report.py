"""A reader reports a mistake on a record's page."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cooperation.models.texts import LineInput, LinesInput
from cooperation.publishing.reports import CONTACT_KEPT, receive_report
from cooperation.site.pages import render_page
from cooperation.site.permanent import public_record, redirect_merged
from cooperation.web import rates
from cooperation.web.conditional import state_of_request

LIFE = dt.timedelta(hours=12)
HOUR = 3600
OF_ONE = rates.Rate("report", most=5, seconds=HOUR)
OF_ALL = rates.Rate("report of anyone", most=200, seconds=HOUR)
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
TEMPLATE = "report.html"
signer = TimestampSigner(salt="report")


class ReportForm(forms.Form):
    text = LinesInput(
        max_length=4000,
        error_messages={"required": gettext_lazy("Say what is wrong: nothing else is needed.")},
    )
    evidence = LineInput(max_length=500, required=False)
    contact = LineInput(max_length=200, required=False)


# Readers have no cookie and no session: nothing is done here in anybody's name, so a form that
# another site sends for them gains nothing. The signed page id and the counts stand in.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    record = public_record(request, uid)
    if record is None:
        return redirect_merged(request, uid, "report")
    if request.method != "POST":
        return _answer(request, record, ReportForm())
    form = ReportForm(request.POST)
    if request.POST.get("website"):
        # Only a machine fills in what nobody sees; it need not learn so.
        return _thanks()
    if not form.is_valid():
        return _answer(request, record, form, status=400)
    if not _is_of(request.POST.get("token", ""), uid):
        message = _("The form was open for too long. What you wrote is still here: send it again.")
        return _answer(request, record, form, message, status=400)
    at = state_of_request(request).at
    if seconds := _wait(request, at):
        message = _("Too many reports came in. What you wrote is still here: send it in an hour.")
        response = _answer(request, record, form, message, status=429)
        response["Retry-After"] = str(seconds)
        return response
    receive_report(record, at=at, **form.cleaned_data)
    return _thanks()


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _with_headers(render_page(request, "report_thanks.html", {}))


def _answer(
    request: HttpRequest,
    record: dict[str, Any],
    form: ReportForm,
    message: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "record": record,
        "typed": {name: form[name].value() or "" for name in form.fields},
        "errors": {name: list(form.errors.get(name, ())) for name in form.fields},
        "is_wrong": bool(form.errors),
        "message": message,
        "token": signer.sign(record["uid"]),
        "days": CONTACT_KEPT.days,
    }
    return _with_headers(render_page(request, TEMPLATE, context, status=status))


def _thanks() -> HttpResponse:
    return _with_headers(HttpResponseRedirect(reverse("report-thanks")))


def _with_headers(response: HttpResponse) -> HttpResponse:
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _is_of(token: str, uid: UUID) -> bool:
    try:
        return signer.unsign(token, max_age=LIFE) == str(uid)
    except BadSignature:
        return False


def _wait(request: HttpRequest, at: dt.datetime) -> int:
    place = rates.place_of_address(request.META.get("REMOTE_ADDR", ""))
    return rates.seconds_to_wait(OF_ONE, place, at=at) or rates.seconds_to_wait(OF_ALL, "", at=at)
