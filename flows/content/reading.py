"""From YAML text to content, with the line of every mistake."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]

#: The fast one where PyYAML has it: content is read whenever the program starts.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the content: where it stands, and what is wrong."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; ``problems`` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Document:
    """One YAML file as plain values, with the line of every key.

    Sequences are tuples, so that strict models take them as they are.
    """

    file: str
    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at ``path``, or at the nearest place above it that has a line."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Problem(self.file, self.lines.get(known, 1), _dotted(path), message)


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def parse(file: str, text: str) -> Document:
    """Read ``text`` as YAML. Raises ``ContentError`` on bad YAML and on a key given twice."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or str(error)
        raise ContentError([Problem(file, mark.line + 1 if mark else 1, "", message)]) from error
    document = Document(file, None)
    if node is not None:
        document.value = _build(document, node, ())
    _SCALARS.constructed_objects.clear()  # it would keep every node
    return document


def _build(document: Document, node: yaml.Node, path: Path) -> Any:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return tuple(_build(document, item, (*path, n)) for n, item in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node, path)
    return _SCALARS.construct_object(node)


def _mapping(document: Document, node: yaml.MappingNode, path: Path) -> dict[Hashable, Any]:
    built: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in built:
            line = key_node.start_mark.line + 1
            problem = Problem(document.file, line, _dotted((*path, key)), "the key is given twice")
            raise ContentError([problem])
        built[key] = _build(document, value_node, (*path, key))
        document.lines[(*path, key)] = key_node.start_mark.line + 1
    return built


def read(
    document: Document,
    model: type[Model],
    path: Path = (),
    known: Mapping[str, BaseModel] | None = None,
) -> Model:
    """Make ``model`` of the value at ``path``; ``known`` is what it may name by id.

    Raises ``ContentError`` with line and key.
    """
    value = document.value
    for part in path:
        value = value[part]
    try:
        return model.model_validate(value, context=known)
    except ValidationError as error:
        problems = [
            document.problem((*path, *item["loc"]), _plain(item["msg"])) for item in error.errors()
        ]
        raise ContentError(problems) from error


def read_list(
    document: Document, model: type[Model], known: Mapping[str, BaseModel] | None = None
) -> tuple[Model, ...]:
    """Make a tuple of ``model`` of a file that is one list."""
    if not isinstance(document.value, tuple):
        raise ContentError([document.problem((), "the file must be a list")])
    found: list[Model] = []
    problems: list[Problem] = []
    for n in range(len(document.value)):
        try:
            found.append(read(document, model, (n,), known))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(found)


def _plain(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return {
        "Extra inputs are not permitted": "unknown key",
        "Field required": "the key is missing",
    }.get(message, message)


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value of a document, with its path; a mapping before what is in it."""
    left = [(path, value)]
    while left:
        path, value = left.pop()
        yield path, value
        if isinstance(value, dict):
            left += [((*path, key), each) for key, each in reversed(value.items())]
        elif isinstance(value, tuple):
            left += [((*path, n), value[n]) for n in range(len(value) - 1, -1, -1)]
