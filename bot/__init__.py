"""The world around the conversation: Slack, database, time, files, command line."""
