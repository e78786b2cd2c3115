import zlib

import pytest

from cooperation.exchange import documents
from cooperation.exchange.documents import read_document
from cooperation.exchange.files import UnreadableFile
from tests.files import image, pdf

DAMAGED = "The document is damaged or cut short. Save it anew as PDF, and choose that file."
LOCKED = "The document is locked with a password or another protection. Save it without."
ACTING = "The document holds script, films or other files. Print it as PDF, and choose that."
NO_PDF = "This is no PDF document. Save or print it as PDF."


def packed(content: bytes, dictionary: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    stream = zlib.compress(content)
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(stream), stream)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_document(data)
    return str(refused.value)


@pytest.mark.parametrize("version", [b"1.4", b"1.7", b"2.0"])
def test_a_document_is_kept_as_it_is(version):
    data = pdf(pages=3, version=version)
    found = read_document(data)
    assert found.name.endswith(".pdf")
    assert found.contents == {found.name: data}
    assert found.columns == {"size": len(data), "pages": 3}


def test_pages_are_counted_where_they_are_packed():
    pages = b" << /Type /Pages /Count 2 >> << /Type /Page >> << /Type/Page >>"
    data = pdf(packed(pages), pages=0).replace(b"/Type /Pages", b"/Type /Other", 1)
    assert read_document(data).columns["pages"] == 2


def test_pages_that_do_not_add_up_are_not_known():
    assert read_document(pdf(b"<< /Type /Page >>")).columns["pages"] is None
    assert read_document(pdf(pages=0)).columns["pages"] is None


def test_what_pages_look_like_is_not_counted():
    content = b"<< /Length 12 >>\nstream\n/Type /Page \nendstream"
    assert read_document(pdf(content, b"<< /S /URI /PageLabels 1 >>")).columns["pages"] == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty. Choose another."),
        (b"plain words", NO_PDF),
        (image("PNG"), NO_PDF),
        (b"<html>" + pdf(), NO_PDF),
        (b"GIF89a" + pdf(), NO_PDF),
        (b"%PDF-1.7\n", DAMAGED),
        (pdf()[:-8], DAMAGED),
        (pdf() + b"PK" * 1024, DAMAGED),
        (pdf(trailer=b"/Encrypt 9 0 R"), LOCKED),
        (pdf(trailer=b"/Enc#72ypt 9 0 R"), LOCKED),
        (pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), ACTING),
        (pdf(b"<< /S /Java#53cript /JS (x) >>"), ACTING),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), ACTING),
        (pdf(b"<< /Type /EmbeddedFile /Length 0 >>"), ACTING),
        (pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), ACTING),
        (pdf(b"<< /Subtype /RichMedia >>"), ACTING),
        (pdf(packed(b"7 0 << /S /JavaScript /JS (x) >>")), ACTING),
        (pdf(packed(b"7 0 << /S /#4aavaScript /JS (x) >>")), ACTING),
        (pdf(packed(b"7 0").replace(b"stream\nx", b"stream\ny")), DAMAGED),
    ],
)
def test_what_does_more_than_show_pages_is_refused(data, message):
    assert refusal(data) == message


def test_protection_of_metadata_alone_is_no_password():
    assert read_document(pdf(b"<< /EncryptMetadata false >>"))


def test_a_document_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MOST_UNPACKED", 10_000)
    assert refusal(pdf(packed(bytes(20_000)))) == DAMAGED
