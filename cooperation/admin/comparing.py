"""Two contents of a record side by side, on any page of the desk."""

from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cooperation.models.content import Content
from cooperation.publishing.wording import differences_in_words


def difference_table(
    model: type[models.Model],
    before: Content | None,
    after: Content | None,
    *,
    before_label: str,
    after_label: str,
) -> SafeString:
    """Return the table of what differs, its two sides named; a sentence where nothing does."""
    return render_to_string(
        "admin/cooperation/differences.html",
        {
            "differences": differences_in_words(model, before, after),
            "before_label": before_label,
            "after_label": after_label,
        },
    )
