"""Afklaringsmøder: a group in a channel goes through focus points together. Pure, as all flows."""

from flows.workshop.flow import WorkshopFlow
from flows.workshop.outcome import WorkshopOutcome
from flows.workshop.take import take_workshop_turn

__all__ = ["WorkshopFlow", "WorkshopOutcome", "take_workshop_turn"]
