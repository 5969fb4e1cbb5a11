"""Settings: what development forgives and production refuses."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from recruit.config import Config, ConfigError, SmtpServer

SECRET = "0123456789abcdef0123456789abcdef"
PRODUCTION = {
    "RECRUIT_ENV": "production",
    "SECRET_KEY": SECRET,
    "DATABASE_URL": "postgres://recruit@localhost/recruit",
    "BASE_URL": "https://jobs.example.com",
    "HOST": "0.0.0.0",
}


def read(tmp_path: Path, **env: str) -> Config:
    return Config.from_environment({"DATA_DIR": str(tmp_path / "data"), **env})


def test_development_needs_nothing_and_keeps_its_secret(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    folder = tmp_path / "data"
    assert [path.name for path in folder.iterdir()] == ["secret-key"]
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "secret-key").stat().st_mode & 0o077 == 0
    assert first.database_url == f"sqlite:///{tmp_path / 'data' / 'recruit.sqlite'}"
    assert (first.host, first.port) == ("127.0.0.1", 8000)


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    together = Barrier(8)

    def start(_number: int) -> str:
        together.wait()
        return read(tmp_path).secret_key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(start, range(8)))
    assert [len(key) for key in keys] == [64]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, no folder")
    with pytest.raises(ConfigError, match="DATA_DIR"):
        read(tmp_path)


def test_host_port_and_database_are_honoured(tmp_path: Path) -> None:
    config = read(tmp_path, HOST="0.0.0.0", PORT="9000", DATABASE_URL="postgresql://u@h/d")
    assert (config.host, config.port) == ("0.0.0.0", 9000)
    assert config.database_url == "postgresql+psycopg://u@h/d"


def test_production_with_all_its_settings_starts(tmp_path: Path) -> None:
    config = read(tmp_path, **PRODUCTION)
    assert config.production
    assert config.database_url == "postgresql+psycopg://recruit@localhost/recruit"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"RECRUIT_DEMO": "1"}, "RECRUIT_DEMO"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "", "HOST": "127.0.0.1"}, "BASE_URL"),
        ({"BASE_URL": "http://jobs.example.com", "HOST": "127.0.0.1"}, "BASE_URL"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"AGENCY_TIMEZONE": "Moscow"}, "AGENCY_TIMEZONE"),
        ({"RECRUIT_ENV": "staging"}, "RECRUIT_ENV"),
    ],
)
def test_production_refuses_and_names_the_setting(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigError, match=named):
        read(tmp_path, **PRODUCTION | changes)


def test_production_refuses_the_secret_that_development_made(tmp_path: Path) -> None:
    development = read(tmp_path)
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        read(tmp_path, **PRODUCTION | {"SECRET_KEY": development.secret_key})


def test_a_production_demo_may_listen_on_loopback(tmp_path: Path) -> None:
    demo = PRODUCTION | {"RECRUIT_DEMO": "1", "HOST": "127.0.0.1", "BASE_URL": ""}
    assert read(tmp_path, **demo).demo


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        read(tmp_path).port = 1  # type: ignore[misc]


def test_printed_settings_hold_no_secrets(tmp_path: Path) -> None:
    config = read(tmp_path, **PRODUCTION)
    assert config.secret_key not in repr(config)
    assert config.database_url not in repr(config)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", SmtpServer("mail.example.com", 587, is_tls=False)),
        ("smtps://mail.example.com", SmtpServer("mail.example.com", 465, is_tls=True)),
        ("smtp://127.0.0.1:25", SmtpServer("127.0.0.1", 25, is_tls=False)),
        (
            "smtp://jobs%40example.com:p%3Aa%2Fs%40s@mail.example.com:2525/",
            SmtpServer("mail.example.com", 2525, False, "jobs@example.com", "p:a/s@s"),
        ),
    ],
)
def test_a_mail_server_is_read_from_its_address(
    tmp_path: Path, url: str, server: SmtpServer
) -> None:
    config = read(tmp_path, SMTP_URL=url, MAIL_FROM="jobs@example.com")
    assert (config.smtp, config.mail_from) == (server, "jobs@example.com")
    assert server.is_local == (server.host == "127.0.0.1")
    assert not server.password or server.password not in repr(config)
    assert read(tmp_path).smtp is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SMTP_URL": "mail.example.com"}, "SMTP_URL"),
        ({"SMTP_URL": "https://mail.example.com"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.com:mail"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.com:99999"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://user@mail.example.com"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://user:se/cret@mail.example.com"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.com?tls=no"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://[mail"}, "SMTP_URL"),
        ({"MAIL_FROM": "agency"}, "MAIL_FROM"),
        ({"MAIL_FROM": "Agency <jobs@example.com>"}, "MAIL_FROM"),
        ({"MAIL_FROM": "jobs@example.com\nBcc: eve@example.com"}, "MAIL_FROM"),
    ],
)
def test_a_wrong_mail_setting_is_named_and_no_password_told(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigError, match=named) as raised:
        read(tmp_path, **changes)
    assert "cret" not in str(raised.value)


def test_production_that_sends_mail_needs_a_sender(tmp_path: Path) -> None:
    server = {"SMTP_URL": "smtp://127.0.0.1:25"}
    with pytest.raises(ConfigError, match="MAIL_FROM"):
        read(tmp_path, **PRODUCTION | server)
    assert read(tmp_path, **PRODUCTION | server | {"MAIL_FROM": "jobs@example.com"}).smtp
