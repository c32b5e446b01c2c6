"""A journey: its answers, the way through it, and the desk that a turn is worked out on."""
