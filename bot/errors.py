"""The kind of error that a person at a terminal is meant to read."""


class PlainError(Exception):
    """The program cannot go on; the text is one line that says why and what to do about it."""
