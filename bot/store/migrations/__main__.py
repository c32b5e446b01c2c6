"""For developers: `python -m bot.store.migrations "why"` writes the next migration."""

from __future__ import annotations

import sys
import tempfile

from bot.store.migrations import migrate, write_next

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        migrate(url)
        write_next(url, sys.argv[1])
