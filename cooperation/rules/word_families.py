"""Words that a stemmer makes one, and that are not one in this field.

An employer, an employee and employment have one stem for the stemmers of both databases;
so have information and informal work, imports and what is important. Words of a family stand in
the index as one word that no stemmer shortens, and are looked for as that word.
"""

# No word ends so, and no rule of a stemmer takes anything from it.
MARK = "0q"

# Each first word stands for itself and for the others of its line.
_FAMILIES = """
accountability accountable
authority authorities
collective collectives collectively
commune communes
community communities
competence competences competency competencies competent
cooperative cooperatives
customer customers
customs
emergency emergencies
employee employees
employer employers
employment employments
engineering
engineer engineers
executive executives
forced
general
important importance importantly
informal informality informally
initiative initiatives
international internationally
majority majorities
minority minorities
nation nations
news
organisation organisations organisational
practical practically
productivity
publication publications
relation relations
responsible responsibility responsibilities
united
university universities
us
"""
_STANDING = {
    word: line.split()[0] + MARK for line in _FAMILIES.strip().split("\n") for word in line.split()
}


def indexed(word: str) -> str:
    """Return a word in its standard spelling as it stands in the index."""
    return _STANDING.get(word, word)


def spoken(word: str) -> str:
    """Return a word of the index as it is written."""
    return word.removesuffix(MARK)
