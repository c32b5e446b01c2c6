"""The opponent: questions that a town council would ask, chosen from the chef's own answers."""
