"""One turn: ``take_turn(flow, scene, input, now) -> Outcome``."""

from flows.turn.outcome import Outcome
from flows.turn.take import draw_home, take_turn

__all__ = ["Outcome", "draw_home", "take_turn"]
