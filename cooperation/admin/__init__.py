"""The editors' desk: Django's admin, where every change goes through publishing."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin import (  # noqa: F401  (each registers its subject)
    commitment,
    event,
    organisation,
    person,
    place,
    post,
    programme,
    revision,
    source,
    statement,
    term,
    user,
)

admin.site.site_header = _("Register of labour cooperation – editors' desk")
admin.site.site_title = _("Editors' desk")
admin.site.index_title = _("Records and lists")
# The stock action deletes rows; ours deletes records, and keeps their last revision.
admin.site.disable_action("delete_selected")
