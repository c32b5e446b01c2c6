"""The thinking: pure functions and machines over values. No Slack, no database, no clock."""
