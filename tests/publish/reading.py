"""A page read by the standard library's parser: its tags in order, and whether every one is closed."""

from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


class Page(HTMLParser):
    """What a page holds: tags with attributes, texts by tag, and tags that do not match."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        self._open: list[tuple[str, dict[str, Any]]] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is never closed" for tag, _ in self._open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> says {names} twice")
        element = {"tag": tag, "attrs": dict(attrs), "text": "", "inside": [t for t, _ in self._open]}
        self.tags.append(element)
        if tag not in VOID:
            self._open.append((tag, element))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if not self._open or self._open[-1][0] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1][0] if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data):
        for _, element in self._open:
            element["text"] += data

    def all(self, tag, **attrs):
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [t for t in self.tags if t["tag"] == tag and wanted.items() <= t["attrs"].items()]
