"""Records: the standard columns, mappings of outside files onto them, matching of charge strings."""
