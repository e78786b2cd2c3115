_FORBIDDEN = "/&|?"


def check_iati(identifier: str) -> None:
    """Refuse what cannot stand as an IATI activity identifier, with a sentence for the editor.

    Raises ValueError. Source: IATI 2.03, standard ruleset, `iati-identifier`.
    """
    if not identifier.strip():
        raise ValueError(
            "The IATI identifier is empty. Write the organisation's identifier, a hyphen and "
            "the activity's own code, such as XM-DAC-41302-KHM101."
        )
    if identifier != identifier.strip():
        raise ValueError(
            f"The IATI identifier “{identifier}” starts or ends with a space. Remove it."
        )
    found = [mark for mark in _FORBIDDEN if mark in identifier]
    if found:
        raise ValueError(
            f"The IATI identifier “{identifier}” holds {' and '.join(found)}, which IATI does "
            "not allow. Write a hyphen instead."
        )
