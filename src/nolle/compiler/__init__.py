"""What the facts and mappings compile to: named steps of SQL text. Nothing is run here."""
