"""Frozen types for what documents say, and the evaluator. No file is opened here."""
