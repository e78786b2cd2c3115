from cooperation.models.derived import DerivedTextField
from cooperation.rules.sought import sought_text


def SoughtField(*sources: str) -> DerivedTextField:
    """Give a column with what the desk looks for in these texts of the row (`rules.sought`)."""
    return DerivedTextField(sources=sources, compute=sought_text)
