"""nolle draft new: the interview at a terminal or from a script, with the consequence of each answer; then the YAML."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nolle.cli.options import Json, MappingId, Where, Workspace, emit, pairs, records_of, talk, today, workspace_of
from nolle.errors import NolleError

if TYPE_CHECKING:
    from nolle.analysis.drafting.asking import Question
    from nolle.verbs.drafting import Begun, Draft

app = typer.Typer(help="Write a policy: start from the model policy, in the law of a place.", no_args_is_help=True)


@app.command("new")
def new(
    place: Annotated[
        str, typer.Argument(help="The place: us-ny/manhattan, or a new one of a state: us-ny/westchester.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The workspace to write into (default: here).")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: the model policy in the place's law.")] = False,
    records: Annotated[str, typer.Option("--records", help="Count real charges in each gap.")] = "",
    mapping: MappingId = "generic",
    where: Where = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Write a policy in an interview: element by element, each answer with what it leaves open."""
    from nolle import verbs
    from nolle.verbs import drafting

    here = workspace_of(workspace) or (out if out is not None and out.is_dir() else None)
    how = verbs.Asked(mapping, today(), True, where=pairs(where))
    begun = drafting.begin_draft(place, today(), records_of(records) if records else None, how, here)
    folder = out or here or Path(f"draft-{place.rpartition('/')[2]}")
    if (folder / begun.file).exists():
        raise NolleError(f"{folder / begun.file} is there already.\n  Move it away, or name another folder with --out.")
    kept = _Kept(folder / begun.file.with_name(f"{begun.file.name}.part"), begun, f"nolle draft new {place}", out)
    answers = kept.resume()
    if not (yes or as_json):
        _interview(begun, kept, answers)
    made = _made(begun, answers)
    if as_json:
        emit(made.json())
        return
    written = drafting.write_draft(made, folder)
    kept.done()
    from nolle.cli import terminal_drafting as shown

    shown.end(made, written, folder)


def _made(begun: Begun, answers: dict[str, str]) -> Draft:
    from nolle.analysis.drafting.document import Contradiction
    from nolle.verbs import drafting

    try:
        return drafting.draft(begun, answers)
    except Contradiction as error:
        raise NolleError(f"{error}\n  Nothing was written. The question is {error.id}.") from None


# ---------------------------------------------------------------- the interview


class _Kept:
    """The answers so far, beside the draft, so that an interrupted interview goes on where it was."""

    def __init__(self, path: Path, begun: Begun, command: str, out: Path | None) -> None:
        self.path, self.begun = path, begun
        self.command = command + (f" --out {shlex.quote(str(out))}" if out else "")

    def resume(self) -> dict[str, str]:
        """The answers that were kept. Raises NolleError for a file that holds none, or those of another place."""
        if not self.path.exists():
            return {}
        try:
            found: Any = json.loads(self.path.read_text(encoding="utf-8"))
            answers = {str(id): str(answer) for id, answer in found["answers"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise NolleError(f"{self.path} holds no answers of an interview. Move it away and begin again.") from None
        if found.get("place") != self.begun.local.place.id:
            raise NolleError(f"{self.path} holds answers about another place. Move it away and begin again.")
        return answers

    def keep(self, answers: dict[str, str]) -> None:
        """Write the answers down, whole or not at all."""
        from nolle.publish.folder import whole_file

        self.path.parent.mkdir(parents=True, exist_ok=True)
        told = {"place": self.begun.local.place.id, "answers": answers}
        with whole_file(self.path) as part:
            part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def done(self) -> None:
        """The answers are in the draft now."""
        self.path.unlink(missing_ok=True)


def _interview(begun: Begun, kept: _Kept, answers: dict[str, str]) -> None:
    """Ask until nothing is left, or nobody answers any more."""
    try:
        _ask(begun, kept, answers)
    except KeyboardInterrupt:
        kept.keep(answers)
        talk(f"\nstopped: {len(answers)} answers are kept in {kept.path}")
        talk(f"Go on with: {kept.command}")
        raise typer.Exit(2) from None


def _ask(begun: Begun, kept: _Kept, answers: dict[str, str]) -> None:
    from nolle.analysis.drafting.interview import Interview
    from nolle.cli import terminal_drafting as shown

    person = sys.stdin.isatty()
    if person:
        shown.begin(begun, len(answers))
    while (question := Interview(begun.local, answers).next) is not None:
        if person:
            shown.question(question, Interview(begun.local, answers))
        typed = sys.stdin.readline()
        if not typed:
            return
        if person and typed.strip().lower() == "back":
            _back(answers)
            continue
        if _answered(begun, question, typed, answers, person) and person:
            kept.keep(answers)


def _back(answers: dict[str, str]) -> None:
    if answers:
        answers.popitem()


def _answered(begun: Begun, question: Question, typed: str, answers: dict[str, str], person: bool) -> bool:
    """Take an answer and show what it leaves open; a person is asked again, a script is stopped."""
    from nolle.analysis.drafting.asking import BadAnswer, settle
    from nolle.analysis.drafting.document import Contradiction
    from nolle.cli import terminal_drafting as shown
    from nolle.verbs import drafting

    try:
        answers[question.id] = settle(question, typed)
        made = drafting.draft(begun, answers)
    except (BadAnswer, Contradiction) as error:
        answers.pop(question.id, None)
        if not person:
            raise NolleError(f'to the question "{question.ask}": {error}') from None
        shown.again(str(error))
        return False
    if person and question.about:
        shown.consequence(made.gaps(question.about))
    return True
