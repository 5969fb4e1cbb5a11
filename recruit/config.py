"""Settings: one frozen value, read once from the environment.

`Config.from_environment` is the only reader of environment variables. Production refuses to start
on anything that development forgives; the messages say which variable to set and to what.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recruit.clock import DEFAULT_ZONE

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Values people paste from a tutorial; a secret that everybody knows is none.
DEFAULT_SECRETS = frozenset({"", "dev", "development", "secret", "change-me", "changeme", "test"})
SHORTEST_SECRET = 32


class ConfigError(Exception):
    """A setting is missing or wrong; the text says what to set."""


@dataclass(frozen=True)
class SmtpServer:
    """The server that takes our letters; ``is_tls`` means encrypted from the first byte."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine on the way to it."""
        return self.host in LOOPBACK


@dataclass(frozen=True)
class Config:
    """Everything that differs between installations."""

    environment: str
    # Not shown: whoever prints the settings must not print the secrets.
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    agency_name: str = "Recruit"
    timezone: str = DEFAULT_ZONE
    default_language: str = "ru"
    demo: bool = False
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    limiter_storage: str = "memory://"
    session_hours: int = 12
    # argon2 memory in KiB; tests lower it, nothing else should.
    password_memory: int = 65536
    max_upload: int = 20 * 1024 * 1024
    # Files brought in at once through the browser; larger mailboxes go by the command line.
    max_import: int = 300 * 1024 * 1024
    # A worker that has not reported for this long counts as late on /healthz.
    worker_late_after: int = 60
    # Without a server letters wait in the outbox.
    smtp: SmtpServer | None = None
    mail_from: str = ""

    @property
    def production(self) -> bool:
        """Whether real people's data is at stake."""
        return self.environment == "production"

    @property
    def files_dir(self) -> Path:
        """Where uploaded files live; never below `static/`."""
        return self.data_dir / "files"

    @property
    def models_dir(self) -> Path:
        """Where learnt models live; the newest is in service."""
        return self.data_dir / "models"

    @property
    def index_dir(self) -> Path:
        """Where the index files lie that processes share."""
        return self.data_dir / "index"

    @property
    def skills_dir(self) -> Path:
        """Where the agency's own skills live, beside those that ship."""
        return self.data_dir / "skills"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read and check the settings; raise `ConfigError` with what to do."""
        env = os.environ if environ is None else environ
        environment = env.get("RECRUIT_ENV", "development")
        if environment not in ("development", "production", "testing"):
            raise ConfigError("RECRUIT_ENV: use development or production")
        data_dir = _data_dir(Path(env.get("DATA_DIR") or "var").resolve())
        config = cls(
            environment=environment,
            secret_key=_secret_key(env, environment, data_dir),
            database_url=_database_url(env, environment, data_dir),
            data_dir=data_dir,
            host=env.get("HOST") or "127.0.0.1",
            port=_whole(env, "PORT", 8000),
            base_url=env.get("BASE_URL", "").rstrip("/"),
            agency_name=env.get("AGENCY_NAME") or "Recruit",
            timezone=_timezone(env.get("AGENCY_TIMEZONE") or DEFAULT_ZONE),
            demo=env.get("RECRUIT_DEMO", "") in ("1", "true", "yes"),
            trusted_hosts=tuple(env.get("TRUSTED_HOSTS", "").split()),
            trusted_proxies=_whole(env, "TRUSTED_PROXIES", 0),
            limiter_storage=env.get("LIMITER_STORAGE") or "memory://",
            smtp=_smtp_server(env.get("SMTP_URL", "").strip()),
            mail_from=_mail_from(env.get("MAIL_FROM", "").strip()),
        )
        config.check()
        return config

    def check(self) -> None:
        """Refuse settings under which real people's data would not be safe."""
        if not self.production:
            return
        if self.demo and self.host not in LOOPBACK:
            raise ConfigError(
                "RECRUIT_DEMO: the demo signs anyone in with one click; in production it may only "
                f"listen on a loopback address, not on {self.host}. Unset RECRUIT_DEMO or set "
                "HOST=127.0.0.1"
            )
        # Behind a proxy, too: without it cookies would go over plain HTTP, and the links in letters
        # would lead wherever a request claims to have been sent.
        if not self.base_url.startswith("https://") and not self.demo:
            raise ConfigError("BASE_URL: set the public address, such as https://jobs.example.com")
        if self.smtp and not self.mail_from:
            raise ConfigError(
                "MAIL_FROM: set the address that letters come from, such as jobs@example.com"
            )


def _data_dir(path: Path) -> Path:
    """The folder of people's files, there from the start: nobody else on the machine looks in."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ConfigError(f"DATA_DIR: {path} cannot be made ({error.strerror})") from error
    return path


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ConfigError(f"{name}: write a whole number from 0 to 65535, not {text!r}")
    return int(text)


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            f"AGENCY_TIMEZONE: {name!r} is no time zone; write one such as Europe/Moscow"
        ) from error
    return name


def _secret_key(env: Mapping[str, str], environment: str, data_dir: Path) -> str:
    given = env.get("SECRET_KEY", "")
    if environment == "production":
        if given.lower() in DEFAULT_SECRETS or len(given) < SHORTEST_SECRET:
            raise ConfigError(
                f"SECRET_KEY: production needs a secret of its own, at least {SHORTEST_SECRET} "
                "characters. Make one: python -c 'import secrets; print(secrets.token_hex(32))'"
            )
        if _stored_secret(data_dir) == given:
            raise ConfigError("SECRET_KEY: this one was made for development; make another")
        return given
    return given or _stored_secret(data_dir) or _new_secret(data_dir)


def _stored_secret(data_dir: Path) -> str:
    path = data_dir / "secret-key"
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _new_secret(data_dir: Path) -> str:
    # A server and a worker starting together agree on one key: the file appears complete, and only
    # where there is none yet.
    with tempfile.NamedTemporaryFile("w", dir=data_dir, prefix="secret-key-") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, data_dir / "secret-key")
    return _stored_secret(data_dir)


def _database_url(env: Mapping[str, str], environment: str, data_dir: Path) -> str:
    url = env.get("DATABASE_URL", "").strip()
    if not url:
        if environment == "production":
            raise ConfigError(
                "DATABASE_URL: production needs a PostgreSQL address, such as "
                "postgresql://recruit:password@localhost/recruit"
            )
        return f"sqlite:///{data_dir / 'recruit.sqlite'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return url
    raise ConfigError("DATABASE_URL: start it with postgresql:// or sqlite:///")


def _smtp_server(url: str) -> SmtpServer | None:
    if not url:
        return None
    # The text never repeats the address: it holds a password.
    wrong = ConfigError(
        "SMTP_URL: write it such as smtp://user:password@mail.example.com:587 or "
        "smtps://user:password@mail.example.com; in the password write %40 for @, %3A for :, "
        "%2F for / and %25 for %"
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    if (
        parts.scheme not in ("smtp", "smtps")
        or not parts.hostname
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
        or bool(parts.username) != bool(parts.password)
    ):
        raise wrong
    is_tls = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if is_tls else 587),
        is_tls=is_tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _mail_from(address: str) -> str:
    if address and not re.fullmatch(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", address, re.A):
        raise ConfigError("MAIL_FROM: write one address and nothing else, such as jobs@example.com")
    return address
