"""Made-up memos in the style of real ones, how a person coded each by hand, and a workspace with their offices."""

from pathlib import Path

from nolle.library.read import read_file

MEMOS = Path(__file__).with_name("memos")
WRITTEN_FOR = ("day-one", "announcement", "directive")
"""The memos that the signs were tried on while they were written; the other was looked at once, at the end."""

HELD_OUT = ("city",)
_OFFICES = (
    ("us-ny", "larkmoor", "larkmoor-da", "Larkmoor County", "Larkmoor County District Attorney's Office", "District Attorney"),
    ("us-md", "fernhollow", "fernhollow-sao", "Fernhollow County", "Fernhollow County State's Attorney's Office", "State's Attorney"),
    ("us-ca", "juniper", "juniper-da", "County of Juniper", "Juniper County District Attorney's Office", "District Attorney"),
    ("us-wa", "alder-falls", "alder-falls-city-attorney", "Alder Falls", "Alder Falls City Attorney's Office", "City Attorney"),
)  # fmt: skip


def coded(name):
    """The document that a person made of a memo."""
    marked = read_file(MEMOS / f"{name}.yaml", name)
    assert not marked.faults
    return marked.data


def workspace(folder):
    """A workspace of the four made-up places, their offices, and a holder of one of them."""
    for state, place, office, name, whole, title in _OFFICES:
        cite = '[{source: made-up-memos, at: "letterhead"}]'
        holder = f"holders:\n  - {{id: made-up-ny, name: made up, cite: {cite}}}\n" if state == "us-ny" else ""
        _put(folder, f"places/{state}/{place}.yaml",
             f"id: {state}/{place}\nname: {name}\nstate: {state}\nkind: county\ncite: {cite}\n")  # fmt: skip
        _put(folder, f"offices/{state}/{office}.yaml",
             f'id: {state}/{office}\nname: "{whole}"\nplace: {state}/{place}\nhead_title: "{title}"\n{holder}cite: {cite}\n')  # fmt: skip
    _put(folder, "sources/made-up-memos.yaml",
         "sources:\n  - {id: made-up-memos, title: Made-up memos, kind: made_up, retrieved: 2024-02-01}\n")  # fmt: skip
    (folder / "policies").mkdir(exist_ok=True)
    return folder


def _put(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
