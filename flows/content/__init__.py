"""The kinds of content, how they are read from YAML text, and what must hold among them."""
