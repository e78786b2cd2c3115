"""What the document of a source holds: its row."""

from cooperation.documents.records import Subject
from cooperation.kinds.source import SOURCE

SOURCE_DOCUMENT = Subject(SOURCE)
