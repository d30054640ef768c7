"""Documents: YAML text → frozen types. The one place where documents are opened."""
