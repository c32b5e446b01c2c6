"""What if: the journey seen again with one other answer, beside what it is; nothing is kept."""
