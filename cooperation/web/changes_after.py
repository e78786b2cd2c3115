"""The list of changes as asked for by number: page after page until nothing has a greater one."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from cooperation.documents.loading import Loader
from cooperation.queries import generation
from cooperation.queries.change_numbers import Numbers, changes_after, count_after
from cooperation.queries.changes import rows_of
from cooperation.queries.generation import Present
from cooperation.queries.resources import CHANGE_LIST
from cooperation.queries.stored import as_json
from cooperation.web.listing import Errors, Listing, page_limit, parameter_errors

ORDER = "sequence"
OTHER_ORDERS = ("updated_since", "ordering", "cursor")


def listing_after(
    query: QueryDict, *, state: Present, known: tuple[str, ...], refused: Errors
) -> Listing:
    """Return the changes after the number asked for; nothing is looked up where anything is wrong.

    `next` asks after the last row. A number that the register has never given is refused: it was
    put back to an older state, and who holds newer rows must begin anew.
    """
    filters = CHANGE_LIST.filters(query, queryset=CHANGE_LIST.subject.public())
    errors = {**refused, **parameter_errors(query, filters, known)}
    errors |= {name: list(found) for name, found in filters.form.errors.items()}
    for name in OTHER_ORDERS:
        if name in query:
            errors[name] = [_("Leave this out with “after”: the order is that of the numbers.")]
    limit = page_limit(query, errors)
    listed = Listing(filters, ORDER, errors=errors)
    if errors:
        return listed
    asked = filters.understood()
    after, kinds = asked["after"], asked.get("kind", [])
    numbers = Numbers.at_present()
    if numbers.is_ahead(after):
        errors["after"] = [
            _("The register has given no such number. It may have been restored: begin with 0.")
        ]
        return listed
    changes = changes_after(after, numbers, kinds, limit + 1)
    loader = Loader(at=state.at)
    rows = loader.resolve(rows_of(changes[:limit], loader))
    listed.rows = [*map(as_json, rows)]
    key = ("count", state.key, CHANGE_LIST.name, ORDER, after, tuple(sorted(kinds)))
    listed.count = generation.cached_by_generation(key, lambda: count_after(after, numbers, kinds))
    if len(changes) > limit:
        following = query.copy()
        following["after"] = str(changes[limit - 1].number)
        listed.next = f"?{following.urlencode()}"
    return listed
