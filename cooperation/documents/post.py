"""What the document of a post holds: its row."""

from cooperation.documents.records import Subject
from cooperation.kinds.post import POST

POST_DOCUMENT = Subject(POST)
