"""Where the published figures stand."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/accuracy.md"
BEGIN, END = "<!-- made by: make accuracy -->", "<!-- end -->"
