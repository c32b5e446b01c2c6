"""A focus point goes to somebody else and comes back; who leads the journey stays its owner.

The other gets a journey that is that point alone, so that they can see nothing else. Its id is
that of the record (``flows.journey.delegation``) in the journey that it comes from.
"""
