"""Texts that people read, in English and Khmer; Khmer falls back to English."""

from django.db.models import F, Field, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from translated_fields import TranslatedFieldWithFallback


def LocalizedField(field: Field, *, blank: bool = False) -> TranslatedFieldWithFallback:
    """Give columns `<name>_en` and `<name>_km`, and `<name>` in the active language.

    English is required unless `blank`; Khmer never is.
    """
    field.blank = blank
    return TranslatedFieldWithFallback(
        field, {"km": {"blank": True, "default": ""}}, languages=["en", "km"]
    )


def localized(name: str, language: str | None = None) -> Combinable:
    """Return the expression for a localized text; `name` may cross links (`kind__label`)."""
    english = F(f"{name}_en")
    if (language or get_language() or "en") == "en":
        return english
    return Coalesce(NullIf(F(f"{name}_km"), Value("")), english)
