"""Reminders: which there are, when each may be sent, and what it says. Pure, like all of flows."""
