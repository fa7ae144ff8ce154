"""Settings and jobs: what is wrong is named with its purpose and an example, and never with its value."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from automation_suite.errors import SettingsError
from automation_suite.jobs import load_jobs, select
from automation_suite.project import PROJECT
from automation_suite.settings import Settings, first_environment, load_settings, missing_for


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSH_MIN_TRANSFER", "five-s3cret"),
        ("POSH_BANK_LAST4", "s3cret12"),
        ("POSH_FIRST_TRANSFER", "s3cret"),
        ("POSH_BASE_URL", "s3cret"),
        ("SMTP_PORT", "s3cret"),
        ("SMTP_SECURITY", "s3cret"),
        ("PACE_SECONDS", "s3cret"),
        ("HEADLESS", "s3cret"),
    ],
)
def test_a_malformed_setting_names_itself_and_not_its_value(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value}, None)
    assert name in str(caught.value)
    assert "for example" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_foreign_names_are_ignored_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DJANGO_SECRET=1\nPOSH_EMAIL=from_file\nPOSH_MIN_TRANSFER=$7.50\n")
    file.chmod(0o600)
    settings = load_settings({"POSH_EMAIL": "from_environment", "UNKNOWN": "x"}, file)
    assert (settings.posh_email, str(settings.posh_min_transfer)) == ("from_environment", "7.50")


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("POSH_PASS=s3cret\n")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_settings({}, file)


def test_missing_settings_are_told_with_their_purpose() -> None:
    told = "\n".join(missing_for("poshmark", load_settings({}, None)))
    assert all(name in told for name in ("POSH_EMAIL", "POSH_PASS", "NOTIFICATION_EMAIL", "EMAIL_APP_PASSWORD"))


@pytest.mark.parametrize(("platform", "keys"), [("ebay", "EBAY_CLIENT_ID"), ("etsy", "ETSY_KEYSTRING")])
def test_each_platform_misses_its_own_keys(platform: str, keys: str) -> None:
    told = "\n".join(missing_for(platform, load_settings({}, None)))
    assert keys in told
    assert "POSH_" not in told


def test_a_further_account_shares_the_keys_of_the_application() -> None:
    second = load_settings({"EBAY_CLIENT_ID": "app", "EBAY_CLIENT_SECRET": "s3cret"}, None, "boutique_")
    assert (second.ebay_client_id, second.secrets()) == ("app", ["s3cret"])


def test_the_key_to_the_tokens_lies_outside_of_the_project() -> None:
    assert not load_settings({}, None).token_key_path.is_relative_to(PROJECT)
    # A rehearsal touches nothing outside of its own folders.
    practising = load_settings({"PRACTICE": "1", "STATE_DIR": "state/practice"}, None)
    assert practising.token_key_path == PROJECT / "state" / "practice" / "token.key"


def test_no_secret_shows_in_the_object() -> None:
    settings = load_settings(
        {"POSH_PASS": "s3cret", "NOTIFY_URLS": "ntfy://s3cret", "DATABASE_URL": "postgres://u:s3cret@h/d"}, None
    )
    assert "s3cret" not in repr(settings)
    assert settings.secrets() == ["s3cret", "ntfy://s3cret", "s3cret"]


def test_the_example_names_every_setting() -> None:
    named = set(re.findall(r"^#?([A-Z_0-9]+)=", (PROJECT / ".env.example").read_text(), re.M))
    assert named == {name.upper() for name in Settings.model_fields} - {"PRACTICE"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('schedule = "61 6 * * *"', 'jobs.toml, line 4: schedule of shop.job: "61 6 * * *" is no cron expression'),
        ('schedule = "5 6 * * *"\ntime_zone = "Mars/Phobos"', "jobs.toml, line 5: time_zone of shop.job"),
        ('schedule = "5 6 * * *"\nretries = "many"', "jobs.toml, line 5: retries of shop.job"),
        ('schedule = "5 6 * * *"\nsuit = "typo"', "line 5: suit of shop.job"),
        ('schedule = "0 5 6 * * *"', 'line 4: schedule of shop.job: "0 5 6 * * *" is no cron expression of five fields'),
        ('schedule = "5 6 * * *"\ndays_off = ["caturday"]', 'line 5: days_off of shop.job: "caturday" is no day; write'),
        ('schedule = "5 6 * * *"\ndays_off = ["02-30"]', 'line 5: days_off of shop.job: "02-30" is no day; write'),
        ('schedule = "5 6 * * *"\ndays_off = "sunday"', "line 5: days_off of shop.job: it is no list"),
        ('schedule = "5 6 * * *"\nholidays = "Atlantis"', 'line 5: holidays of shop.job: the holidays of "Atlantis"'),
        ('schedule = "5 6 * * *"\nquiet_hours = "late"', 'line 5: quiet_hours of shop.job: "late" is no range of hours'),
        ('schedule = "5 6 * * *"\nquiet_hours = "22:00-25:00"', "line 5: quiet_hours of shop.job"),
        ('schedule = "5 6 * * *"\nquiet_hours = "7:00-7:00"', "line 5: quiet_hours of shop.job"),
        ('schedule = "5 6 * * *"\nname = "shop.other"', "line 5: name of shop.job: its name stands in brackets"),
        ('schedule = "5 6 * * *"\nholidays = "US-XX"', 'line 5: holidays of shop.job: the holidays of "US-XX"'),
    ],
)
def test_a_bad_job_is_named_with_line_and_reason(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "jobs.toml"
    file.write_text(f'[shop.job]\ntitle = "x"\nsuite = "suites/poshmark/balance_transfer.robot"\n{line}\n')
    with pytest.raises(SettingsError) as caught:
        load_jobs(file)
    assert words in str(caught.value)


def test_every_bad_entry_is_named(tmp_path: Path) -> None:
    file = tmp_path / "jobs.toml"
    good = 'title = "x"\nsuite = "suites/poshmark/balance_transfer.robot"\n'
    bad = f'[shop.one]\n{good}schedule = "x"\nretries = 9\n[shop.Two]\n{good}schedule = "5 6 * * *"\n'
    file.write_text(bad)
    with pytest.raises(SettingsError) as caught:
        load_jobs(file)
    found = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert found == ["jobs.toml, line 4", "jobs.toml, line 5", "jobs.toml, line 6", "Nothing was started."]


@pytest.mark.parametrize("text", ["retries = 1", "[shop]\nretries = 1"])
def test_a_line_outside_of_a_job_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "jobs.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="A job begins with"):
        load_jobs(file)


@pytest.mark.parametrize("content", [b"[shop.job\n", b"\xff\xfe"])
def test_broken_table_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "jobs.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_jobs(file)


def test_jobs_are_chosen_by_name_and_by_platform() -> None:
    jobs = load_jobs()
    assert [job.name for job in select(jobs, "poshmark")] == ["poshmark.balance_transfer"]
    assert select(jobs, "poshmark.balance_transfer")[0].schedule == "5 6 * * *"
    with pytest.raises(SettingsError, match='no enabled job or platform "amazon"'):
        select(jobs, "amazon")


@pytest.mark.parametrize(
    ("variable", "named"), [("POSH_MIN_TRANSFER", "POSH_MIN"), ("BOUTIQUE_POSH_MIN_TRANSFER", "BOUTIQUE_")]
)
def test_a_bad_value_of_a_further_account_is_named_as_it_was_written(variable: str, named: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings({variable: "cheap"}, None, "boutique_")
    assert str(raised.value).startswith(named)


@pytest.mark.parametrize("prefix", ["", "boutique_"])
def test_a_file_can_stand_for_a_value(tmp_path: Path, prefix: str) -> None:
    secret = tmp_path / "posh_pass"
    secret.write_text(" s3cret with blanks \n")
    settings = load_settings({f"{prefix}posh_pass_file".upper(): str(secret)}, None, prefix)
    assert settings.posh_pass.get_secret_value() == " s3cret with blanks "
    assert settings.secrets() == [" s3cret with blanks "]


def test_a_value_counts_before_a_file_and_an_empty_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "value"
    file.write_text("\n")
    settings = load_settings({"POSH_PASS": "own", "POSH_PASS_FILE": "/not/there", "SMTP_PORT_FILE": str(file)}, None)
    assert (settings.posh_pass.get_secret_value(), settings.smtp_port) == ("own", 465)


def test_the_file_of_the_first_account_is_not_the_second_ones(tmp_path: Path) -> None:
    file = tmp_path / "posh_pass"
    file.write_text("s3cret")
    assert not load_settings({"POSH_PASS_FILE": str(file)}, None, "boutique_").posh_pass.get_secret_value()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\xff")
    for file, reason in ((tmp_path / "missing", "No such file"), (binary, "it is no text")):
        with pytest.raises(SettingsError, match=f"POSH_PASS_FILE names .*{reason}"):
            load_settings({"POSH_PASS_FILE": str(file)}, None)


def test_children_get_no_name_of_a_file_with_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUTIQUE_POSH_PASS_FILE", "/run/secrets/x")
    monkeypatch.setenv("DATABASE_URL_FILE", "/run/secrets/y")
    first_environment.cache_clear()
    try:
        assert first_environment()["DATABASE_URL_FILE"] == "/run/secrets/y"
        assert not [name for name in os.environ if name.endswith("_FILE") and "/run/secrets" in os.environ[name]]
    finally:
        first_environment.cache_clear()


def test_a_setting_that_ends_in_file_is_no_file_of_another(tmp_path: Path) -> None:
    names = Settings.model_fields
    assert not [name for name in names if name.endswith("_file") and name.removesuffix("_file") in names]
    settings = load_settings({"LOG_FILE": "stdout", "METRICS_FILE": "x.prom", "JOBS_FILE": "jobs.toml"}, None)
    assert (settings.log_file, str(settings.metrics_file), str(settings.jobs_file)) == ("stdout", "x.prom", "jobs.toml")
    secret = tmp_path / "where"
    secret.write_text("logs/suite.log\n")
    assert load_settings({"LOG_FILE_FILE": str(secret)}, None).log_file == "logs/suite.log"


def test_children_get_no_way_into_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
        monkeypatch.setenv(name, "planted")
    first_environment.cache_clear()
    try:
        assert first_environment()["AWS_ACCESS_KEY_ID"] == "planted"
        assert "planted" not in os.environ.values()
    finally:
        first_environment.cache_clear()


def test_no_secret_is_forgotten_by_the_redactor() -> None:
    names = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    settings = load_settings({}, None).model_copy(update={name: SecretStr(f"s3cret {name}") for name in names})
    assert len(names) > 5
    assert {f"s3cret {name}" for name in names} <= set(settings.secrets())
