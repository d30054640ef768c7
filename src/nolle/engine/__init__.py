"""Engines that run compiled queries over records."""
