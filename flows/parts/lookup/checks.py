"""Whether what the content says about looking up leads to something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from flows.content.library import Library
from flows.content.reading import Document, Path, Problem
from flows.parts.lookup.lookup import Lookup

FILE = "looking_up.yaml"


def problems(library: Library) -> Iterator[Problem]:
    """Synonyms that mean words which stand nowhere; ids of what there is not."""
    if FILE not in library.documents:
        return
    document, lookup = library.documents[FILE], Lookup(library)
    known = {each.item.id for each in lookup.documents}
    for n, synonym in enumerate(library.looking_up.synonyms):
        for m, means in enumerate(synonym.means):
            if not lookup.knows(means):
                message = f"'{means}' stands nowhere in what one can look up"
                yield document.problem(("synonyms", n, "means", m), message)
        yield from _missing(document, ("synonyms", n, "finds"), synonym.finds, known)
    yield from _missing(document, ("suggested",), library.looking_up.suggested, known)


def _missing(
    document: Document, path: Path, ids: tuple[str, ...], known: set[str]
) -> Iterator[Problem]:
    for n, id in enumerate(ids):
        if id not in known:
            message = f"nothing that one can look up is called '{id}'"
            yield document.problem((*path, n), message)
