"""The memo of a journey: what it has come to, in the chat, shared, and as a document."""
