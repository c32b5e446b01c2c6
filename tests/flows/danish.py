"""The language of the real content, for tests that read what is typed."""

from __future__ import annotations

from bot.content_files import load_library
from flows.content.vocabulary import Word
from flows.language import Language

DANISH = Language(load_library().vocabulary)
#: Every word as the bot writes it.
TYPED = {word: DANISH.words.typed(word) for word in Word}
