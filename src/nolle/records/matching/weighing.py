"""What was matched, weighed against what stands beside it: words, other citations, a comment.

Words choose among candidates of one code or citation. They never decide against a citation: where the two disagree,
or nothing shows that they agree, both stay and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nolle.law.charges import Catalogue, is_class
from nolle.records.matching.citing import Citing
from nolle.records.matching.codes import UNDECIDED, CodeTable
from nolle.records.matching.families import lineages, one_in_time, related
from nolle.records.matching.match import Match
from nolle.records.matching.objections import Objections
from nolle.records.matching.wording import Descriptions


@dataclass(frozen=True)
class Weighing:
    """Weighs the matches of one source's strings."""

    catalogue: Catalogue
    citing: Citing
    codes: CodeTable
    descriptions: Descriptions
    objections: Objections

    def weighed(self, found: Match, code: str, text: str) -> Match:
        """A match with what a text says for and against it; the text is of the same record."""
        return self._beside(self._in_time(self._narrowed(self._settled(found, code, text), text), text), code, text)

    def confirmed(self, found: Match, source: str, texts: Iterable[str]) -> Match:
        """A match whose law was named by a name that another law has too, taken only where some words agree."""
        if not (found.offense_known and found.offenses) or not self.citing.reading.by_shared_name(source):
            return found
        if any(self.objections.naming.agrees(found, self.citing.reading.without(text)) for text in texts):
            return found
        return found.doubted((), "section", f"{found.because}; the name is another law's too")

    def coded(self, found: Match, other: Match) -> Match:
        """The match of the column that names the offense, beside what the code in another column says."""
        both = found.offense_known and other.offense_known and (found.offenses or other.offenses)
        if not both or self._agree(found, other.offenses):
            return found
        return found.doubted(other.offenses, "section", f"{found.because}; the code says something else")

    def commented(self, found: Match, comment: str | None, description: str | None = None) -> Match:
        """A comment stands for the charge where there is none, and contradicts it where it cites another."""
        cited = self.citing.in_words(comment) if comment else None
        if cited is None or not comment:
            return found
        if cited.offense_known and (self.denied(comment) or self.objections.unfinished(comment, cited.offenses)):
            cited = cited.doubted((), "section", f"{cited.because}, and speaks of an attempt or denies it")
        if found.how == "unmatched" and not found.offenses:
            cited = self.weighed(cited, "", description) if description else cited
            return replace(cited, because=f"the comment {cited.because}")
        if (found.offenses or cited.offenses) and not self._agree(found, cited.offenses):
            return found.doubted(cited.offenses, "section", f"{found.because}; the comment cites something else")
        return found

    def denied(self, text: str) -> bool:
        """Whether a text denies a section that it cites: `not PL 230.00`."""
        return any(self.objections.denies(before) for before in self.citing.reading.before(text))

    # -- for it

    def _settled(self, found: Match, code: str, text: str) -> Match:
        """Of the readings of a code, the one that the words cite too."""
        if found.how != "ambiguous" or not code or not self.citing.reading.one_place(code):
            return found
        cited = self.citing.in_words(text)
        if cited is None or not cited.offense_known or not self.citing.reading.same_section(code, text):
            return found
        inside = set(cited.offenses) <= set(found.offenses) if cited.offenses else found.anything or found.or_other
        return cited if inside else found

    def _narrowed(self, found: Match, text: str) -> Match:
        """Of several candidates of one code or citation, those whose known words these are."""
        said = self.descriptions.said(text) if found.how == "ambiguous" and found.offenses else None
        if said is None or not said.sure:
            return found
        named = {kin for row in said.rows for kin in lineages(self.catalogue)[row.offense]}
        kept = tuple(id for id in found.offenses if id in named)
        if not kept or not one_in_time(kept, self.catalogue):
            return found
        because = f'{found.because}; the words are those of "{said.words}"'
        return Match("citation", kept, confidence=said.rows[0].confidence, because=because)

    def _in_time(self, found: Match, text: str) -> Match:
        """Of the texts of one section, those whose crime the words name: the section's number was another's before."""
        if not found.offense_known or len(found.offenses) < 2 or not one_in_time(found.offenses, self.catalogue):
            return found
        heard = self.objections.naming.heard(found.offenses, self.citing.reading.without(text))
        classes = {c for id in found.offenses if heard[id] for c in self.catalogue.offenses[id].conduct}
        kept = tuple(id for id in found.offenses if heard[id] or not classes or self._of(id, classes))
        if kept == found.offenses:
            return found
        return replace(found, offenses=kept, because=f"{found.because}; the words are those of one of its texts")

    def _of(self, offense: str, classes: Iterable[str]) -> bool:
        own = self.catalogue.offenses[offense].conduct
        return any(is_class(a, b) or is_class(b, a) for a in own for b in classes)

    # -- against it

    def _beside(self, found: Match, code: str, text: str) -> Match:
        if not found.offense_known:
            return found
        cited = self.citing.in_words(text)
        if cited is not None and self._another(found, cited, code, text):
            return found.doubted(cited.offenses, "section", f"{found.because}; the words cite something else")
        if self.denied(text):
            return found.doubted((), "section", f"{found.because}; the words deny it")
        said = self.descriptions.said(text) if found.how != "code" else None
        if said is not None and said.alone and said.sure and not self._agree(found, said.offenses):
            return found.doubted(said.offenses, "description", f"{found.because}; the words say something else")
        return self._objected(found, code, text)

    def _objected(self, found: Match, code: str, text: str) -> Match:
        """The match with what its words by themselves say against it; words of the code's own table say little."""
        words = self.citing.reading.without(text)
        if found.how == "code" and self.codes.worded(code, text):
            objection = self.objections.signalled(found, words)
        else:
            siblings = self.citing.reading.siblings(code or text, self.catalogue) if not found.offenses else frozenset()
            said = self.descriptions.said(text)
            heading = said is not None and any(row.match in UNDECIDED and not row.offense for row in said.rows)
            objection = self.objections.to(found, words, siblings, heading)
        if objection is None:
            return found
        return found.doubted(objection.offenses, objection.deciding, f"{found.because}; {objection.because}")

    def _another(self, found: Match, cited: Match, code: str, text: str) -> bool:
        """Whether words cite something that the match is not about."""
        if found.how == "reviewed":
            return False
        if cited.offenses:
            return not self._agree(found, cited.offenses)
        if code and self.citing.reading.same_section(code, text):
            return False
        return bool(found.offenses) or cited.anything or set(cited.classes) != set(found.classes)

    def _agree(self, found: Match, offenses: Iterable[str]) -> bool:
        return bool(found.offenses) and related(found.offenses, offenses, self.catalogue)
