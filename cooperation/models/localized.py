"""Texts that people read, in English and Khmer; Khmer falls back to English."""

from django.db import models
from django.db.models import F, Field, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from translated_fields import TranslatedFieldWithFallback

from cooperation.models.derived import DerivedTextField
from cooperation.rules.languages import LANGUAGES

KHMER_ORDER = "khmer_order"


def LocalizedField(field: Field, *, blank: bool = False) -> TranslatedFieldWithFallback:
    """Give columns `<name>_en` and `<name>_km`, and `<name>` in the active language.

    English is required unless `blank`; Khmer never is.
    """
    field.blank = blank
    return TranslatedFieldWithFallback(
        field, {"km": {"blank": True, "default": ""}}, languages=LANGUAGES
    )


def localized(name: str, language: str | None = None) -> Combinable:
    """Return the expression for a localized text; `name` may cross links (`kind__label`)."""
    english = F(f"{name}_en")
    if (language or get_language() or "en") == "en":
        return english
    return Coalesce(NullIf(F(f"{name}_km"), Value("")), english)


def KhmerOrderField(khmer: str, english: str) -> DerivedTextField:
    """Give the column by which Khmer lists are ordered: the Khmer name, failing that English."""
    return DerivedTextField(sources=(khmer, english), compute=_first)


def by_name(model: type[models.Model]) -> str:
    """Return the column by which a list of this kind of record is in the order of its names."""
    if get_language() == "km":
        return KHMER_ORDER
    return getattr(model, "order_field", "") or f"{model.name_field}_en"  # type: ignore[attr-defined]


def _first(*texts: str) -> str:
    return next(filter(None, texts), "")
