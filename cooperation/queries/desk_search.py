"""What editors find: all that the public search finds among records of a kind, and what is hidden.

Drafts are in no index: they are found by their names, and by those of what they name.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from cooperation.models import OtherName, Post, SearchEntry, Statement, StatementSpeaker
from cooperation.models.base import Record
from cooperation.queries.answering import Answer, Manner, match_question
from cooperation.rules.search_text import parse_question
from cooperation.rules.sought import Group, holds_each_group, looked_for, sought_text


def records_sought(model: type[Record], text: str) -> Q:
    """Return the condition that a record of this kind, public or not, is what an editor types.

    Nothing typed is all. What a slip may have meant counts where nothing is called so. It takes at
    most as many questions to the database as the public search.
    """
    groups = looked_for(text)
    if groups is None:
        return Q()
    named = Q()
    for group in groups:
        named &= _named(model, group)
    question = parse_question(text)
    if not question.name:
        return named
    rows = SearchEntry.objects.filter(record_type=model._meta.model_name)
    found = match_question(question, rows, may_lack_one=False)
    if _is_wanted(found, model, named):
        return named | Q(pk__in=rows.filter(found.condition()).values("record_pk"))
    return named


def rows_sought(rows: models.QuerySet, columns: Iterable[str], text: str) -> models.QuerySet:
    """Return those of a few rows in whose columns stands what an editor types."""
    groups = looked_for(text)
    if groups is None:
        return rows
    texts: dict[int, str] = {}
    for pk, *values in rows.order_by().values_list("pk", *columns):
        texts[pk] = "\n".join((texts.get(pk, ""), sought_text(*(value or "" for value in values))))
    return rows.filter(pk__in=[pk for pk, told in texts.items() if holds_each_group(told, groups)])


def _is_wanted(found: Answer, model: type[Record], named: Q) -> bool:
    if found.manner is Manner.NEAR:
        return not model.objects.filter(named).exists()
    return found.manner is Manner.ALL


def _named(model: type[Record], group: Group) -> Q:
    """Return the condition that one of the stretches stands in a name of a record."""
    owner = str(model._meta.model_name)
    others = OtherName.objects.filter(_stands(group), **{f"{owner}__isnull": False})
    condition = _stands(group) | Q(pk__in=others.values(owner))
    if model is Post:
        condition |= _stands(group, "organisation__")
    if model is Statement:
        spoke = _stands(group, "person__") | _stands(group, "organisation__")
        condition |= Q(pk__in=StatementSpeaker.objects.filter(spoke).values("statement"))
    return condition


def _stands(group: Group, link: str = "") -> Q:
    condition = Q(pk__in=[])
    for stretch in group:
        condition |= Q(**{f"{link}sought__contains": stretch})
    return condition
