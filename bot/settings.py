"""What is set from outside: the environment and a ``.env`` file in the working folder."""

from __future__ import annotations

import os
import re
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.errors import PlainError

#: Where each setting is to be had; said when it is missing or wrong.
WHERE = {
    "SLACK_BOT_TOKEN": "it begins with xoxb- and stands under OAuth & Permissions "
    "at api.slack.com/apps; put it in .env",
    "SLACK_APP_TOKEN": "it begins with xapp- and is made under Basic Information, App-Level Tokens "
    "(scope connections:write) at api.slack.com/apps; put it in .env",
    "SLACK_SIGNING_SECRET": "it stands under Basic Information, App Credentials "
    "at api.slack.com/apps; put it in .env",
    "SLACK_CLIENT_ID": "it stands under Basic Information, App Credentials at api.slack.com/apps; "
    "with it, and without SLACK_BOT_TOKEN, the app is for many workspaces",
    "SLACK_CLIENT_SECRET": "it stands under Basic Information, App Credentials "
    "at api.slack.com/apps; put it in .env",
    "SAMSKAB_KEYS": "'samskab keys' makes one; put it in .env, and keep it apart from the database."
    " Several stand with commas between them, the newest first",
    "SAMSKAB_URL": "it is where people and Slack reach this program, "
    "such as https://samskab.example.dk",
    "SAMSKAB_ADMINS": "leave it out, or name people by their member ids, with commas: U0123ABC. "
    "Where the app is for many workspaces, each with theirs: T0123ABC:U0123ABC",
    "SLACK_CONFIG_TOKEN": "it begins with xoxe.xoxp- and is made under Your App Configuration "
    "Tokens at api.slack.com/apps; put it in .env",
    "SLACK_API_URL": "leave it out for Slack itself, or give the address of a server "
    "that speaks Slack's API, such as http://127.0.0.1:3000/api/",
    "DATABASE_URL": "leave it out for a file of the bot's own, or give "
    "sqlite:///path/to/samskab.db or postgresql://user:password@host/name",
    "SOCKET_CONNECTIONS": "leave it out for 2; Slack allows from 1 to 10, of all programs together",
    "HOST": "leave it out for 127.0.0.1, or give the address to listen on",
    "PORT": "it is a whole number from 0 to 65535; 0 takes any free one",
    "HEALTH_PORT": "leave it out, or give the port on which those who run the bot may ask how it"
    " is: a whole number from 0 to 65535; 0 takes any free one",
    "HEALTH_HOST": "leave it out for 127.0.0.1, or give the address that HEALTH_PORT is on",
    "RETENTION_MONTHS": "leave it out to keep everything, or give a whole number of months, from 2:"
    " journeys that nobody touches for so long are deleted, a month after their chef was told",
    "LOG_LEVEL": "it is one of DEBUG, INFO, WARNING and ERROR",
    "LOG_FORMAT": "it is one of lines and json",
}

#: What else begins like a token, for those who copied the wrong one.
TOKENS = {
    "xoxb-": "a bot token",
    "xapp-": "an app-level token",
    "xoxp-": "a user token",
    "xoxe": "a token that expires (turn token rotation off)",
}

#: What Slack's own command line calls the tokens of the app that `slack run` starts.
OF_SLACKS_CLI = {"SLACK_CLI_XOXB": "SLACK_BOT_TOKEN", "SLACK_CLI_XAPP": "SLACK_APP_TOKEN"}

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
KEY_BYTES = 32
DATABASES = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")


ENV_FILE = ".env"


class SettingsError(PlainError):
    """A setting is missing or wrong: which, why, and where to get it. Holds no secret."""


def data_folder() -> Path:
    """The folder for what the program keeps on this machine, after the XDG convention."""
    base = os.environ.get("XDG_DATA_HOME", "")
    home = Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share"
    return home / "samskab"


def sqlite_url(path: Path) -> str:
    """The database address of the SQLite file at ``path``."""
    return f"sqlite:///{path.absolute()}"


def _secret(*, begins: str) -> Any:
    def check(secret: SecretStr) -> SecretStr:
        value = secret.get_secret_value().strip()
        kind = next((kind for start, kind in TOKENS.items() if value.startswith(start)), None)
        if not value.startswith(begins) or (kind and not begins):
            raise ValueError(f"is {kind}" if kind else "is no such token")
        if len(value) < len(begins) + 8 or not value.isascii() or " " in value:
            raise ValueError("is not whole")
        return SecretStr(value)

    return AfterValidator(check)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError as error:
        raise ValueError("is not an address") from error
    return parts


def _api_url(url: str) -> str:
    parts = _split(url.strip())
    if parts.scheme not in ("http", "https"):
        raise ValueError("does not begin with http:// or https://")
    if not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is not the address of an API")
    if parts.username is not None or parts.password is not None:
        raise ValueError("carries a name or a password: only the token says who the bot is")
    return url.strip().rstrip("/") + "/"


def _database_url(url: str) -> str:
    parts = urlsplit(url.strip()) if "," in url else _split(url.strip())  # several hosts
    if parts.scheme not in DATABASES:
        raise ValueError("begins with none of sqlite:///, postgresql:// and postgres://")
    if parts.scheme == "sqlite" and (parts.netloc or parts.path in ("", "/", "/:memory:")):
        raise ValueError("names no file (three slashes before the path, four if it is absolute)")
    if parts.scheme != "sqlite" and parts.path in ("", "/"):
        raise ValueError("names no database")
    return url.strip()


def _level(name: str) -> str:
    if name.strip().upper() not in LEVELS:
        raise ValueError("is no such level")
    return name.strip().upper()


def _keys(secret: SecretStr) -> SecretStr:
    for key in split(secret.get_secret_value()) or [""]:
        try:
            whole = len(urlsafe_b64decode(key)) == KEY_BYTES
        except ValueError:
            whole = False
        if not whole:
            raise ValueError("holds something that is no key")
    return secret


def _admins(names: str) -> str:
    if not all(re.fullmatch(r"([TE][A-Z0-9]+:)?[UW][A-Z0-9]+", each) for each in split(names)):
        raise ValueError("holds something that is no member id")
    return names


def split(setting: str) -> list[str]:
    """What stands in one setting with commas between."""
    return [each.strip() for each in setting.split(",") if each.strip()]


def _own_url(url: str) -> str:
    parts = _split(url.strip())
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("does not begin with https://")
    if not parts.hostname or parts.query or parts.fragment or parts.path.strip("/"):
        raise ValueError("is more than an address")
    return f"{parts.scheme}://{parts.netloc}"


class LogSettings(BaseModel):
    """What everything that runs for long needs."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    log_format: Literal["lines", "json"] = "lines"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, so that the log can leave them out."""
        held = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value.get_secret_value() for value in held if isinstance(value, SecretStr))


class StoreSettings(LogSettings):
    """What every command with a database needs."""

    #: Not in ``repr``, since it may hold a password.
    database_url: Annotated[str, AfterValidator(_database_url), Field(repr=False)] = Field(
        default_factory=lambda: sqlite_url(data_folder() / "samskab.db")
    )


class KeySettings(StoreSettings):
    """What it takes to read the tokens of workspaces."""

    samskab_keys: Annotated[SecretStr, AfterValidator(_keys)]


class DeliverySettings(StoreSettings):
    """What it takes to send to Slack: the token of one workspace, or the keys to those of many."""

    slack_bot_token: Annotated[SecretStr, _secret(begins="xoxb-")] | None = None
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = "https://slack.com/api/"
    slack_client_id: str = ""
    slack_client_secret: Annotated[SecretStr, _secret(begins="")] | None = None
    samskab_keys: Annotated[SecretStr, AfterValidator(_keys)] | None = None
    samskab_admins: Annotated[str, AfterValidator(_admins)] = ""
    #: So long a journey may lie untouched, where its workspace says nothing; None: for ever.
    retention_months: Annotated[int, Field(ge=2, le=600)] | None = None

    @model_validator(mode="after")
    def _is_of_one_or_of_many(self) -> DeliverySettings:
        if self.slack_bot_token is None and not self.slack_client_id:
            raise _missing("SLACK_BOT_TOKEN")
        if self.slack_bot_token is None and self.slack_client_secret is None:
            raise _missing("SLACK_CLIENT_SECRET")
        if self.slack_bot_token is None and self.samskab_keys is None:
            raise _missing("SAMSKAB_KEYS")
        if self.slack_bot_token is None and any(":" not in each for each in self.administrators):
            raise ValueError(f"SAMSKAB_ADMINS names no workspace: {WHERE['SAMSKAB_ADMINS']}")
        return self

    @property
    def administrators(self) -> frozenset[str]:
        """Who may set what holds for a workspace."""
        return frozenset(split(self.samskab_admins))

    @property
    def many(self) -> bool:
        """Whether the app is installed by whoever wants it, and not in one workspace alone."""
        return self.slack_bot_token is None

    health_host: str = "127.0.0.1"
    health_port: Annotated[int, Field(ge=0, le=65535)] | None = None


class JudgingSettings(DeliverySettings):
    """What it takes to let Slack judge what the bot says; the second token is for its manifest."""

    slack_bot_token: Annotated[SecretStr, _secret(begins="xoxb-")]
    slack_config_token: Annotated[SecretStr, _secret(begins="xoxe.xoxp-")] | None = None


class Settings(DeliverySettings):
    """What it takes to hear from Slack too, by Socket Mode or by signed HTTP."""

    slack_app_token: Annotated[SecretStr, _secret(begins="xapp-")] | None = None
    slack_signing_secret: Annotated[SecretStr, _secret(begins="")] | None = None
    socket_connections: Annotated[int, Field(ge=1, le=10)] = 2
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    samskab_url: Annotated[str, AfterValidator(_own_url)] = ""

    @model_validator(mode="after")
    def _can_be_installed(self) -> Settings:
        if not self.many:
            return self
        if self.slack_app_token is not None:
            raise ValueError(
                "SLACK_APP_TOKEN is for one workspace: leave it out, or set SLACK_BOT_TOKEN"
            )
        if not self.samskab_url:
            raise _missing("SAMSKAB_URL")
        return self

    @model_validator(mode="after")
    def _has_a_transport(self) -> Settings:
        if not self.slack_app_token and not self.slack_signing_secret:
            raise ValueError(
                "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both missing: for Socket Mode set "
                f"the first ({WHERE['SLACK_APP_TOKEN']}), for signed HTTP the second "
                f"({WHERE['SLACK_SIGNING_SECRET']})"
            )
        return self

    @property
    def transport(self) -> Literal["socket", "http"]:
        """Socket Mode where there is an app token, signed HTTP otherwise."""
        return "socket" if self.slack_app_token else "http"


def _missing(name: str) -> ValueError:
    return ValueError(f"{name} is missing: {WHERE[name]}")


Wanted = TypeVar("Wanted", bound=LogSettings)


def read_settings(kind: type[Wanted]) -> Wanted:
    """The settings from the environment and, under it, ``.env``. Raises ``SettingsError``."""
    try:
        return _made(kind, given())
    except ValidationError as error:
        raise SettingsError(_lines(error)[0]) from None


def given() -> dict[str, tuple[str, str]]:
    """What is set outside: each value, and where it stands. Raises ``SettingsError``."""
    try:
        file = dotenv_values(ENV_FILE, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(".env is not UTF-8: save it so") from error
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}") from error
    every = [*((*each, ENV_FILE) for each in file.items())]
    every += [(*each, "environment") for each in os.environ.items()]
    found = {name.upper(): (value, source) for name, value, source in every if value}
    return found | {
        ours: found[theirs] for theirs, ours in OF_SLACKS_CLI.items() if theirs in found
    }


def complaints(kind: type[LogSettings]) -> list[str]:
    """What is missing or wrong of the settings: all of it. Raises ``SettingsError``."""
    try:
        _made(kind, given())
    except ValidationError as error:
        return _lines(error)
    return []


def _made(kind: type[Wanted], found: dict[str, tuple[str, str]]) -> Wanted:
    names = {name: name.upper() for name in kind.model_fields if name.upper() in found}
    return kind(**{name: found[upper][0] for name, upper in names.items()})


def _lines(error: ValidationError) -> list[str]:
    found = error.errors(include_url=False, include_input=False)
    return [_line(each["loc"], each["type"], each["msg"]) for each in found]


def _line(where: tuple[int | str, ...], kind: str, message: str) -> str:
    reason = message.removeprefix("Value error, ")
    if not where:
        return reason
    name = str(where[0]).upper()
    if kind == "missing":
        reason = "is missing"
    elif kind != "value_error":
        reason = "is wrong"
    return f"{name} {reason}: {WHERE[name]}"
