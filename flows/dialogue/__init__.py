"""One turn: ``take_turn(flow, scene, input, now) -> Outcome``."""

from flows.dialogue.take import draw_home, take_turn
from flows.journey.outcome import Outcome

__all__ = ["Outcome", "draw_home", "take_turn"]
