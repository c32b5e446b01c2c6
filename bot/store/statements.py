"""SQL statements that are written in SQLAlchemy Core and compiled once, not at every execution.

Core's work per execution (cache keys, execution contexts, result objects) costs more than the
database itself: running compiled SQL on the driver's own cursor nearly doubles the turns a second.
A statement is a constant of the module that uses it:

    JOURNEY = Statement(select(journey.c.title).where(journey.c.id == bindparam("id")))
    JOURNEY.one_or_none(tx, id="j1")
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Delete, Insert, Select, Table, TextualSelect, Update, insert
from sqlalchemy.engine import Dialect

if TYPE_CHECKING:
    from bot.store.transaction import Found, Transaction

CoreStatement = Select[Any] | Insert | Update | Delete | TextualSelect
Processor = Callable[[Any], Any]


class Statement:
    """One statement for every database.

    Values are given by name. What the statement itself holds (`values(attempts=0)`) is a default
    that a call may override. An insert names its `columns`, and is given a value for each.
    `ending` is SQL that both databases know and Core has no common word for.
    """

    def __init__(
        self, core: CoreStatement, *, columns: Sequence[str] | None = None, ending: str = ""
    ) -> None:
        if isinstance(core, Insert) and not core.exported_columns:
            core = core.inline()  # nobody asked for the new id back
        self._core: Final = core
        self._columns: Final = None if columns is None else list(columns)
        self._ending: Final = ending
        self._cuts: Final = isinstance(core, Delete) and "private" in getattr(
            core.table, "info", ()
        )
        self._forms: dict[str, _Form] = {}

    @property
    def columns(self) -> list[Any]:
        """What it selects."""
        return list(self._core.exported_columns)

    def run(self, tx: Transaction, **values: Any) -> int:
        """Execute; give the number of rows that it touched."""
        form = self._form(tx)
        tx.cursor.execute(form.sql, form.bind(values))
        touched = tx.cursor.rowcount
        if self._cuts and touched:
            tx.cut = True
        return touched

    def send(self, tx: Transaction, **values: Any) -> None:
        """Execute; nobody waits for what comes of it.

        On PostgreSQL it goes out with the next statement that somebody does wait for, or with the
        commit; where it fails, that one raises it.
        """
        form = self._form(tx)
        tx.cursor.execute(form.sql, form.bind(values))
        if self._cuts and tx.cursor.rowcount:  # that alone is waited for
            tx.cut = True

    def ask(self, tx: Transaction, **values: Any) -> Asked:
        """Execute; what it finds is read later.

        On PostgreSQL what is asked in a row is answered together: by the first that is read, or
        with the commit. On SQLite it is there at once.
        """
        form = self._form(tx)
        tx.cursor.execute(form.sql, form.bind(values))
        tx.cut |= self._cuts
        return Asked(form, tx.found())

    def many(self, tx: Transaction, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute once for each row of values; nobody waits, as with `send`."""
        form = self._form(tx)
        if bound := [form.bind(values) for values in rows]:
            tx.cursor.executemany(form.sql, bound)
            tx.cut |= self._cuts

    def all(self, tx: Transaction, **values: Any) -> list[Any]:
        """Execute; give every row, as a named tuple of the columns that were selected."""
        return self.ask(tx, **values).all()

    def one_or_none(self, tx: Transaction, **values: Any) -> Any:
        """Execute; give the first row, or None."""
        form = self._form(tx)
        tx.cursor.execute(form.sql, form.bind(values))
        found = tx.cursor.fetchmany(1)
        return form.rows(found)[0] if found else None

    def sql(self, dialect: Dialect) -> str:
        """The SQL text, for people and for EXPLAIN."""
        return self._compiled(dialect).sql

    def _form(self, tx: Transaction) -> _Form:
        return self._forms.get(tx.dialect.name) or self._compiled(tx.dialect)

    def _compiled(self, dialect: Dialect) -> _Form:
        # Two threads may both compile; the second result replaces an equal one.
        form = _Form(self._core, self._columns, dialect, self._ending)
        self._forms[dialect.name] = form  # whole by now: the other may be using it at once
        return form


class Asked:
    """What a statement found, as soon as somebody wants to know; after the commit too."""

    __slots__ = ("_form", "_found")

    def __init__(self, form: _Form, found: Found) -> None:
        self._form = form
        self._found = found

    @property
    def touched(self) -> int:
        """The number of rows that it touched."""
        return self._found.read().touched

    def all(self) -> list[Any]:
        """Every row, as a named tuple of the columns that were selected."""
        return self._form.rows(self._found.read().rows or ())

    def one_or_none(self) -> Any:
        """The first row, or None."""
        found = (self._found.read().rows or ())[:1]
        return self._form.rows(found)[0] if found else None


def insert_once(table: Table, *columns: str) -> Statement:
    """An insert that does nothing where the key is already there: `run` gives 1, or 0."""
    return Statement(insert(table), columns=columns, ending=" ON CONFLICT DO NOTHING")


def insert_or_set(table: Table, *columns: str) -> Statement:
    """An insert that sets the other columns where the key is already there."""
    key = [column.name for column in table.primary_key]
    others = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    ending = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {others}"
    return Statement(insert(table), columns=columns, ending=ending)


class _Form:
    """A statement as one database wants it: SQL, and what turns values there and back."""

    __slots__ = ("_binds", "_defaults", "_make", "_names", "_pick", "_results", "sql")

    def __init__(
        self, core: CoreStatement, columns: list[str] | None, dialect: Dialect, ending: str
    ) -> None:
        compiled = core.compile(dialect=dialect, column_keys=columns)
        self.sql = f"{compiled.string}{ending}"
        order = compiled.positiontup or []  # the dialects are opened with positional parameters
        parameters = {name: compiled.binds[name] for name in order}
        self._names = frozenset(parameters)
        self._defaults = {n: p.value for n, p in parameters.items() if not p.required}
        self._pick: Callable[[Mapping[str, Any]], Iterable[Any]] = (
            itemgetter(*order)
            if len(order) > 1
            else lambda values: [values[name] for name in order]
        )
        binds = (
            parameters[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order
        )
        self._binds = _there(binds)
        selected = list(core.exported_columns)
        row: Any = namedtuple("Row", [str(column.key) for column in selected])  # type: ignore[misc]
        self._make: Callable[[Iterable[Any]], Any] = row._make
        self._results = _there(
            column.type.dialect_impl(dialect).result_processor(dialect, None) for column in selected
        )

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in their order, as the driver takes them."""
        if self._defaults:
            values = {**self._defaults, **values}
        try:
            bound = list(self._pick(values))
        except KeyError:
            raise self._odd(values) from None
        if len(values) != len(self._names):
            raise self._odd(values)
        _process(bound, self._binds)
        return bound

    def _odd(self, values: Mapping[str, Any]) -> TypeError:
        odd = ", ".join(sorted(values.keys() ^ self._names))
        return TypeError(f"missing or unknown values: {odd}, in: {self.sql}")

    def rows(self, found: Iterable[Sequence[Any]]) -> list[Any]:
        """The driver's tuples as named tuples of Python values."""
        make, results = self._make, self._results
        if not results:
            return [make(row) for row in found]
        rows = [list(row) for row in found]
        for row in rows:
            _process(row, results)
        return [make(row) for row in rows]


def _there(processors: Iterable[Processor | None]) -> list[tuple[int, Processor]]:
    """The places of values that the driver takes or gives otherwise, and what turns them."""
    return [(at, process) for at, process in enumerate(processors) if process is not None]


def _process(values: list[Any], processors: list[tuple[int, Processor]]) -> None:
    """Turn what is to be turned; NULL is None everywhere."""
    for at, process in processors:
        if (value := values[at]) is not None:
            values[at] = process(value)
