"""What the HTML standard has against a page: how it parses, and what may stand in what."""

from collections.abc import Iterator

from justhtml import JustHTML
from lxml import html

# Elements that hold words, and what may not stand among words.
HOLDS_WORDS = {"abbr", "button", "code", "h1", "h2", "h3", "h4", "label", "p", "span", "strong"}
HOLDS_WORDS |= {"em", "mark", "q", "small", "summary", "time"}
IS_NO_WORD = {"article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form"}
IS_NO_WORD |= {"header", "main", "nav", "ol", "p", "section", "table", "ul"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
IS_PRESSED = {"a", "button", "details", "input", "label", "select", "textarea"}
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "figcaption": {"figure"},
}
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"div", "dt", "dd"},
    "tr": {"th", "td"},
}
REFERENCES = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


def problems(text: str) -> list[str]:
    """Return what a validator would refuse; empty if all is well."""
    errors = JustHTML(text, collect_errors=True).errors
    found = [f"line {error.line}: {error.code}" for error in errors]
    return [*found, *_of_tree(html.document_fromstring(text))]


def _of_tree(tree: html.HtmlElement) -> Iterator[str]:
    ids = tree.xpath("//@id")
    yield from (f"id {name} stands {ids.count(name)} times" for name in set(ids) - once(ids))
    for element in tree.iter("*"):
        at = f"line {element.sourceline}: {element.tag}"
        parent = element.getparent()
        if parent is not None and parent.tag not in PARENTS.get(element.tag, {parent.tag}):
            yield f"{at} in {parent.tag}"
        if parent is not None and element.tag not in CHILDREN.get(parent.tag, {element.tag}):
            yield f"{at} in {parent.tag}"
        above = {ancestor.tag for ancestor in element.iterancestors()}
        if element.tag in IS_NO_WORD | HEADINGS and _forbids(element, above):
            yield f"{at} among words, in {sorted(above & HOLDS_WORDS)}"
        if element.tag in IS_PRESSED and above & {"a", "button"}:
            yield f"{at} in what is pressed itself"
        if element.tag in ("section", "article") and not element.xpath(".//h1|.//h2|.//h3|.//h4"):
            yield f"{at} without a heading"
        if element.tag == "img" and element.get("alt") is None:
            yield f"{at} without alt"
        for name in REFERENCES:
            yield from (
                f"{at} names {target} in {name}, which is not there"
                for target in element.get(name, "").split()
                if target not in ids
            )


def once(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) == 1}


def _forbids(element: html.HtmlElement, above: set[str]) -> bool:
    # A summary may be a heading.
    holders = HOLDS_WORDS - ({"summary"} if element.tag in HEADINGS else set())
    return bool(above & holders)
