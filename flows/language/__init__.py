"""What people type, read and said: dates, numbers, words. One ``Language`` of each vocabulary."""

from __future__ import annotations

import re

from flows.content.vocabulary import Vocabulary
from flows.language.dates import Dates
from flows.language.words import Words

__all__ = ["Language"]


class Language:
    """One language, ready to read and to say. Never changes, so threads may share it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = Words(vocabulary)
        self.dates = Dates(vocabulary)
        self.phrases = vocabulary.phrases
        self.numbers = vocabulary.numbers
        self.and_ = vocabulary.between[0]
        between, of = "|".join(vocabulary.between), "|".join(vocabulary.of)
        #: What people put between several things.
        self.between = re.compile(
            rf"((?<!\s)\s*[,;\n•+][\s,;•+]*(?:(?:{between})\s+)?"
            rf"|(?<!\s)\s+(?:{between}|[/&])\s+)",
            re.IGNORECASE,
        )
        five = "|".join(word for word, number in vocabulary.numbers.items() if number == 5)
        number = rf"[0-9]|{'|'.join(vocabulary.numbers)}"
        #: A number, perhaps with how many there are: '4', 'fire', '4,0', '4/5', '4 ud af 5'.
        self.rated = re.compile(rf"({number})(?:[.,]0)?(?:(?: ?/ ?| (?:{of}) )(?:5|{five}))?")
        #: A number with what it stands for: '4 · Næsten'.
        self.labelled = re.compile(rf"({number}) ?[-–—·:(][ (]*[^\d\W]\D*")
        ranges, half = "|".join(vocabulary.ranges), "|".join(vocabulary.half)
        #: Two numbers, or one and a half: '3-4', '3 eller 4', '4,5', 'fire en halv'.
        self.ranged = re.compile(
            rf".*?({number})(?:(?: ?(?:[-–—/]|--) ?| (?:{ranges})\.? )({number})(?!/)"
            rf"|(?:[.,][0-9]+| ?½| 1/2| (?:{half})))"
        )
        nr = rf"(?:{'|'.join(vocabulary.numbered)})\.? "
        #: What stands before a choice, and the choice: 'nr. 2: Mere ro', '2) Ro', 'b. Ro'.
        self.numbered = re.compile(rf"(?:{nr})?\(?(?:\d{{1,2}}|[a-z](?=[.):]))[.):]? ?[-–—]? ?(.+)")
        #: 'nr. 2'.
        self.nth = re.compile(rf"{nr}(\d{{1,2}})")

    def number(self, said: str) -> int:
        """What a number in digits or in words stands for."""
        return int(said) if said.isdigit() else self.numbers[said]
