"""What an office says today."""

from typing import Any


def standing(library: Any, office: str, as_of: Any, known_on: Any = None) -> Any:
    """To be replaced."""
    return (library, office, as_of, known_on)
