"""The journey's map: how far each part is, in signs, in words and as a picture."""
