"""Workers of one run of tests that are forked from a process which has imported everything.

Otherwise each of them imports the program and all tests for itself: a fifth of the whole run. Only
how xdist's processes come about is changed; what is said to them and how they end is not.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest
from execnet import gateway_io
from execnet.gateway_base import ExecModel, Popen2IO
from execnet.xspec import XSpec
from hypothesis import given
from hypothesis import strategies as st

from bot.content_files import load_library
from flows.journey.flow import Flow
from flows.parts.lookup.lookup import lookup

_by_popen = gateway_io.create_io
#: A process, and the ends of the pipes from it and to it.
_born: list[tuple[int, int, int]] = []


def fork_workers(config: pytest.Config, number: int) -> None:
    """Have ``number`` processes ready; where one cannot fork, xdist starts them as it does."""
    if sys.platform != "linux":
        return
    _import_tests(config)
    Flow(load_library()).the(lookup)
    if "tests.e2e.harness" in sys.modules:
        _make_what_bots_need()
    given(st.text())(lambda _: None)()  # it reads all modules for their constants, and all signs
    if threading.active_count() == 1:
        gc.freeze()
        for _ in range(number):
            _fork()
        gateway_io.create_io = _io


def _import_tests(config: pytest.Config) -> None:
    """All that will be run; what cannot be imported is told by the workers."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for argument in config.args:
            path = Path(config.invocation_params.dir, argument.split("::")[0]).resolve()
            for found in sorted(path.rglob("test_*.py")) if path.is_dir() else [path]:
                parts = found.relative_to(config.rootpath).with_suffix("").parts
                try:
                    import_module(".".join(parts))
                except Exception:  # noqa: BLE001
                    sys.modules.pop(".".join(parts), None)


def _make_what_bots_need() -> None:
    """Else each worker makes it with the first bot that runs in it."""
    from tests.e2e.killable import have_ready, have_statements

    have_ready()
    for url in ("sqlite:///x.db", "postgresql://localhost/x"):
        have_statements(url)


def _fork() -> None:
    """One more process that is ready."""
    (its_in, to_it), (from_it, its_out) = os.pipe(), os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        for _, *ends in [*_born, (0, from_it, to_it)]:
            for end in ends:
                os.close(end)
        _be_worker(its_in, its_out)
    os.close(its_in)
    os.close(its_out)
    _born.append((pid, from_it, to_it))


def _be_worker(its_in: int, its_out: int) -> NoReturn:
    """What ``python -c`` of execnet's line is: nothing of this run's own goes on in it."""
    for end, place in ((its_in, 0), (its_out, 1)):
        os.dup2(end, place)
        os.close(end)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.argv = ["-c"]
    sys.modules["__main__"] = ModuleType("__main__")
    logging.root.handlers.clear()
    try:
        exec(eval(sys.stdin.readline()), vars(sys.modules["__main__"]))
    finally:
        os._exit(0)


class _Forked(gateway_io.Popen2IOMaster):
    """What xdist has of a worker."""

    def __init__(self, born: tuple[int, int, int], execmodel: ExecModel) -> None:
        self.pid, from_it, to_it = born
        Popen2IO.__init__(self, os.fdopen(to_it, "wb"), os.fdopen(from_it, "rb"), execmodel)

    def wait(self) -> int | None:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:
            return None

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def _io(spec: XSpec, execmodel: ExecModel) -> gateway_io.Popen2IOMaster:
    """One that is ready; what takes the place of one that died is started as always."""
    return _Forked(_born.pop(0), execmodel) if _born else _by_popen(spec, execmodel)
