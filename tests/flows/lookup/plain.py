"""The simplest search there is, to measure against: which pieces contain the most of the words."""

from __future__ import annotations

from flows.parts.lookup.lookup import Lookup


class PlainSearch:
    """Looks for each word of the query as it stands, anywhere in a piece's own text."""

    def __init__(self, lookup: Lookup) -> None:
        self._texts = {
            each.item.id: " ".join(text for _, text in each.fields).casefold()
            for each in lookup.documents
        }

    def find(self, query: str, most: int = 3) -> list[str]:
        """The ids of the pieces that contain most of the words, in the content's order."""
        words = query.casefold().split()
        counts = {id: sum(word in text for word in words) for id, text in self._texts.items()}
        found = [id for id, count in counts.items() if count]
        return sorted(found, key=lambda id: -counts[id])[:most]
