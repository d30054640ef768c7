"""Personal data known by what cells hold, whatever the column is called: values → kinds and counts.

Two questions. `redactable`: where in a text does an identifier stand? `suspects`: does a column, seen as its
different values, hold any? A form that is its own (an e-mail address) is enough in one cell; a bare number may
be a case's as well as a person's, so bare numbers, single names and dates are judged by the whole column. The
word lists and limits come as an argument (`data/privacy.yaml`), and no answer ever holds a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any, NamedTuple

from nolle.cite import Document
from nolle.records.privacy import KINDS, PERSONAL, Suspicion, plain

ORDINARY = r"[0-9]{1,5}|[0-9]{13,40}|[0-9a-fA-F]{16,128}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
"""Whole cells in which nothing is ever found: an engine may leave them out before it hands values over."""

# ---------------------------------------------------------------- the signs, as data


class Threshold(Document):
    """From how many values, and from which share of a column's values, a kind is reported; and why."""

    least: int = 1
    share: float = 0.0
    why: str = ""


class Limits(Document):
    """How whole columns of numbers, single names and dates are judged; `data/privacy.yaml` says what each means."""

    stray: float
    odd_length: float
    bare_least: int
    bare_leads: int
    last_area: int
    area_codes: int
    given_least: int
    family_least: int
    alone_least: int
    alone_share: float
    form_least: int
    form_share: float
    country_least: int
    country_share: float
    coordinate_share: float
    birth_least: int
    birth_share: float
    birth_years: float
    life_years: float
    birth_spread: float


class Signs(Document):
    """Words and limits by which personal data is known."""

    given_names: frozenset[str]
    family_names: frozenset[str]
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    not_names: frozenset[str]
    verbs: frozenset[str]
    no_person: tuple[str, ...]
    before_places: frozenset[str]
    street_words: tuple[str, ...]
    short_street_words: tuple[str, ...]
    not_streets: frozenset[str]
    immigration_words: tuple[str, ...]
    not_immigration: tuple[str, ...]
    countries: frozenset[str]
    limits: Limits
    thresholds: dict[str, Threshold]

    @cached_property
    def no_person_forms(self) -> re.Pattern[str]:
        return _phrases(self.no_person)

    @cached_property
    def immigration_forms(self) -> re.Pattern[str]:
        return _phrases(self.immigration_words)

    @cached_property
    def not_immigration_forms(self) -> re.Pattern[str]:
        return _phrases(self.not_immigration)

    @cached_property
    def role_forms(self) -> re.Pattern[str]:
        """A role, perhaps a mark, and up to three words after it."""
        who = r"(?P<who>[a-z][a-z'’-]+(?:\s{1,3}[a-z][a-z'’-]{0,40}|,\s{0,2}[a-z][a-z'’-]{1,40}){0,2})"
        joined = r"(?:'s|’s)?\s{0,3}(?P<mark>[:=#]?)\s{0,3}(?:name(?:d)?\s{1,2}|is\s{1,2}|was\s{1,2})?"
        return re.compile(rf"(?<![\w-])(?P<role>{_any(self.roles)})\.?(?!\w){joined}(?<![\w'’.]){who}", re.I)

    @cached_property
    def title_forms(self) -> re.Pattern[str]:
        """A title and one or two names."""
        who = r"(?P<who>[a-z][a-z'’-]+(?:\s[a-z][a-z'’-]+)?)"
        return re.compile(rf"(?<![\w-])(?:{_any(self.titles)})\.?\s{{1,3}}{who}", re.I)

    @cached_property
    def address_forms(self) -> re.Pattern[str]:
        """A house number, a street's name and a street's word."""
        number = r"(?<![\w.§$/-])\d{1,6}(?:-\d{1,4})?[a-z]?\s{1,3}(?:(?:block|blk)\s{1,2}(?:of\s{1,2})?)?"
        name = r"(?P<name>(?:(?:[a-z][a-z'’.-]{0,24}|\d{1,3}(?:st|[nr]d|th))\s{1,3}){1,4}?)"
        ends = r"(?=\s{0,3}(?:$|[,.;#)\]\"'\\\n]|(?:apt|unit|fl|floor|rm|suite|ste)\b))"
        word = rf"(?:(?:{_any(self.street_words)})\b|(?:{_any(self.short_street_words)})\b{ends})"
        box = r"(?<!\w)p\.?\s?o\.?\s{1,3}box\s{1,3}\d{1,6}"
        return re.compile(rf"{number}{name}{word}|{box}", re.I)

    @cached_property
    def street_hints(self) -> frozenset[str]:
        """A text without any of these words holds no address."""
        return frozenset((*self.street_words, *self.short_street_words, "box"))

    @cached_property
    def hints(self) -> frozenset[str]:
        """The first words of all phrases: a text without any of them holds no phrase."""
        phrases = (*self.roles, *self.immigration_words, *self.titles)
        return frozenset(phrase.split()[0].lower() for phrase in phrases)


def _any(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"[\W_]{1,3}".join(map(re.escape, phrase.split())) for phrase in longest_first)


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_any(phrases)})(?![^\W_])", re.I)


# ---------------------------------------------------------------- text, made plain


class _Flat(NamedTuple):
    """A text in plain letters and digits, and for each of its characters where it stood in the text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|&#(\d{2,6});|&#[xX]([0-9a-fA-F]{2,5});")


def _flat(text: str) -> _Flat:
    """Digits of every script, dashes, spaces, accents and escapes of JSON and HTML made plain."""
    if text.isascii() and "\\u" not in text and "&#" not in text:
        return _Flat(text, range(len(text)), range(1, len(text) + 1))
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, character in _characters(text):
        for one in _plainly(character):
            made.append(one)
            starts.append(start)
            ends.append(end)
    return _Flat("".join(made), starts, ends)


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for escape in _ESCAPED.finditer(text):
        yield from ((at, at + 1, text[at]) for at in range(done, escape.start()))
        code = int(escape[1], 16) if escape[1] else int(escape[2]) if escape[2] else int(escape[3], 16)
        yield escape.start(), escape.end(), chr(code)
        done = escape.end()
    yield from ((at, at + 1, text[at]) for at in range(done, len(text)))


def _plainly(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(character):
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cf" | "Mn" | "Cc":
            return ""
    if character == "−":  # the minus sign is no dash to Unicode
        return "-"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


# ---------------------------------------------------------------- identifiers inside a text


class Find(NamedTuple):
    """Where in a text an identifier stands, and of which kind it is."""

    start: int
    end: int
    kind: str


class _Form(NamedTuple):
    """A form that is found by pattern alone. A text of fewer `digits`, or without any of `needs`, cannot hold it."""

    kind: str
    pattern: re.Pattern[str]
    digits: int = 4
    needs: tuple[str, ...] = ()
    holds: Callable[[re.Match[str]], bool] = bool


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
_SSN_MASKED = r"(?<![\w.-])[x*]{3}-?[x*]{2}-?\d{4}(?![\w-])"
_SSN_SPACED = r"(?<![\w.-])\d(?: \d){2} ?[- ] ?\d \d ?[- ] ?\d(?: \d){3}(?![\w-])"
_SSN_SAID = rf"(?<![a-z])(?:ssn?|soc(?:ial)?\.?\s{{1,2}}sec(?:urity)?|itin){_NO}[\"']?\d(?:\W?\s?\d){{8}}(?!\d)"
_PHONE = (
    r"(?<![\w.-])(?:\+?1[ .-]{0,3})?(?:\(\s{0,2}[2-9]\d{2}\s{0,2}\)\s{0,2}[-.]?\s{0,2}|[2-9]\d{2}\s{0,2}[-./ ]\s{0,2})"
    r"[2-9]\d{2}\s{0,2}[-. ]\s{0,2}\d{4}(?![\w-])"
)
_PHONE_ABROAD = r"(?<![\w+])\+(?:[ .()-]{0,2}\d){8,15}(?!\d)"
_PHONE_SAID = (
    r"(?<![a-z])(?:(?:tele|cell ?)?phone|tel|cell|mobile|ph|fax|whatsapp)"
    rf"{_NO}\(?(?:\d{{3}}\W{{0,3}})?\d{{3}}[-. ]?\d{{4}}(?!\d)"
)
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


def _form(kind: str, pattern: str, *args: Any) -> _Form:
    return _Form(kind, re.compile(pattern, re.I), *args)


_FORMS = (
    _form("ssn", _SSN, 9, (), _has_person_area),
    _form("ssn", _SSN_MASKED, 4, ("x", "*")),
    _form("ssn", _SSN_SPACED, 9, (" ",)),
    _form("ssn", _SSN_SAID, 9, ("ss", "soc", "itin")),
    _form("phone", _PHONE, 10),
    _form("phone", _PHONE_ABROAD, 8, ("+",)),
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

_FIELDS = (
    re.compile(
        r"""\\?["']([A-Za-z][\w .#/-]{0,60})\\?["']\s{0,3}[:=]\s{0,3}(\\?["']?[^"'\\,}\]\s][^"'\\,}\]]{0,200})"""
    ),
    re.compile(r"<([A-Za-z][\w.-]{0,60})>([^<>]{1,200})<"),
    re.compile(r"(?<![\w])([A-Za-z]\w{0,60})=([^&;,\s=]{1,100})"),
)
_EMPTY = frozenset({"null", "none", "true", "false", "unknown", "n/a", "na"})
_NO_DIGITS = re.compile(r"[^0-9]+")
_INITIAL = re.compile(r"\s{1,3}[A-Za-z](?:\.|(?!\w))")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def redactable(text: str, signs: Signs) -> list[Find]:
    """Where identifiers stand in a running text, in order and apart. In doubt it hides too much, not too little."""
    flat = _flat(text)
    found = sorted(
        (Find(flat.starts[one.start], flat.ends[one.end - 1], one.kind) for one in _finds(flat.text, signs, True)),
        key=lambda one: (one.start, -one.end),
    )
    apart: list[Find] = []
    for one in found:
        if apart and one.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, one.end))
        else:
            apart.append(one)
    return apart


def _finds(text: str, signs: Signs, doubtful: bool) -> Iterator[Find]:
    """All identifiers of a plain text; the doubtful ones only if asked for."""
    yield from _by_form(text)
    if "=" in text or ":" in text or "<" in text:
        yield from _fields(text)
    words = list(_WORD.finditer(text))
    loose = doubtful and text.islower()
    said = {word[0].lower() for word in words}.union(*(word[0].lower().split("-") for word in words if "-" in word[0]))
    if not said.isdisjoint(signs.given_names):
        yield from _named(text, words, signs, loose)
    if not said.isdisjoint(signs.hints):
        yield from _immigration(text, signs)
        yield from _after_roles(text, signs, doubtful)
    if not said.isdisjoint(signs.street_hints):
        yield from _addresses(text, signs)


def _by_form(text: str) -> Iterator[Find]:
    """Identifiers whose form alone tells."""
    lower = text.lower()
    digits = len(_NO_DIGITS.sub("", text))
    for form in _FORMS:
        if digits >= form.digits and (not form.needs or any(need in lower for need in form.needs)):
            yield from (Find(*found.span(), form.kind) for found in form.pattern.finditer(text) if form.holds(found))


def _fields(text: str) -> Iterator[Find]:
    """Values of fields, as in JSON, that are named like columns that are refused."""
    for form in _FIELDS:
        for found in form.finditer(text):
            value = found[2].strip(" \"'\\").lower()
            if value and value not in _EMPTY and PERSONAL.search(plain(found[1])):
                yield Find(*found.span(2), "personal_field")


def _immigration(text: str, signs: Signs) -> Iterator[Find]:
    for found in signs.immigration_forms.finditer(_without(signs.not_immigration_forms, text)):
        yield Find(*found.span(), "immigration")


def _without(phrases: re.Pattern[str], text: str) -> str:
    """The text with these phrases blotted out, every other letter in its place."""
    return phrases.sub(lambda found: "." * len(found[0]), text)


def _addresses(text: str, signs: Signs) -> Iterator[Find]:
    for found in signs.address_forms.finditer(text):
        name = [word.strip(".") for word in (found["name"] or "box").lower().split()]
        spoken = any(len(word) > 2 or word[:1].isdigit() for word in name)
        if spoken and signs.not_streets.isdisjoint(name):
            yield Find(*found.span(), "address")


# ---------------------------------------------------------------- names


def _named(text: str, words: list[re.Match[str]], signs: Signs, loose: bool = False) -> Iterator[Find]:
    """A listed given name with another name before it (after a comma) or behind it; `loose` asks no capitals."""
    kept = _without(signs.no_person_forms, text)
    whole = len(words) <= 4 and not any(character.isdigit() for character in text)
    for at, word in enumerate(words):
        if word[0].lower() not in signs.given_names or kept[word.start()] == ".":
            continue
        before = words[at - 1] if at else None
        if before and before[0].lower() in signs.before_places:
            continue
        if before and _family(before[0], whole or loose, signs) and _reversed(text, words, at, whole):
            yield Find(before.start(), _initial(text, word.end()), "name")
        behind = _behind(text, words, at)
        if behind and (whole or loose or word[0][0].isupper()) and _family(behind[0], whole or loose, signs):
            yield Find(word.start(), behind.end(), "name")


def _reversed(text: str, words: list[re.Match[str]], at: int, whole: bool) -> bool:
    """Whether a given name stands behind its family name: after a comma, or as the end of a cell of two names."""
    between = text[words[at - 1].end() : words[at].start()]
    if re.fullmatch(r"\s{0,3}[,;/]\s{0,3}", between):
        return True
    return whole and at == 1 and between.isspace() and all(len(word[0]) == 1 for word in words[2:])


def _initial(text: str, end: int) -> int:
    """The end of a name, the initial behind it taken in."""
    found = _INITIAL.match(text, end)
    return found.end() if found else end


def _behind(text: str, words: list[re.Match[str]], at: int) -> re.Match[str] | None:
    """The word behind a given name, an initial between them left out."""
    for behind in words[at + 1 : at + 3]:
        if not re.fullmatch(r"\.?\s{1,3}", text[words[at].end() : behind.start()]):
            return None
        if len(behind[0]) > 1:
            return behind
        at += 1
    return None


def _family(word: str, whole: bool, signs: Signs) -> bool:
    return len(word) > 1 and (whole or word[0].isupper()) and word.lower() not in signs.not_names


def _after_roles(text: str, signs: Signs, doubtful: bool) -> Iterator[Find]:
    """Names behind "defendant", "victim" and their like, in the list or not."""
    running = any(word[0].islower() for word in text.split())
    mixed = running and not text.islower()
    for found in signs.role_forms.finditer(text):
        who = re.split(r"[\s,]+", found["who"])
        whole = next((n for n, word in enumerate(who) if word.lower() in signs.not_names), len(who))
        capitals = next((n for n, word in enumerate(who[:whole]) if not word[0].isupper()), whole)
        then = (who[whole:] + _WORD.findall(text, found.end(), found.end() + 40))[:1]
        subject = bool(then) and then[0].lower() in signs.verbs
        spoken = subject or (running and found["role"].islower()) or (bool(found["mark"]) and capitals > 1)
        count = whole if doubtful and not mixed else capitals
        if count and (doubtful or spoken):
            yield Find(found.start("who"), found.start("who") + _end(found["who"], who[:count]), "name")
    for found in signs.title_forms.finditer(text):
        who = found["who"].split()
        written = found[0][0].isupper() and found[0][1].islower() and who[0][0].isupper()
        if (doubtful or written) and who[0].lower() not in signs.not_names:
            count = len(who) if who[-1][0].isupper() else 1
            yield Find(found.start("who"), found.start("who") + _end(found["who"], who[:count]), "name")


def _end(text: str, words: list[str]) -> int:
    """Where the last of these words of a text ends."""
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return at


# ---------------------------------------------------------------- a whole column

_ORDINARY = re.compile(ORDINARY)
_CELLS = {
    "ssn": re.compile(r"\d{9}"),
    "phone": re.compile(r"1?[2-9]\d{2}[2-9]\d{6}"),
    "licence": re.compile(r"[A-Z](?:\d{7}|\d{12})"),
    "alien_number": re.compile(r"A\d{8,9}"),
    "passport": re.compile(r"[B-Z]\d{8}"),
    "coordinates": re.compile(r"[-+]?\d{1,3}\.\d{4,20}"),
}
_BARE = re.compile(r"[-+]?\d{1,60}(?:\.\d{1,60})?|[A-Z]\d{1,60}")
_FORM = re.compile(r"[a-z'’-]{2,40}(?: [a-z'’-]{2,40}){0,2},\s{0,2}[a-z'’-]{2,40} [a-z]\.?", re.I)
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/]?(?P<m>\d\d)[-/]?(?P<d>\d\d)(?:[T ][\d:.Z+-]{1,20})?"),
    re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{4})"),
)


class _Column:
    """What the cells of a column look like when each is looked at whole."""

    def __init__(self) -> None:
        self.of = 0
        self.found: Counter[str] = Counter()
        self.bare: dict[str, list[str]] = {kind: [] for kind in _CELLS}
        self.digits: Counter[int] = Counter()
        self.lettered = 0
        self.alone: list[str] = []
        self.forms = 0
        self.days: list[date] = []

    def add(self, value: str, signs: Signs) -> None:
        """Look at one value; it is not kept unless it is a bare number, a single word or a date."""
        if _ORDINARY.fullmatch(value):
            self.of += 1
            self.digits[len(value)] += value.isdecimal()
            return
        cell = _flat(value).text.strip()
        if not cell:
            return
        self.of += 1
        bare = cell.upper().removesuffix(".0")
        if len(bare) < 24 and (day := _day(bare)) is not None:
            self.days.append(day)
        if _BARE.fullmatch(bare):
            if bare.isdigit():
                self.digits[len(bare)] += 1
            self.lettered += bare[0].isalpha()
            for kind, form in _CELLS.items():
                if form.fullmatch(bare):
                    self.bare[kind].append(bare)
            return
        if len(cell) <= 40 and cell.replace(" ", "").isalpha():
            self.alone.append(cell.lower())
        self.forms += len(cell) < 100 and _FORM.fullmatch(cell) is not None
        self.found.update({find.kind for find in _finds(cell, signs, False)})


def suspects(values: Iterable[str], signs: Signs, around: Iterable[date] = ()) -> list[Suspicion]:
    """The kinds of personal data among the different values of one column, worst known first, without any value.

    `around` are days on which the records' own events lie: with them a date that stands where no date belongs,
    and lies a life before, is a birth date.
    """
    column = _Column()
    for value in values:
        column.add(value, signs)
    found = column.found
    for kind, numbers in column.bare.items():
        if _of_persons(kind, numbers, column, signs.limits):
            found[kind] += len(numbers)
    found["name"] += _names_alone(column, signs)
    found["immigration"] += _origins(column, signs)
    found["birth_date"] += _stray_births(column, list(around), signs.limits)
    return [
        Suspicion(kind, found[kind], column.of)
        for kind in KINDS
        if found[kind] >= max(1, signs.thresholds[kind].least)
        and found[kind] >= signs.thresholds[kind].share * column.of
    ]


def header_suspects(columns: Sequence[str], signs: Signs) -> list[Suspicion]:
    """Personal data that stands where the names of columns should: the sign of a file without a header line."""
    found: Counter[str] = Counter()
    for column in columns:
        text = _flat(column).text
        named = any(_named(text, list(_WORD.finditer(text)), signs))
        found.update({find.kind for find in _by_form(text)} | ({"name"} if named else set()))
    return [Suspicion(kind, found[kind], len(columns)) for kind in KINDS if found[kind]]


def _of_persons(kind: str, numbers: list[str], column: _Column, limits: Limits) -> bool:
    """Whether bare numbers are persons' and not cases': strays in a column of other things, or scattered."""
    valid = [number for number in numbers if _valid(kind, number)]
    if not valid:
        return False
    if kind == "coordinates":
        return len(valid) == len(numbers) > 1 and len(valid) >= limits.coordinate_share * column.of
    if _stray(kind, numbers, column, limits):
        return True
    if kind == "alien_number":  # today's begin alike, and differ from the third digit on
        return len({number[1:4] for number in numbers}) >= limits.bare_leads
    return len(valid) == len(numbers) >= limits.bare_least and _scattered(kind, numbers, limits)


def _stray(kind: str, numbers: list[str], column: _Column, limits: Limits) -> bool:
    """Whether such numbers stand among other things, or among numbers of quite another length."""
    if kind not in ("ssn", "phone"):
        alone = kind == "alien_number" and len(numbers) <= limits.odd_length * column.lettered
        return alone or column.lettered < limits.stray * column.of
    bare = column.digits.total()
    if bare < limits.stray * column.of:
        return True
    lengths = {len(number) for number in numbers}
    beside = any(column.digits[length + step] for length in lengths for step in (-1, 1) if length + step not in lengths)
    return len(numbers) <= limits.odd_length * bare and not beside


def _scattered(kind: str, numbers: list[str], limits: Limits) -> bool:
    if kind == "phone":
        local = [number[-10:] for number in numbers]
        return len({number[:3] for number in local}) >= limits.area_codes and _leads(local, 3) >= limits.bare_leads
    if kind == "ssn" and any(int(number[:3]) > limits.last_area for number in numbers):
        return False
    return _leads(numbers, 0) >= limits.bare_leads


def _leads(numbers: list[str], at: int) -> int:
    return len({number[at] for number in numbers})


def _valid(kind: str, number: str) -> bool:
    if kind == "ssn":
        return number[:3] not in ("000", "666") and number[0] != "9" and number[3:5] != "00" and number[5:] != "0000"
    if kind == "phone":  # 2018010203 is an hour of a day
        return _day(number[:8]) is None
    if kind == "coordinates":
        return -180 <= float(number) <= -60 or 17 <= float(number) <= 72
    return True


def _day(cell: str) -> date | None:
    """The day that a whole cell names, if it names one between 1900 and 2099."""
    for form in _DATES:
        if (found := form.fullmatch(cell)) and found["y"][:2] in ("19", "20"):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def _names_alone(column: _Column, signs: Signs) -> int:
    """How many cells are names without another beside them, or of the form of a name with names of no list."""
    limits = signs.limits
    given = [word for word in column.alone if word in signs.given_names]
    family = [word for word in column.alone if word in signs.family_names]
    alone = len(given) + len(family)
    count = 0
    if (
        len(set(given)) >= limits.given_least
        or len(set(family)) >= limits.family_least
        or (alone >= limits.alone_least and alone >= limits.alone_share * column.of)
    ):
        count += alone
    if column.forms >= limits.form_least and column.forms >= limits.form_share * column.of:
        count += max(0, column.forms - column.found["name"])
    return count


def _origins(column: _Column, signs: Signs) -> int:
    count = sum(word in signs.countries for word in column.alone)
    enough = count >= signs.limits.country_least and count >= signs.limits.country_share * column.of
    return count if enough else 0


def _stray_births(column: _Column, around: list[date], limits: Limits) -> int:
    """Dates in a column of other things, a life before the records' own days."""
    if not around or len(column.days) >= limits.stray * column.of:
        return 0
    middle = date.fromordinal(int(median(day.toordinal() for day in around)))
    return sum(limits.birth_years <= _years(day, middle) <= limits.life_years for day in column.days)


def looks_like_birth_dates(values: Iterable[date | None], reference_days: Iterable[date | None], signs: Signs) -> bool:
    """Whether a column of dates lies, record by record, as far before its reference days as births do.

    The two run side by side: a record's value, and the earliest other day of the same record. Old cases are
    safe, because their other days are old as well; a column without other days says nothing, and is not judged.
    """
    limits = signs.limits
    years = [
        _years(value, reference)
        for value, reference in zip(values, reference_days, strict=False)
        if value is not None and reference is not None
    ]
    lives = [distance for distance in years if limits.birth_years <= distance <= limits.life_years]
    if len(years) < limits.birth_least or len(lives) < limits.birth_share * len(years):
        return False
    return max(lives) - min(lives) >= limits.birth_spread


def _years(earlier: date, later: date) -> float:
    return (later - earlier).days / 365.25
