"""The `nolle` command."""
