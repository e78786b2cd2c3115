"""Which tests both databases are asked: those whose SQL may be answered differently.

SQLite runs all tests. On PostgreSQL `make postgresql` runs these folders and files, and what is
marked `sql` elsewhere; with FULL=1 it runs all of them, too.
"""

from pathlib import Path

TESTS = Path(__file__).parent
# Left out are pages, forms and documents: what they say is made of rows that these have read.
OF_SQL = (
    # Columns, constraints and triggers; locks and transactions; joins, order and counts.
    *("documents", "kinds", "models", "publishing", "queries", "upgrades"),
    # Rows read through a cursor or written in numbers; limits of time; processes side by side.
    *("exchange", "management", "serving", "web"),
    # Lists that filter, sort, count and go on page by page.
    *(
        f"api/test_{name}.py"
        for name in (
            *("changes", "collections", "commitment", "event", "hostile", "post", "refusals"),
            *("source", "stakeholder", "statement", "term"),
        )
    ),
    *(f"site/test_{name}.py" for name in ("changes", "downloads", "search", "sitemaps")),
    *(
        f"admin/test_{name}.py"
        for name in ("desk", "exporting", "front", "lists", "resembling", "searching")
    ),
    # Every public address, and every list by every filter.
    *(
        f"guards/test_{name}.py"
        for name in ("edges", "former_names", "hidden", "hostile", "queries")
    ),
)


def is_of_sql(path: Path) -> bool:
    """Whether a file of tests stands in one of these folders, or is one of these files."""
    inside = path.relative_to(TESTS)
    return any(inside.is_relative_to(name) for name in OF_SQL)
