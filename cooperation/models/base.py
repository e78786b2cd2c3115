"""What every record is (a root with its parts), and which records the public may see."""

import datetime as dt
import uuid
from functools import cache
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.derived import DerivedModel, DerivedQuerySet
from cooperation.vocabulary.workflow import State

ONE_DAY = dt.timedelta(days=1)
FIRST = dt.datetime.min.replace(tzinfo=dt.UTC) + ONE_DAY
LAST = dt.datetime.max.replace(tzinfo=dt.UTC) - ONE_DAY


def has_a_day_everywhere(moment: dt.datetime) -> None:
    """Raise ValidationError for a moment that lies beyond the years 1 to 9999 in some time zone."""
    if not FIRST <= moment <= LAST:
        raise ValidationError(
            _("Choose a moment from the second day of the year 1 to the last but one of 9999.")
        )


def is_public(link: str = "", *, at: dt.datetime | None = None) -> Q:
    """Return the one condition under which the public may see a record.

    `link` leads to the record from the model that is queried ("organisation__"). Without `at`
    the database's clock decides.
    """
    return Q(**{f"{link}state": State.PUBLISHED}) & within_window(link, at=at)


def within_window(link: str = "", *, at: dt.datetime | None = None) -> Q:
    """Return the condition that what is published has gone live and has not expired."""
    moment = at or Now()
    return (Q(**{f"{link}go_live_at__isnull": True}) | Q(**{f"{link}go_live_at__lte": moment})) & (
        Q(**{f"{link}expire_at__isnull": True}) | Q(**{f"{link}expire_at__gt": moment})
    )


class RecordQuerySet(DerivedQuerySet):
    def published(self, *, at: dt.datetime | None = None) -> Self:
        return self.filter(is_public(at=at))

    def get_by_natural_key(self, slug: str) -> "Record":
        return self.get(slug=slug)


class Record(DerivedModel):
    """A root: edited, drafted, published, withdrawn and deleted as a whole, with its parts.

    Parts are referenced only from inside their own root; whatever others point at is a root.
    """

    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_(
            "Last part of the page's address; made from the name if empty. "
            "An old one keeps working after a change."
        ),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    go_live_at = models.DateTimeField(
        _("go live at"),
        null=True,
        blank=True,
        validators=[has_a_day_everywhere],
        help_text=_("Hidden until then, even if published."),
    )
    expire_at = models.DateTimeField(
        _("expire at"),
        null=True,
        blank=True,
        validators=[has_a_day_everywhere],
        help_text=_("Hidden from then on."),
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_due = models.DateField(
        _("review due"), null=True, blank=True, help_text=_("When someone should check it again.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # Since when the public sees it as it is; of what is not public, when it was last changed.
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecordQuerySet.as_manager()

    name_field: ClassVar[str] = "title"

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "archive")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="%(class)s_expires_after_it_goes_live",
                condition=Q(go_live_at__isnull=True)
                | Q(expire_at__isnull=True)
                | Q(expire_at__gt=F("go_live_at")),
                violation_error_message=_("The record would expire before it goes live."),
            ),
            models.CheckConstraint(
                name="%(class)s_state_is_known",
                condition=Q(state__in=State.values),
                violation_error_message=_("The state must be draft, published or archived."),
            ),
        ]

    def __str__(self) -> str:
        return str(getattr(self, self.name_field))

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse(f"{self._meta.model_name}-detail", args=[self.slug])

    def seen_from(self, at: dt.datetime) -> dt.datetime | None:
        """Return since when the public sees the record as it is at a moment; None if never."""
        moment = max(at, self.go_live_at or at)
        return moment if self.is_public(moment) else None

    def is_public(self, at: dt.datetime) -> bool:
        return (
            self.state == State.PUBLISHED
            and (self.go_live_at is None or self.go_live_at <= at)
            and (self.expire_at is None or self.expire_at > at)
        )


class Part(DerivedModel):
    """A row that belongs to exactly one root and is written only with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = DerivedQuerySet.as_manager()

    owner_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        ordering = ("position", "id")

    def owner_field(self) -> str:
        return next(name for name in self.owner_fields if getattr(self, f"{name}_id") is not None)

    def owner(self) -> Record:
        return getattr(self, self.owner_field())


def owner_key(model: str, related_name: str) -> models.ForeignKey:
    """Return one of the nullable keys of a part that several kinds of root own."""
    return models.ForeignKey(
        model,
        models.CASCADE,
        null=True,
        blank=True,
        related_name=related_name,
        editable=False,
        db_index=False,
    )


def exactly_one(names: tuple[str, ...]) -> Q:
    """Return the condition that exactly one of the named keys is set."""
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


def owner_constraint(model: str, owner_fields: tuple[str, ...]) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{model}_belongs_to_one_record",
        condition=exactly_one(owner_fields),
        violation_error_message=_("A part belongs to exactly one record."),
    )


def owner_indexes(model: str, owner_fields: tuple[str, ...], *then: str) -> list[models.Index]:
    """Return an index for each key of a part, holding only the rows that use the key."""
    return [
        models.Index(
            fields=[name, *(then or ("position",))],
            name=f"{model}_of_{name}"[:30],
            condition=Q(**{f"{name}__isnull": False}),
        )
        for name in owner_fields
    ]


@cache
def record_models() -> tuple[type[Record], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, Record))


@cache
def links_to_records(model: type[models.Model]) -> list[Any]:
    """Return the columns and links by which rows name records, a part's owner aside.

    What names a hidden record is hidden with it.
    """
    owners = model.owner_fields if issubclass(model, Part) else ()
    return [
        field
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model is not None
        and issubclass(field.related_model, Record)
        and field.name not in owners
    ]


@cache
def part_models(record_model: type[Record]) -> tuple[tuple[type[Part], str], ...]:
    """Return the parts that a kind of root owns: (model of the part, its key to the root)."""
    return tuple(
        (part, name)
        for part in apps.get_models()
        if issubclass(part, Part)
        for name in part.owner_fields
        if part._meta.get_field(name).related_model is record_model
    )
