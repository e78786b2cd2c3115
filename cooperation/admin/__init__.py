"""The editors' desk: Django's admin, where every change goes through publishing."""

from django.contrib import admin

from cooperation.admin import (  # noqa: F401  (each registers its subject)
    commitment,
    draft,
    event,
    imports,
    organisation,
    pair,
    person,
    place,
    post,
    programme,
    reauthenticated,
    report,
    revision,
    source,
    statement,
    term,
    user,
)

# The stock action deletes rows; ours deletes records, and keeps their last revision.
admin.site.disable_action("delete_selected")
