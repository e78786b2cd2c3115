"""What the document of a person holds: its row and its own parts."""

from cooperation.documents.files import files_of
from cooperation.documents.records import Subject
from cooperation.kinds.person import PERSON

PERSON_DOCUMENT = Subject(PERSON, collections=files_of("person"))
