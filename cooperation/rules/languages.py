"""The languages in which the register holds its texts, the first one first."""

LANGUAGES = ("en", "km")
