import re
from dataclasses import dataclass

from cooperation.rules import numerals

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X(?!-)|\d\dXX(?!-)|XXXX(?=-[01]))"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4](?!-)|XX(?!-\d))(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<doubt>[~?%]?)",
    re.ASCII,
)
_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
_NO_DATE = {"", ".."}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Language:
    months: list[str]
    seasons: list[str]
    year: str
    month: str
    day: str
    month_alone: str
    day_alone: str
    season: str
    decade: str
    century: str
    no_year: str
    no_month: str
    no_month_or_day: str
    no_day: str
    doubt: dict[str, str]
    doubt_inside: dict[str, str]
    days: str
    closed: str
    since: str
    until: str
    no_end: str
    no_start: str
    no_date: str
    source_says: str


_ENGLISH = _Language(
    months=[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    seasons=["spring", "summer", "autumn", "winter"],
    year="{year}",
    month="{month} {year}",
    day="{day} {month} {year}",
    month_alone="{month}",
    day_alone="{day} {month}",
    season="{season} {year}",
    decade="the {year}s",
    century="between {year} and {last_year}",
    no_year="{}, year not stated",
    no_month="{}, month not stated",
    no_month_or_day="{}, month and day not stated",
    no_day="{}, day not stated",
    doubt={"~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"},
    doubt_inside={"~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"},
    days="{first}–{day} {month} {year}",
    closed="{} to {}",
    since="since {}",
    until="until {}",
    no_end="from {}, end not stated",
    no_start="until {}, start not stated",
    no_date="date not stated",
    source_says='date not stated; the source says "{}"',
)
_KHMER_DOUBT = {"~": "ប្រហែល {}", "?": "{} (មិនប្រាកដ)", "%": "ប្រហែល {} (មិនប្រាកដ)"}
_KHMER = _Language(
    months=[
        "មករា",
        "កុម្ភៈ",
        "មីនា",
        "មេសា",
        "ឧសភា",
        "មិថុនា",
        "កក្កដា",
        "សីហា",
        "កញ្ញា",
        "តុលា",
        "វិច្ឆិកា",
        "ធ្នូ",
    ],
    seasons=["និទាឃរដូវ", "រដូវក្តៅ", "សរទរដូវ", "រដូវរងា"],
    year="ឆ្នាំ{year}",
    month="ខែ{month} ឆ្នាំ{year}",
    day="{day} ខែ{month} ឆ្នាំ{year}",
    month_alone="ខែ{month}",
    day_alone="{day} ខែ{month}",
    season="{season} ឆ្នាំ{year}",
    decade="ទសវត្សរ៍ឆ្នាំ{year}",
    century="ចន្លោះឆ្នាំ{year} និងឆ្នាំ{last_year}",
    no_year="{} (មិនបានបញ្ជាក់ឆ្នាំ)",
    no_month="{} (មិនបានបញ្ជាក់ខែ)",
    no_month_or_day="{} (មិនបានបញ្ជាក់ខែ និងថ្ងៃ)",
    no_day="{} (មិនបានបញ្ជាក់ថ្ងៃ)",
    doubt=_KHMER_DOUBT,
    doubt_inside=_KHMER_DOUBT,
    days="{first}–{day} ខែ{month} ឆ្នាំ{year}",
    closed="{} ដល់ {}",
    since="តាំងពី {}",
    until="រហូតដល់ {}",
    no_end="ចាប់ពី {} (មិនបានបញ្ជាក់ពេលបញ្ចប់)",
    no_start="រហូតដល់ {} (មិនបានបញ្ជាក់ពេលចាប់ផ្តើម)",
    no_date="មិនបានបញ្ជាក់កាលបរិច្ឆេទ",
    source_says="មិនបានបញ្ជាក់កាលបរិច្ឆេទ ប្រភពសរសេរថា «{}»",
)


def date_in_words(text: str, *, as_stated: str = "", language: str = "en") -> str:
    """Return a stored date as people read it: "5–9 May 2025", "about 2025", "since 2019".

    `as_stated`, the words of the source, speaks only where the date is empty. Any language but
    Khmer ("km") is English. A text that is not a stored date comes back as it is, in the digits
    of the language: no page fails over a date.
    """
    speech = _KHMER if language == "km" else _ENGLISH
    if not text:
        return speech.source_says.format(as_stated) if as_stated else speech.no_date
    said = _interval(text, speech) if "/" in text else _point(text, speech, speech.doubt)
    return numerals.to_khmer_digits(said) if language == "km" else said


def month_name(number: int, *, language: str = "en") -> str:
    """Return the name of a month, 1 to 12."""
    return (_KHMER if language == "km" else _ENGLISH).months[number - 1]


def iso_date(text: str) -> str | None:
    """Return the value of `<time datetime>` for one year, month or day, else None."""
    return text if _PLAIN.fullmatch(text) else None


def _point(text: str, speech: _Language, doubts: dict[str, str]) -> str:
    match = _POINT.fullmatch(text)
    if not match:
        return text
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    said = _certain(year, month, day, speech)
    return doubts[match["doubt"]].format(said) if match["doubt"] else said


def _certain(year: str, month: str, day: str, speech: _Language) -> str:
    if year == "XXXX":
        return speech.no_year.format(_without_year(month, day, speech))
    if year.endswith("X"):
        span = speech.century if year.endswith("XX") else speech.decade
        return span.format(year=int(year.replace("X", "0")), last_year=int(year.replace("X", "9")))
    if month == "XX":
        missing = speech.no_month_or_day if day else speech.no_month
        return missing.format(speech.year.format(year=int(year)))
    if not month:
        return speech.year.format(year=int(year))
    if month > "12":
        return speech.season.format(season=speech.seasons[int(month) - 21], year=int(year))
    named = {"month": speech.months[int(month) - 1], "year": int(year)}
    if day == "XX":
        return speech.no_day.format(speech.month.format(**named))
    if not day:
        return speech.month.format(**named)
    return speech.day.format(day=int(day), **named)


def _without_year(month: str, day: str, speech: _Language) -> str:
    name = speech.months[int(month) - 1]
    if day:
        return speech.day_alone.format(day=int(day), month=name)
    return speech.month_alone.format(month=name)


def _interval(text: str, speech: _Language) -> str:
    start, _, end = text.partition("/")
    known = {start, end} - _NO_DATE
    if not known or not all(_POINT.fullmatch(side) for side in known):
        return text
    if end in _NO_DATE:
        template = speech.since if end else speech.no_end
        return template.format(_point(start, speech, speech.doubt_inside))
    if start in _NO_DATE:
        template = speech.until if start else speech.no_start
        return template.format(_point(end, speech, speech.doubt_inside))
    return _closed(start, end, speech)


def _closed(start: str, end: str, speech: _Language) -> str:
    if start == end:
        return _point(start, speech, speech.doubt)
    if iso_date(start) and iso_date(end) and len(start) == len(end) > 4 and start[:4] == end[:4]:
        month, day = start[5:7], start[8:]
        if day and month == end[5:7]:
            return speech.days.format(
                first=int(day),
                day=int(end[8:]),
                month=speech.months[int(month) - 1],
                year=int(end[:4]),
            )
        first = _without_year(month, day, speech)
    else:
        first = _point(start, speech, speech.doubt_inside)
    return speech.closed.format(first, _point(end, speech, speech.doubt_inside))
