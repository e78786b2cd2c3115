"""Labels that know whose they are."""


class Label(str):
    """The label of a term or a place; `owner` names that in documents ("t12", "p3")."""

    __slots__ = ("owner",)

    owner: str

    def __new__(cls, text: str, owner: str) -> "Label":
        label = super().__new__(cls, text)
        label.owner = owner
        return label
