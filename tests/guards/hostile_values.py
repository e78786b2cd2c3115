"""What hostile requests are made of, beside the values of tests/api/test_hostile.py."""

CONTROLS = [
    chr(code)
    for span in (range(0x20), range(0x7F, 0xA0), range(0x2028, 0x202F), range(0x2066, 0x206A))
    for code in span
] + ["\u00ad", "\u200b", "\u200d", "\ufeff", "\ufffe", "\U000e0001"]
DAYS = ["0001-01-01", "0001-12-31", "1752-09-14", "1969-12-31", "2000-02-29", "2026-01-22"]
DAYS += ["9999-01-01", "9999-12-30", "9999-12-31", "0000-01-01", "10000-01-01", "2026-02-29"]
MOMENTS = [
    f"{day}T{time}" for day in DAYS for time in ("00:00:00+14:00", "23:59:59.9-14:00", "24:00Z")
]
YEARS = ["0000", "0001", "1000", "2026", "9999", "10000", "-001", "٢٠٢٦"]
NAMES = [
    "limit",
    "cursor",
    "ordering",
    "fields",
    "lang",
    "on",
    "page",
    "format",
    "colour",
    "kind__in",
]
NAMES += [
    "",
    "a b",
    "q[]",
    "q.0",
    "ʼ",
    "\x00",
    "__proto__",
    "organisation__slug",
    "csrfmiddlewaretoken",
]
METHODS = [
    "HEAD",
    "OPTIONS",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "CONNECT",
    "get",
    "BREW",
    "G\xc9T",
]
HEADERS = [
    ("HTTP_ACCEPT", ["", "*", "text/*;q=9", "application/xml", "application/json;q=0", "x" * 4000]),
    ("HTTP_ACCEPT_LANGUAGE", ["km", "xx-" * 300, "*;q=-1", "\xff\xfe"]),
    ("HTTP_ACCEPT_ENCODING", ["gzip;q=0", "br,, ,", "gzip" * 500]),
    ("HTTP_IF_NONE_MATCH", ["*", '"', 'W/"' + "a" * 4000, '"a", "b', "\xe9"]),
    ("HTTP_IF_MODIFIED_SINCE", ["Thu, 99 Foo 9999 99:99:99 GMT", "0", "Fri, 31 Dec 9999 23:59:59"]),
    ("HTTP_RANGE", ["bytes=0-", "bytes=9-1", "bytes=" + "0-0," * 500, "lines=1"]),
    ("HTTP_ORIGIN", ["null", "https://other.example", "\x7f", "javascript:1"]),
    ("HTTP_COOKIE", ["session=x", "csrf=" + "a" * 64, "a=b; " * 300, "\xff=\x80", "session=;;="]),
    ("HTTP_HOST", ["", "other.example", "localhost:99999", "[::1", "a b", "localhost/x"]),
    ("HTTP_X_FORWARDED_FOR", ["1.2.3.4, x", "::::", "," * 2000]),
    ("HTTP_X_FORWARDED_PROTO", ["https", "javascript"]),
    ("CONTENT_TYPE", ["text/html; charset=nonsense", "multipart/form-data", "application/json; x"]),
    ("CONTENT_LENGTH", ["", "-1", "abc", "9" * 30]),
    ("HTTP_TRANSFER_ENCODING", ["chunked", "x"]),
]  # fmt: skip
BODIES = [
    b"",
    b"{",
    b"text=a&evidence=%00&contact=%ff",
    b"\xff" * 2000,
    b"--x\r\n\r\n",
    b"[" * 5000,
]
ODD_PATHS = [
    "..", "%2e%2e/", "%00", "\x00", "\xff\xfe", "//", ";x=1", " ", "\u202e", "ក្រសួង", "%", "%zz",
    "x" * 3000, "../" * 200, "<script>", "'", "\r\nX: y", "-1", "9" * 40, ".csv", ".ics", "?", "#",
    "00000000-0000-0000-0000-000000000000", "{}", "a.b.c", "index.php", ".git/config",
]  # fmt: skip
