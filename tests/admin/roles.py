"""Who may do what at the desk: every address under /admin/, and the lowest role that gets in.

A row is `address: (who may read it, who may send to it)`; roles stand in order, each may do what
those before it may. Whoever adds an address to the desk adds its row: `test_roles.py` walks them
all as every role, and fails over an address that has no row and over a row that has no address.

- The address is the route as Django writes it, less "admin/". What fills its gaps is in `FILLED`;
  `<path:object_id>` is filled by itself with a draft of the kind, or any row where there are no
  drafts. A model that is no record needs one row of it in `test_roles.world`.
- `address live` is the same with a published record.
- `address name` sends `name` too, like pressing that button; its row is who may send it, alone.
- `address?query` reads it with a query.
- NOBODY: nobody, or not by this method (403, 404 or 405 for all).
"""

from enum import IntEnum


class Role(IntEnum):
    ANYONE = 0
    # Signed in, without a group.
    STAFF = 1
    CONTRIBUTOR = 2
    PUBLISHER = 3
    ADMINISTRATOR = 4
    SUPERUSER = 5
    NOBODY = 6


ANYONE, STAFF, CONTRIBUTOR, PUBLISHER, ADMINISTRATOR, SUPERUSER, NOBODY = Role
ALL, EDITORS = (ANYONE, ANYONE), (STAFF, STAFF)

Row = tuple[Role, Role] | Role
OBJECT = "<path:object_id>/"
# Filled with a record of any kind.
UID = "<uuid:uid>/"
KEPT_FILE = f"{'0' * 32}.png"

# The kinds of record: all alike.
RECORDS: dict[str, Row] = {
    "": (CONTRIBUTOR, CONTRIBUTOR),
    "add/": (CONTRIBUTOR, CONTRIBUTOR),
    "add/ _publish": PUBLISHER,
    "add/ _schedule": PUBLISHER,
    f"{OBJECT}": EDITORS,
    f"{OBJECT}change/": (CONTRIBUTOR, CONTRIBUTOR),
    f"{OBJECT}change/ _publish": PUBLISHER,
    f"{OBJECT}change/ _schedule": PUBLISHER,
    f"{OBJECT}change/ live": (CONTRIBUTOR, CONTRIBUTOR),
    f"{OBJECT}change/ live _publish": PUBLISHER,
    f"{OBJECT}delete/": (PUBLISHER, PUBLISHER),
    f"{OBJECT}delete/ live": (PUBLISHER, PUBLISHER),
    f"{OBJECT}history/": (CONTRIBUTOR, CONTRIBUTOR),
    f"{OBJECT}history/ live": (CONTRIBUTOR, CONTRIBUTOR),
    f"{OBJECT}review/": (CONTRIBUTOR, PUBLISHER),
    f"{OBJECT}review/ live": (CONTRIBUTOR, PUBLISHER),
    f"{OBJECT}withdraw/": (NOBODY, PUBLISHER),
    f"{OBJECT}withdraw/ live": (NOBODY, PUBLISHER),
    f"{OBJECT}discard/": (NOBODY, CONTRIBUTOR),
    f"{OBJECT}preview/": (NOBODY, CONTRIBUTOR),
    # No link was made here: not found.
    f"{OBJECT}preview/<int:preview_id>/revoke/": (NOBODY, NOBODY),
    f"{OBJECT}uses/": (CONTRIBUTOR, NOBODY),
    "import/": (CONTRIBUTOR, CONTRIBUTOR),
    "import/<slug:table>.<slug:form>": (CONTRIBUTOR, CONTRIBUTOR),
    "export/": (CONTRIBUTOR, CONTRIBUTOR),
    "export/<slug:table>.<slug:form>": (CONTRIBUTOR, CONTRIBUTOR),
}
# Kinds of which two may turn out to be one.
MERGEABLE: dict[str, Row] = {
    f"{OBJECT}merge/": (PUBLISHER, PUBLISHER),
    f"{OBJECT}merge/ live": (PUBLISHER, PUBLISHER),
    # Without the other of the two: not found.
    f"{OBJECT}distinct/": (NOBODY, NOBODY),
    # Nothing was merged here: not found.
    f"{OBJECT}merge/<int:merge_id>/undo/": (NOBODY, NOBODY),
    "resembling/": (CONTRIBUTOR, NOBODY),
}
# Lists that only label, read by all and extended by administrators.
LABELS: dict[str, Row] = {
    "": (CONTRIBUTOR, CONTRIBUTOR),
    "add/": (ADMINISTRATOR, ADMINISTRATOR),
    f"{OBJECT}": EDITORS,
    f"{OBJECT}change/": (CONTRIBUTOR, ADMINISTRATOR),
    f"{OBJECT}delete/": (ADMINISTRATOR, ADMINISTRATOR),
    f"{OBJECT}history/": (CONTRIBUTOR, ADMINISTRATOR),
}


def of(model: str, rows: dict[str, Row]) -> dict[str, Row]:
    return {f"{model}/{address}": row for address, row in rows.items()}


ROWS: dict[str, Row] = {
    "": EDITORS,
    # Both lead on.
    "login/": ALL,
    "logout/": ALL,
    "password_change/": EDITORS,
    "autocomplete/?app_label=cooperation&model_name=event&field_name=kind": (CONTRIBUTOR, NOBODY),
    "jsi18n/": (STAFF, NOBODY),
    "^(?P<app_label>cooperation|auth)/$": (CONTRIBUTOR, CONTRIBUTOR),
    "(?P<url>.*)$": (NOBODY, NOBODY),
    # Pictures and documents, whether or not the public has them.
    "files/<str:name>": (CONTRIBUTOR, NOBODY),
    # One's own account. Nobody here has a password or a second factor, which is what these ask for.
    "account/reauthenticate/": (NOBODY, NOBODY),
    "account/2fa/reauthenticate/": (NOBODY, NOBODY),
    "account/2fa/webauthn/reauthenticate/": (NOBODY, NOBODY),
    "account/2fa/totp/deactivate/": (NOBODY, NOBODY),
    "account/2fa/totp/qr.svg": (NOBODY, NOBODY),
    "account/2fa/recovery-codes/": (NOBODY, NOBODY),
    "account/2fa/recovery-codes/download/": (NOBODY, NOBODY),
    "account/2fa/webauthn/keys/<int:pk>/edit/": (NOBODY, NOBODY),
    "account/2fa/webauthn/keys/<int:pk>/remove/": (NOBODY, NOBODY),
    "account/login/": ALL,
    "account/logout/": ALL,
    "account/inactive/": (ANYONE, NOBODY),
    "account/password/reset/": ALL,
    "account/password/reset/done/": (ANYONE, NOBODY),
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": ALL,
    "account/password/reset/key/done/": (ANYONE, NOBODY),
    # Leads whoever has given no password yet back to where one is given.
    "account/2fa/authenticate/": ALL,
    "account/2fa/webauthn/login/": ALL,
    "account/password/change/": EDITORS,
    "account/password/set/": EDITORS,
    "account/2fa/": (STAFF, NOBODY),
    "account/2fa/totp/activate/": EDITORS,
    "account/2fa/recovery-codes/generate/": EDITORS,
    "account/2fa/webauthn/": (STAFF, NOBODY),
    "account/2fa/webauthn/add/": EDITORS,
    **of("cooperation/commitment", RECORDS),
    **of("cooperation/event", RECORDS),
    **of("cooperation/organisation", RECORDS),
    **of("cooperation/person", RECORDS),
    **of("cooperation/post", RECORDS),
    **of("cooperation/programme", RECORDS),
    **of("cooperation/source", RECORDS),
    f"cooperation/source/{OBJECT}enter/": (CONTRIBUTOR, CONTRIBUTOR),
    **of("cooperation/statement", RECORDS),
    **of("cooperation/organisation", MERGEABLE),
    **of("cooperation/person", MERGEABLE),
    **of("cooperation/post", MERGEABLE),
    **of("cooperation/place", LABELS),
    **of("cooperation/scheme", LABELS),
    **of("cooperation/term", LABELS),
    "cooperation/revision/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/revision/add/": (NOBODY, NOBODY),
    f"cooperation/revision/{OBJECT}": EDITORS,
    f"cooperation/revision/{OBJECT}change/": (CONTRIBUTOR, NOBODY),
    f"cooperation/revision/{OBJECT}delete/": (NOBODY, NOBODY),
    f"cooperation/revision/{OBJECT}history/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/revision/deleted/": (CONTRIBUTOR, NOBODY),
    f"cooperation/revision/record/{UID}": (CONTRIBUTOR, CONTRIBUTOR),
    f"cooperation/revision/record/{UID}redact/": (ADMINISTRATOR, ADMINISTRATOR),
    "cooperation/report/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/report/add/": (NOBODY, NOBODY),
    f"cooperation/report/{OBJECT}": EDITORS,
    f"cooperation/report/{OBJECT}change/": (CONTRIBUTOR, PUBLISHER),
    f"cooperation/report/{OBJECT}delete/": (NOBODY, NOBODY),
    f"cooperation/report/{OBJECT}history/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/likelypair/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/likelypair/add/": (NOBODY, NOBODY),
    f"cooperation/likelypair/{OBJECT}": EDITORS,
    f"cooperation/likelypair/{OBJECT}change/": (CONTRIBUTOR, NOBODY),
    f"cooperation/likelypair/{OBJECT}delete/": (NOBODY, NOBODY),
    f"cooperation/likelypair/{OBJECT}history/": EDITORS,
    "cooperation/draft/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/draft/add/": (NOBODY, NOBODY),
    f"cooperation/draft/{OBJECT}": EDITORS,
    # Leads on to the record.
    f"cooperation/draft/{OBJECT}change/": (CONTRIBUTOR, CONTRIBUTOR),
    f"cooperation/draft/{OBJECT}delete/": (NOBODY, NOBODY),
    # Whoever may not see it is led to the front page, as if it were not there.
    f"cooperation/draft/{OBJECT}history/": EDITORS,
    # Somebody else's: who brought a table acts on it too.
    "cooperation/importbatch/": (CONTRIBUTOR, CONTRIBUTOR),
    "cooperation/importbatch/add/": (NOBODY, NOBODY),
    f"cooperation/importbatch/{OBJECT}": EDITORS,
    f"cooperation/importbatch/{OBJECT}change/": (CONTRIBUTOR, NOBODY),
    f"cooperation/importbatch/{OBJECT}delete/": (NOBODY, NOBODY),
    f"cooperation/importbatch/{OBJECT}history/": EDITORS,
    f"cooperation/importbatch/{OBJECT}confirm/": (NOBODY, PUBLISHER),
    f"cooperation/importbatch/{OBJECT}go-on/": (NOBODY, PUBLISHER),
    f"cooperation/importbatch/{OBJECT}stop/": (NOBODY, PUBLISHER),
    f"cooperation/importbatch/{OBJECT}faults.csv": (CONTRIBUTOR, NOBODY),
    f"cooperation/importbatch/{OBJECT}rest.csv": (CONTRIBUTOR, NOBODY),
    f"cooperation/importbatch/{OBJECT}rest.xlsx": (CONTRIBUTOR, NOBODY),
    "cooperation/user/": (ADMINISTRATOR, ADMINISTRATOR),
    "cooperation/user/add/": (ADMINISTRATOR, ADMINISTRATOR),
    f"cooperation/user/{OBJECT}": EDITORS,
    f"cooperation/user/{OBJECT}change/": (ADMINISTRATOR, ADMINISTRATOR),
    f"cooperation/user/{OBJECT}delete/": (ADMINISTRATOR, ADMINISTRATOR),
    f"cooperation/user/{OBJECT}history/": (ADMINISTRATOR, ADMINISTRATOR),
    f"cooperation/user/{OBJECT}link/": (NOBODY, ADMINISTRATOR),
    f"cooperation/user/{OBJECT}second-factor/": (NOBODY, ADMINISTRATOR),
    "auth/group/": (SUPERUSER, SUPERUSER),
    "auth/group/add/": (SUPERUSER, SUPERUSER),
    f"auth/group/{OBJECT}": EDITORS,
    f"auth/group/{OBJECT}change/": (SUPERUSER, SUPERUSER),
    f"auth/group/{OBJECT}delete/": (SUPERUSER, SUPERUSER),
    f"auth/group/{OBJECT}history/": (SUPERUSER, SUPERUSER),
}
# What fills the gaps of a route, or what stands in for a whole one.
FILLED = {
    "<slug:form>": "csv",
    "<int:pk>": "1",
    "<int:merge_id>": "1",
    "<int:preview_id>": "1",
    "<str:name>": KEPT_FILE,
    "^(?P<app_label>cooperation|auth)/$": "cooperation/",
    "(?P<url>.*)$": "nothing-is-here/",
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "account/password/reset/key/1-abc/"
    ),
}
# The actions of a list: by their names, whichever list has them.
ACTIONS: dict[str, Role] = {
    "publish_selected": PUBLISHER,
    "publish_with_drafts": PUBLISHER,
    "withdraw_selected": PUBLISHER,
    "delete_selected": PUBLISHER,
    "merge_selected": PUBLISHER,
    # In a list that opens to contributors; publishing asks for the right to change.
    "tell_apart": STAFF,
    "accept_reports": PUBLISHER,
    "refuse_reports": PUBLISHER,
    "export_csv": CONTRIBUTOR,
    "export_xlsx": CONTRIBUTOR,
}
# Where an action asks for more than elsewhere.
ACTIONS_OF: dict[tuple[str, str], Role] = {
    ("place", "delete_selected"): ADMINISTRATOR,
    ("scheme", "delete_selected"): ADMINISTRATOR,
    ("term", "delete_selected"): ADMINISTRATOR,
}
