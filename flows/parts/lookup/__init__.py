"""Looking up: the few pieces of content that fit a chef's own words."""
