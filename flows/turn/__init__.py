"""One turn: ``take_turn(flow, scene, input, now) -> Outcome``."""

from flows.turn.outcome import Outcome
from flows.turn.take import take_turn

__all__ = ["Outcome", "take_turn"]
