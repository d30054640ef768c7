"""Identifiers that their form alone tells: e-mail addresses, numbers with their marks or beside their own words.

Each form is a pattern. A few also look at the digits themselves; for those there is a wider pattern that any digits
meet, so that many values of one shape can be cleared by looking at the shape once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Find(NamedTuple):
    """Where in a text an identifier stands, and of which kind it is."""

    start: int
    end: int
    kind: str


class Form(NamedTuple):
    """A form that is found by pattern alone. A text of fewer `digits`, or without any of `needs`, cannot hold it.

    `holds` looks at what was found; `wide` is the pattern as it is met by any digits, where that is another.
    """

    kind: str
    pattern: re.Pattern[str]
    digits: int = 4
    needs: tuple[str, ...] = ()
    holds: Callable[[re.Match[str]], bool] = bool
    wide: re.Pattern[str] | None = None


def by_form(text: str) -> Iterator[Find]:
    """Identifiers whose form alone tells, in a plain text."""
    for form in _possible(text):
        yield from (Find(*found.span(), form.kind) for found in form.pattern.finditer(text) if form.holds(found))


def may_be_by_form(shape: str) -> bool:
    """Whether any text of this shape (every digit a zero) could hold an identifier by form."""
    return any((form.wide or form.pattern).search(shape) for form in _possible(shape))


def _possible(text: str) -> Iterator[Form]:
    lower = text.lower()
    digits = len(_NO_DIGITS.sub("", text))
    for form in FORMS:
        if digits >= form.digits and (not form.needs or any(need in lower for need in form.needs)):
            yield form


def _has_person_area(found: re.Match[str]) -> bool:
    """A social security number can be so, or a taxpayer number of someone who has none."""
    digits = re.sub(r"\D", "", found[0])
    return (
        digits[0] != "9" or digits[3] in "5678" or digits[3:5] in ("90", "91", "92", "94", "95", "96", "97", "98", "99")
    )


def _on_earth(found: re.Match[str]) -> bool:
    """Two decimals that are a place in the United States or its territories, in either order."""
    one, two = (abs(float(found[group].replace(" ", ""))) for group in ("one", "two"))
    signed = "-" in found[0] or re.search(r"[NSWE]", found[0], re.I) is not None
    return signed and min(one, two) <= 72 and 60 <= max(one, two) <= 180


def _no_year(found: re.Match[str]) -> bool:
    return not re.search(r"-(?:19|20)\d\d$", found[0]) or bool(re.match(r"[A-Za-z]", found[0]))


_NO_DIGITS = re.compile(r"[^0-9]+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_TH = r"(?:st|[nr]d|th)?"
_DAY = (
    r"(?:\d{1,4}\s{0,2}[-/. ]\s{0,2}\d{1,2}\s{0,2}[-/. ]\s{0,2}\d{2,4}|\d{6,8}"
    rf"|{_MONTH}\.?\s{{0,2}}\d{{1,2}}{_TH},?\s{{0,2}}\d{{2,4}}"
    rf"|\d{{1,2}}{_TH}\s{{0,2}}{_MONTH}\.?,?\s{{0,2}}\d{{2,4}})"
)
_NO = r"\s{0,2}(?:no\.?|num(?:ber)?|nr\.?|id|#)?(?:\s{1,2}(?:is|was))?\s{0,2}[:=#-]?\s{0,3}"
_GAP = r"\s{0,3}[-. /_]\s{0,3}"
_SSN = rf"(?<![\w.-])(?!000|666)\d{{3}}{_GAP}(?!00)\d{{2}}{_GAP}(?!0000)\d{{4}}(?![\w-])"
_SSN_WIDE = rf"(?<![\w.-])\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{4}}(?![\w-])"
_SSN_MASKED = r"(?<![\w.-])[x*]{3}-?[x*]{2}-?\d{4}(?![\w-])"
_SSN_SPACED = r"(?<![\w.-])\d(?: \d){2} ?[- ] ?\d \d ?[- ] ?\d(?: \d){3}(?![\w-])"
_SSN_SAID = rf"(?<![a-z])(?:ssn?|soc(?:ial)?\.?\s{{1,2}}sec(?:urity)?|itin){_NO}[\"']?\d(?:\W?\s?\d){{8}}(?!\d)"
_PHONE = (
    r"(?<![\w.-])(?:\+?1[ .-]{0,3})?(?:\(\s{0,2}[2-9]\d{2}\s{0,2}\)\s{0,2}[-.]?\s{0,2}|[2-9]\d{2}\s{0,2}[-./ ]\s{0,2})"
    r"[2-9]\d{2}\s{0,2}[-. ]\s{0,2}\d{4}(?![\w-])"
)
_PHONE_WIDE = _PHONE.replace("[2-9]", r"\d").replace(r"\+?1[", r"\+?\d[")
_PHONE_ABROAD = r"(?<![\w+])\+(?:[ .()-]{0,2}\d){8,15}(?!\d)"
_PHONE_SAID = (
    r"(?<![a-z])(?:(?:tele|cell ?)?phone|tel|cell|mobile|ph|fax|whatsapp)"
    rf"{_NO}\(?(?:\d{{3}}\W{{0,3}})?\d{{3}}[-. ]?\d{{4}}(?!\d)"
)
_PHONE_CALLED = r"(?<![a-z])(?:call(?:ed|s)?|reach(?:ed)?)\s{1,2}(?:\w{1,12}\s{1,2}){0,4}\d{3}[-. ]\d{4}(?![\w-])"
_BIRTH = (
    r"(?<![a-z])(?:d\.?\s?o\.?\s?b\.?|(?:date|day) of birth|birth\s?(?:date|day)|birth|born)"
    rf"(?:\s{{1,2}}(?:on|is|was|in))?\W{{0,5}}{_DAY}(?!\d)"
)
_ALIEN = r"(?<![\w-])A[ #:-]{0,3}(?:\d{8,9}|\d{2,3}[ -]\d{3}[ -]\d{3})(?![\w-])"
_ALIEN_SAID = r"(?<![a-z])(?:alien|a)(?:\s{1,2}reg(?:istration)?)?\s{1,2}(?:no\.?|number|#)\W{0,4}A?\d{7,9}(?!\d)"
_LICENCE = r"(?<![\w-])[a-z]\d{3}[- ](?:\d{4}[- ]\d{4}|\d{3}[- ]\d{2,3}[- ]\d{3}(?:[- ]\d)?)(?![\w-])"
_LICENCE_SAID = (
    rf"(?<![a-z])(?:driver'?s?'?\s{{1,2}}lic(?:en[cs]e)?|d\.?l|oln|dln){_NO}"
    r"(?=[a-z\d-]{0,3}\d{2})[a-z]{0,3}[\d-]{5,17}(?!\w)"
)
_PASSPORT_SAID = rf"(?<![a-z])passport{_NO}[a-z]{{0,2}}\d{{6,9}}(?!\w)"
_DECIMAL = r"[-+]?\s?\d{1,3}\.\d{3,20}"
_PAIR = (
    rf"(?<![\w.])(?P<one>{_DECIMAL})\s?°?\s?[NSEW]?\s{{0,2}}[,;/ ]\s{{0,2}}"
    rf"(?P<two>{_DECIMAL})(?:\s?°?\s?[NSEW]\b)?(?![\w.])"
)
_ZIP = r"(?<![\w.-])(?:[A-Z]{2}\s{1,2})?\d{5}-\d{4}(?![\w-])"
_EMAIL = (
    r"(?:[\w+-]{1,40}\s{1,2}\.\s{0,2}){0,2}[\w.+-]{1,64}\s{0,2}(?:@|[(\[]\s?at\s?[)\]])\s{0,2}[\w-]{1,63}"
    r"(?:\s{0,2}(?:\.|[(\[]\s?dot\s?[)\]])\s{0,2}[\w-]{1,63}){0,4}"
    r"\s{0,2}(?:\.|[(\[]\s?dot\s?[)\]])\s{0,2}[a-z]{2,24}(?!\w)"
)


def _form(
    kind: str,
    pattern: str,
    digits: int,
    needs: tuple[str, ...] = (),
    holds: Callable[[re.Match[str]], bool] = bool,
    wide: str = "",
) -> Form:
    return Form(kind, re.compile(pattern, re.I), digits, needs, holds, re.compile(wide, re.I) if wide else None)


FORMS = (
    _form("ssn", _SSN, 9, holds=_has_person_area, wide=_SSN_WIDE),
    _form("ssn", _SSN_MASKED, 4, ("x", "*")),
    _form("ssn", _SSN_SPACED, 9, (" ",)),
    _form("ssn", _SSN_SAID, 9, ("ss", "soc", "itin")),
    _form("phone", _PHONE, 10, wide=_PHONE_WIDE),
    _form("phone", _PHONE_ABROAD, 8, ("+",)),
    _form("phone", _PHONE_CALLED, 7, ("call", "reach")),
    _form("phone", _PHONE_SAID, 7, ("ph", "tel", "cell", "mobile", "fax", "whatsapp")),
    _form("birth_date", _BIRTH, 4, ("b",)),
    _form("alien_number", _ALIEN, 8, ("a",)),
    _form("alien_number", _ALIEN_SAID, 7, ("a",)),
    _form("licence", _LICENCE, 11),
    _form("licence", _LICENCE_SAID, 4, ("lic", "dl", "d.l", "oln")),
    _form("passport", _PASSPORT_SAID, 6, ("passport",)),
    _form("coordinates", _PAIR, 8, (".",), _on_earth),
    _form("coordinates", r"(?<!\d)\d{1,3}\s?°\s?\d{1,2}\s?['’′]", 4, ("°",)),  # noqa: RUF001
    _form("zip4", _ZIP, 9, ("-",), _no_year),
    _form("email", _EMAIL, 0, ("@", "(at", "( at", "[at", "[ at")),
)
"""What the form alone tells."""
