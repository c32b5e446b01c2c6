"""The seven principles: what the answers suggest, how they are asked and shown, and what to do."""
