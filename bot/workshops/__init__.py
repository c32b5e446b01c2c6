"""Workshops at work: one turn as one transaction, with the workshop locked."""
