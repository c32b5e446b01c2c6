"""What people type, read and said: dates, numbers, words."""
