"""nolle records map: look at an unknown file, ask what cannot be seen, write the draft of its mapping, and try it."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nolle.cli.options import Json, RecordsFile, Workspace, emit, progress, records_of, talk, today, workspace_of
from nolle.errors import NolleError

if TYPE_CHECKING:
    from nolle.records.draft import Draft, Question
    from nolle.verbs.mapping import Looked, Tried

_DEFAULT = Path("mapping.yaml")


def records_map(
    records: RecordsFile,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the mapping here (default: stdout).")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take every default, and mark it.")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Draft a mapping for an unknown file, in an interview. What is not sure is asked, and never guessed quietly."""
    from nolle.verbs import mapping as verbs

    if out is not None and out.exists():
        raise NolleError(f"{out} is there already. Name another file, or move it away; nothing was written.")
    with progress(as_json) as step:
        looked = _own_places(verbs.look(records_of(records), workspace_of(workspace), step))
    kept = _Kept((out or _DEFAULT).with_name(f"{(out or _DEFAULT).name}.part"), looked)
    answers = kept.resume() if out is not None or sys.stdin.isatty() else {}
    if not (yes or as_json):
        _interview(looked, kept, answers, out)
    draft = verbs.draft(looked, answers)
    text = verbs.document(looked, draft, _id(out))
    if out is not None:
        _write(out, text)
        kept.done()
    trial, refused = _tried(looked, draft)
    if as_json:
        emit({**verbs.told(looked, draft, trial, refused), "mapping": text})
    else:
        _told(draft, trial, refused, out)
        if out is None:
            print(text, end="")
    if refused:
        raise typer.Exit(1)


def _own_places(looked: Looked) -> Looked:
    """The same look; the places that only the workspace has are known as its own."""
    from dataclasses import replace

    from nolle.verbs.documents import open_library

    shipped = open_library().places
    own = tuple(id for id in looked.context.places if id not in shipped)
    return replace(looked, context=replace(looked.context, own_places=own))


def _tried(looked: Looked, draft: Draft) -> tuple[Tried | None, str]:
    """What the intake makes of the file with the draft, or why it refuses."""
    from nolle.verbs import mapping as verbs

    try:
        with progress(False) as step:
            step("trying the draft on the whole file")
            return verbs.tried(looked, draft, today()), ""
    except NolleError as error:
        return None, str(error)


def _id(out: Path | None) -> str:
    """The mapping's id: its path in a folder `mappings`, else its name."""
    if out is None:
        return "draft"
    parts = out.resolve().with_suffix("").parts
    folders = [at for at, part in enumerate(parts[:-1]) if part == "mappings"]
    return "/".join(parts[folders[-1] + 1 :]) if folders else parts[-1]


def _write(out: Path, text: str) -> None:
    """The document, whole or not at all."""
    from nolle.publish.folder import whole_file

    with whole_file(out) as made:
        made.write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- the interview


class _Kept:
    """The answers so far in a file beside the mapping, so that an interrupted interview goes on where it was."""

    def __init__(self, path: Path, looked: Looked) -> None:
        self.path = path
        self._of = {
            "file": looked.file.name,
            "rows": looked.file.rows,
            "columns": [c.name for c in looked.file.columns],
        }

    def resume(self) -> dict[str, str]:
        """The answers that were kept. Raises NolleError for those of another file."""
        if not self.path.exists():
            return {}
        try:
            found: Any = json.loads(self.path.read_text(encoding="utf-8"))
            answers = {str(id): str(answer) for id, answer in found.pop("answers").items()}
        except (OSError, ValueError, KeyError, AttributeError):
            raise NolleError(f"{self.path} holds no answers of an interview. Move it away and begin again.") from None
        if found != self._of:
            raise NolleError(
                f"{self.path} holds answers about another file. Move it away, or name another file with --out."
            )
        return answers

    def keep(self, answers: dict[str, str]) -> None:
        """Write the answers down; a run that is killed leaves the earlier ones whole."""
        _write(self.path, json.dumps({**self._of, "answers": answers}, ensure_ascii=False))

    def done(self) -> None:
        """The answers are in the mapping now."""
        self.path.unlink(missing_ok=True)


def _interview(looked: Looked, kept: _Kept, answers: dict[str, str], out: Path | None) -> None:
    """Ask until nothing is left, or nobody answers any more; the answers are added to those there are."""
    try:
        _ask(looked, answers, kept if sys.stdin.isatty() else None)
    except KeyboardInterrupt:
        kept.keep(answers)
        named = "FILE" if isinstance(looked.records, str) else shlex.quote(str(looked.records))  # no password is shown
        talk(f"\nstopped: {len(answers)} answers are kept in {kept.path}")
        talk(f"Go on with: nolle records map {named} --out {shlex.quote(str(out or _DEFAULT))}")
        raise typer.Exit(2) from None


def _ask(looked: Looked, answers: dict[str, str], kept: _Kept | None) -> None:
    """One question after the other: to a person at a terminal, whose answers are kept, or to a script."""
    from nolle.cli import terminal_mapping as shown
    from nolle.verbs import mapping as verbs

    person, every = kept is not None, False
    if person:
        shown.begin(looked, len(answers))
    while (question := (draft := verbs.draft(looked, answers)).next) is not None:
        if person:
            shown.question(draft, question, every)
        typed = sys.stdin.readline()
        if not typed:
            return
        said = typed.strip().lower() if person else ""
        every = said == "all" and bool(question.words)
        if said == "back" and answers:
            answers.popitem()
        elif not every and (answer := _settled(question, typed, person)) is not None:
            answers[question.id] = answer
        if kept is not None:
            kept.keep(answers)


def _settled(question: Question, typed: str, person: bool) -> str | None:
    """The answer, or None where a person is asked again. Raises NolleError for a script's answer that does not fit."""
    from nolle.cli import terminal_mapping as shown
    from nolle.records.answers import settle
    from nolle.records.draft import BadAnswer

    try:
        return settle(question, typed)
    except BadAnswer as error:
        if not person:
            raise NolleError(f'to the question "{question.ask}": {error}') from None
        shown.again(str(error))
        return None


def _told(draft: Draft, trial: Tried | None, refused: str, out: Path | None) -> None:
    from nolle.cli import terminal_mapping as shown

    shown.end(draft, trial, refused, str(out) if out else "")
