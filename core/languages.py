"""The languages Rapporteur knows by name."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

UNKNOWN = "und"
"""ISO 639-2 code of a page whose language could not be told (no words, or too few)."""

STUDIED = ("en", "fr", "de")
"""The languages of full support: country names, stop words, stems, sentence ends."""

_ENGLISH = Locale("en")


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code; "unknown" for `und`, and the code itself when no name is known."""
    if code == UNKNOWN:
        return "unknown"
    return str(_ENGLISH.languages.get(code, code))


def language_code(text: str) -> str | None:
    """The ISO 639-1 code that `text` means: a code ("fr"), an English or own name ("French", "français"), or None."""
    wanted = text.strip().casefold()
    if len(wanted) == 2 and wanted in _ENGLISH.languages:
        return wanted
    return _codes().get(wanted)


def has_decimal_comma(locale: str) -> bool:
    """Whether numbers are written "1,5" where a locale ("de-DE") is at home; its spreadsheets then want semicolons in CSV."""
    try:
        return bool(Locale.parse(locale, sep="-").number_symbols["latn"]["decimal"] == ",")
    except (ValueError, UnknownLocaleError, KeyError):
        return False


@cache
def _codes() -> dict[str, str]:
    """Name → code; reading the names of many languages takes longer than an ingest of nothing new."""
    codes = {name.casefold(): code for code, name in _ENGLISH.languages.items() if len(code) == 2}
    for code in (*STUDIED, "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "nb", "ru", "ar", "zh", "ja", "ko"):
        for locale in (_ENGLISH, Locale(code), *(Locale(studied) for studied in STUDIED)):
            name = locale.languages.get(code)
            if name:
                codes[name.casefold()] = code
    return codes
