"""The world around the conversation: Slack, database, time, files, command line."""

VERSION = "0.2.0"
