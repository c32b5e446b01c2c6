"""Slack on one's own machine: a local double for building and testing apps. It is not Slack."""
