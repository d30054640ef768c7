"""Results turned into words, pages and files."""
