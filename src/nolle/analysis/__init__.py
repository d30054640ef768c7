"""Questions about the table of decisions; each stands by itself."""
