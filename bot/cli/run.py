"""Run the bot against Slack.

Socket Mode where SLACK_APP_TOKEN is set; signed HTTP on PORT with SLACK_SIGNING_SECRET otherwise.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

HELP = "run the bot against Slack"


def add_arguments(parser: ArgumentParser) -> None:
    """``--without-delivery``."""
    parser.add_argument(
        "--without-delivery",
        action="store_true",
        help="only take in what Slack sends; 'samskab worker' answers",
    )


def run(arguments: Namespace) -> int:
    """Run until told to stop."""
    from bot.cli.database import prepared
    from bot.cli.serving import serve
    from bot.settings import Settings

    settings = prepared(Settings)
    from bot.app import run_bot

    return serve(run_bot(settings, deliver=not arguments.without_delivery))
