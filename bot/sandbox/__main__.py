"""`python -m bot.sandbox`: the sandbox alone, for any app."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from bot.sandbox.profile import AppProfile
from bot.sandbox.server import serve
from bot.sandbox.settings import SandboxOptions


def _options() -> SandboxOptions:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=3000, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="folder for tokens and the conversation")
    parser.add_argument("--manifest", type=Path, help="the app's manifest (JSON)")
    parser.add_argument("--request-url", default="", help="send signed HTTP here, not Socket Mode")
    parser.add_argument("--no-traffic", action="store_true", help="do not remember traffic")
    given = parser.parse_args()
    profile = AppProfile()
    if given.manifest:
        profile = AppProfile.from_manifest(json.loads(given.manifest.read_text()))
    options = SandboxOptions(port=given.port, data=given.data, profile=profile)
    options.request_url = given.request_url
    options.mode = "http" if given.request_url else "socket"
    options.traffic = 0 if given.no_traffic else options.traffic
    return options


def main() -> int:
    """Runs the sandbox until it is told to stop; returns the exit code."""
    try:
        asyncio.run(serve(_options()))
    except KeyboardInterrupt:
        return 0
    except OSError as problem:
        sys.stderr.write(f"The sandbox cannot start: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
