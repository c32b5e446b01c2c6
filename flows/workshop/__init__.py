"""Afklaringsmøder: a group in a channel goes through focus points together. Pure, as all flows."""
