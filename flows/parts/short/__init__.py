"""The short way: a view of what was answered, a decision, one step, and half a page."""
