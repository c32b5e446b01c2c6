"""Cases that take no time, all in one test: a test for each costs more than what it looks at."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

Test = Callable[..., None]


def at_once(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """As ``pytest.mark.parametrize``, in one test: all are tried, and each that fails is named.

    Fixtures are made once, for all of the cases.
    """
    wanted = names.replace(" ", "").split(",")
    rows = [each if len(wanted) > 1 else (each,) for each in cases]

    def decorated(test: Test) -> Test:
        @wraps(test)
        def all_of_them(**fixtures: Any) -> None:
            failed: list[Exception] = []
            for row in rows:
                try:
                    test(**fixtures, **dict(zip(wanted, row, strict=True)))
                except Exception as error:  # noqa: BLE001
                    error.add_note(f"{names}: {', '.join(map(repr, row))}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(rows)} fail", failed)
            assert rows

        shown = inspect.signature(test)
        left = [each for each in shown.parameters.values() if each.name not in wanted]
        all_of_them.__signature__ = shown.replace(parameters=left)  # type: ignore[attr-defined]
        return all_of_them

    return decorated
