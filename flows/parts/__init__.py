"""The parts of the advisor, one folder each."""
