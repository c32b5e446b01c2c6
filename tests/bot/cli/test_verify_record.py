"""``samskab verify`` with the database or an export: is it the memo that is kept, and does it follow?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.papers import Form, make
from flows.journey.flow import Flow
from flows.journey.values import Answer
from flows.parts.memo.kinds import build
from flows.parts.memo.model import Memo, MemoKind, MemoState, with_names
from flows.parts.memo.proof import Proof, chain, proof_of, sealed, short, stands_on
from tests.flows.chat import Chat

UNCHANGED, CHANGED, UNKNOWN = 0, 3, 5
