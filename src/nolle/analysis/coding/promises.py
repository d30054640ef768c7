"""Sentences beside the charging decision → protections, relief, positions, commitments, carve-outs, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nolle.analysis.coding.charges import Reader
from nolle.analysis.coding.conditions import Lists, conditions, merged
from nolle.analysis.coding.proposals import ASK, Pin, Proposal
from nolle.analysis.coding.sentences import Sentence
from nolle.analysis.coding.signs import ActSign, CommitmentSign, Raw, ReachSign, Signs, found

_SLUG = re.compile(r"[^a-z0-9]+")
_FINAL = frozenset({"carve_outs", "disclaimers", "protections"})
"""Parts of which a sentence that is one of them is no rule."""


@dataclass(frozen=True)
class Promise:
    """A proposal and the number of the sentence it was read in."""

    sentence: int
    proposal: Proposal


def promises(reader: Reader, lists: Lists, told: Sequence[Sentence], office: str) -> list[Promise]:
    """All that is promised beside the charging decision, in the order of the text."""
    made: list[Promise] = []
    for sentence in told:
        if sentence.is_heading:
            continue
        here = [*_protections(reader, lists, sentence)]
        if not here:
            here = [*_final(reader, sentence)]
        if not here:
            here = [*_positions(reader, sentence), *_relief(reader, sentence)]
            here += _commitments(reader, sentence, office)
        made += [Promise(sentence.number, one) for one in here]
    return _numbered(_together(made, told))


def taken(made: Iterable[Promise]) -> frozenset[int]:
    """The sentences that are promises and no rules."""
    return frozenset(one.sentence for one in made if one.proposal.part in _FINAL)


def _pin(reader: Reader, sentence: Sentence, find: re.Match[str]) -> Pin:
    return reader.memo.pin(sentence.start + find.start(), sentence.start + find.end())


# ---------------------------------------------------------------- protections


def _protections(reader: Reader, lists: Lists, sentence: Sentence) -> Iterator[Proposal]:
    for sign in reader.signs.protections:
        finds = [found((one,), sentence.text) for one in sign.all]
        kept = [find for find in finds if find is not None]
        if len(kept) == len(finds):
            first, last = min(kept, key=lambda f: f.start()), max(kept, key=lambda f: f.end())
            pin = reader.memo.pin(sentence.start + first.start(), sentence.start + last.end())
            yield _protection(reader, lists, sentence, sign.kind, pin)
            return


def _protection(reader: Reader, lists: Lists, sentence: Sentence, kind: str, pin: Pin) -> Proposal:
    signs, at = reader.signs, reader.exception(sentence)
    main = (sentence.start, at) if at > sentence.start else (sentence.start, sentence.end)
    holding = conditions(reader, lists, *main)
    against = next((one.says for one in signs.against.others if one.find(sentence.text)), signs.against.default)
    about = next((one.says for one in signs.concerning if one.find(sentence.text)), "")
    cited = reader.cited(*main)
    offenses = list(dict.fromkeys(id for one in cited for id in one.offenses))
    value: dict[str, Raw] = {"kind": kind}
    value |= {"holder": merged(holding)} if holding else {}
    value |= {"against": against, **({"concerning": about} if about else {})}
    value |= {"covers": {"offense": offenses}} if offenses else {}
    pins = [pin, *(one.pin for one in holding), *([reader.memo.pin(cited[0].start, cited[-1].end)] if cited else [])]
    asks = [] if holding else ["whom does it protect? Without `holder` it holds for everybody"]
    if main[1] < sentence.end:
        lifted = reader.memo.pin(main[1], sentence.end)
        value["except"] = lifted.words
        pins.append(lifted)
        asks.append("say the exception in your own words, under `except`")
    return Proposal("protections", kind.replace("_", "-"), value, tuple(dict.fromkeys(pins)), tuple(asks))


# ---------------------------------------------------------------- carve-outs and disclaimers


def _final(reader: Reader, sentence: Sentence) -> Iterator[Proposal]:
    signs = reader.signs
    for part, phrase in (("disclaimers", signs.disclaimers), ("carve_outs", signs.carve_outs)):
        find = phrase.find(sentence.text)
        if find is None or (part == "carve_outs" and any(one.find(sentence.text) for one in signs.excepting)):
            continue
        pin = reader.memo.pin(sentence.start + find.start(), sentence.end)
        yield Proposal(part, "", {"text": pin.words}, (pin,), ("say it in your own words, under `text`",))
        return


# ---------------------------------------------------------------- positions and relief


def _positions(reader: Reader, sentence: Sentence) -> Iterator[Proposal]:
    for sign in reader.signs.positions:
        find = sign.find(sentence.text)
        if find is not None:
            charges = reader.charges(sentence.start, sentence.end)
            covers: dict[str, Raw] = {"covers": charges.covers()} if charges else {}
            value = {"stage": sign.stage, **covers, "says": sign.says}
            yield Proposal("positions", sign.id, value, (_pin(reader, sentence, find), *charges.pins), charges.asks)
            return


def _relief(reader: Reader, sentence: Sentence) -> Iterator[Proposal]:
    signs = reader.signs.relief
    modal = signs.find(sentence.text)
    if modal is None or found(signs.never, sentence.text):
        return
    done: set[tuple[str, str]] = set()
    acts = [*_acts(sentence, signs.acts, modal.start())]
    for n, (act, at) in enumerate(acts):
        reached = _reached(sentence, signs.reaches, at)
        if reached is None or (act.act, reached[0].reach) in done:
            continue
        done.add((act.act, reached[0].reach))
        spans = sorted((at.span(), reached[1].span()))
        pin = reader.memo.pin(sentence.start + spans[0][0], sentence.start + max(spans[0][1], spans[1][1]))
        first = at.start() if n else 0
        last = acts[n + 1][1].start() if n + 1 < len(acts) else len(sentence.text)
        stretch = (sentence.start + first, sentence.start + last)
        yield _relieved(reader, stretch, act.act, reached[0].reach, pin)


def _acts(sentence: Sentence, acts: Sequence[ActSign], after: int) -> Iterator[tuple[ActSign, re.Match[str]]]:
    finds = [(find, sign) for sign in acts for find in sign.finds(sentence.text) if find.start() >= after]
    last = -1
    for find, sign in sorted(finds, key=lambda one: one[0].start()):
        if find.start() >= last:
            yield sign, find
            last = find.end()


def _reached(
    sentence: Sentence, reaches: Sequence[ReachSign], at: re.Match[str]
) -> tuple[ReachSign, re.Match[str]] | None:
    """What an act reaches: the first thing behind it, or else the last before it."""
    finds = sorted(
        ((find, sign) for sign in reaches for find in sign.finds(sentence.text)), key=lambda one: one[0].start()
    )
    behind = [one for one in finds if one[0].start() >= at.end()]
    before = [one for one in finds if one[0].end() <= at.start()]
    near = behind[0] if behind else before[-1] if before else None
    return (near[1], near[0]) if near else None


def _relieved(reader: Reader, stretch: tuple[int, int], act: str, reach: str, pin: Pin) -> Proposal:
    charges = reader.charges(*stretch)
    scope: dict[str, Raw] = {"covers": charges.covers()} if charges else {"for": ASK}
    value: dict[str, Raw] = {**scope, "reach": reach, "act": act}
    ask = () if charges else ("for which rules is it? Take out those that are not meant",)
    return Proposal("relief", f"{act}-{_slug(reach)}", value, (pin, *charges.pins), (*ask, *charges.asks))


# ---------------------------------------------------------------- commitments


def _commitments(reader: Reader, sentence: Sentence, office: str) -> Iterator[Proposal]:
    signs = reader.signs
    for sign in signs.commitments:
        find = _undertaken(sign, sentence, signs)
        if find is None:
            continue
        partners: list[Raw] = [one.says for one in signs.with_ if one.find(sentence.text)]
        value: dict[str, Raw] = {"party": office or ASK}
        value |= {"with": partners} if partners else {}
        value |= {"to": sign.to, "status": "unknown"}
        yield Proposal("commitments", sign.topic, value, (_pin(reader, sentence, find),))


def _undertaken(sign: CommitmentSign, sentence: Sentence, signs: Signs) -> re.Match[str] | None:
    """The find of a commitment, if the sentence undertakes it and does not only tell of it."""
    if not sign.bare and not found((signs.undertaking,), sentence.text):
        return None
    return sign.find(sentence.text)


def _together(made: Sequence[Promise], told: Sequence[Sentence]) -> list[Promise]:
    """Sentences of one paragraph about one commitment are one commitment, with all their partners."""
    kept: list[Promise] = []
    for one in made:
        twin = next(
            (
                n for n, other in enumerate(kept)
                if one.proposal.part == other.proposal.part == "commitments" and one.proposal.id == other.proposal.id
                and told[one.sentence].block == told[other.sentence].block
            ),
            None,
        )  # fmt: skip
        if twin is None:
            kept.append(one)
        else:
            kept[twin] = replace(kept[twin], proposal=_joined(kept[twin].proposal, one.proposal))
    return kept


def _joined(one: Proposal, other: Proposal) -> Proposal:
    assert isinstance(one.value, dict)
    assert isinstance(other.value, dict)
    partners = list(dict.fromkeys([*one.value.get("with", []), *other.value.get("with", [])]))
    value = {"party": one.value["party"], **({"with": partners} if partners else {})}
    value |= {key: item for key, item in one.value.items() if key not in ("party", "with")}
    return replace(one, value=value, pins=(*one.pins, *other.pins))


def _numbered(made: Sequence[Promise]) -> list[Promise]:
    """Each with an id of its own within its part; statements in words have none in a document, but a place here."""
    seen: dict[tuple[str, str], int] = {}
    told = []
    for one in made:
        key = (one.proposal.part, one.proposal.id or one.proposal.part.rstrip("s").replace("_", "-"))
        seen[key] = seen.get(key, 0) + 1
        id = key[1] if seen[key] == 1 else f"{key[1]}-{seen[key]}"
        told.append(replace(one, proposal=replace(one.proposal, id=id)))
    return told


def _slug(words: str) -> str:
    return _SLUG.sub("-", words.lower()).strip("-")
