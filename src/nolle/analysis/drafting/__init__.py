"""A policy of one's own, element by element: questions, the place's own sections, and the document they make."""
