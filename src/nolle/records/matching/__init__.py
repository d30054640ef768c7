"""Charge strings → offenses: by a person's answer, by code, by citation, by words; what fits two stays two."""
