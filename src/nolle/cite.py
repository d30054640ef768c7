"""A citation: which source, and where in it."""

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """What every type read from a document shares: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Citation(Document):
    """A source and the phrase, paragraph or page that locates the statement in it."""

    source: str
    at: str = ""


class Capture(Document):
    """A copy of a source as it was found: the file in the workspace, its hash, when it was taken.

    `file` is a path in the workspace; `pages` is left out where they could not be read, which is not none.
    """

    file: str
    sha256: str
    size: int
    media_type: str
    captured: str
    pages: int | None = None
    anchors: str = ""


class Source(Document):
    """A source, described once; `url` is empty for what has no address, and then `kind` says what it is."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    kind: str = "web_page"
    retrieved: str = ""
    note: str = ""
    capture: Capture | None = None
