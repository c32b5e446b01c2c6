"""One turn as one transaction: inbox, lock, flows, answers, outbox."""
