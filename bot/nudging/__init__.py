"""The clockwork of reminders: planning, claiming, deciding again, and handing to delivery."""
