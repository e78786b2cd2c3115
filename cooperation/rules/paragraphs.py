def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a source's text: the lines that are not blank, in their order.

    Paragraph n, as locators count, is entry n - 1; title and headings count too.
    """
    return [line.strip() for line in text.splitlines() if line.strip()]
