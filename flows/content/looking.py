"""The words that looking up needs, beside those of the content itself: ``looking_up.yaml``."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Annotated, Any, cast

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from flows.content.base import Content, Slug

#: A word or a few, in lower case, as people type them.
Phrase = Annotated[str, StringConstraints(pattern=r"^[^\W_]+([ -][^\W_]+){0,3}\Z", max_length=60)]


def _lower(phrase: str) -> str:
    if phrase != phrase.lower():
        raise ValueError("words are written in lower case")
    return phrase


@cache
def stemmer_class(language: str) -> type[Any]:
    """Snowball's stemmer of a language. Raises ``ValueError`` where it has none.

    The package by itself imports the stemmers of all languages, 3 MB that nobody asks for.
    """
    package = "snowballstemmer"
    if package not in sys.modules and (found := find_spec(package)) is not None:
        sys.modules[package] = module_from_spec(found)
    try:
        module = import_module(f"{package}.{language}_stemmer")
    except ImportError:
        raise ValueError(f"Snowball has no stemmer '{language}'") from None
    name = language.title().replace("_", "")
    return cast(type[Any], getattr(module, f"{name}Stemmer"))


def _known(stemmer: str) -> str:
    stemmer_class(stemmer)
    return stemmer


Said = Annotated[Phrase, AfterValidator(_lower)]
Stemmer = Annotated[str, AfterValidator(_known)]


class Synonym(Content):
    """What chefs say, and the content's own words for it; each line of ``means`` by itself.

    ``finds`` are ids of what answers it, where no words of the content's do.
    """

    say: tuple[Said, ...] = Field(min_length=1)
    means: tuple[Said, ...] = ()
    finds: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Synonym:
        if not self.means and not self.finds:
            raise ValueError("a synonym needs 'means' or 'finds'")
        return self


class LookingUp(Content):
    """How the content of a language is looked up.

    ``stemmer`` is the language's name in Snowball; ``spelled`` are letters and how they are spelled
    where they are missing; ``noun_endings`` make a noun of a verb; ``linking`` are the letters that
    may stand between the parts of a compound; ``parts`` are words that compounds are made of, where
    the content never has them alone or they are very short; ``never_parts`` look like words and are
    only endings; ``passed_over`` are words that say nothing of what is looked for. ``suggested``
    are ids of what is offered to who does not know what to look for.
    """

    stemmer: Stemmer | None = None
    spelled: dict[Annotated[str, Field(max_length=1)], str] = Field(default_factory=dict)
    noun_endings: tuple[Said, ...] = ()
    linking: tuple[Said, ...] = ()
    parts: tuple[Said, ...] = ()
    never_parts: tuple[Said, ...] = ()
    passed_over: tuple[Said, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    suggested: tuple[Slug, ...] = Field(default=(), max_length=8)
