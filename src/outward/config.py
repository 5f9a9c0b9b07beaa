"""Where Outward keeps its data, and the few settings that are not answers."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from outward.errors import InputError

FOLDER_VARIABLE = "OUTWARD_HOME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of `config.toml` in the data folder.

    `zone`: IANA time zone when the system's is not the user's; `weekly_minutes`: ceiling when she names none;
    `weekly_steps`: how many steps with people are suggested in a week at most; `strong_days` and `weak_days`: days of
    silence after which a contact with a strong or a weak tie is due, 0 for never; `own_hosts`: `host` or `host:port` of
    servers of her own that have private addresses; `seed` makes every choice by chance repeatable; `rerank_model`:
    folder of a sentence transformer that reads the best results again.
    """

    zone: str = ""
    weekly_minutes: int = 120
    weekly_steps: int = 5
    strong_days: int = 30
    weak_days: int = 90
    own_hosts: tuple[str, ...] = field(default=())
    seed: int = 7
    rerank_model: str = ""


def folder() -> Path:
    """The data folder: `OUTWARD_HOME`, else the system's place for a user's data."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("outward", appauthor=False))


def read(path: Path) -> Config:
    """The settings file, or the defaults where there is none."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Config)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); choose another data folder with --home."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{path} cannot be read as settings ({error}); correct it or take it away.") from error


def system_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" where it cannot be told or stands for no place."""
    import zoneinfo

    named = os.environ.get("TZ", "").lstrip(":")
    linked = Path("/etc/localtime")
    if not named and linked.is_symlink():
        named = linked.resolve().as_posix().rpartition("zoneinfo/")[2]
    nowhere = named.startswith("Etc/") or named not in zoneinfo.available_timezones()
    return "UTC" if nowhere else named


def system_proxy() -> str:
    """The address of the proxy that this system's settings name for the web, empty when they name none.

    From HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, else the network settings of macOS or Windows.
    """
    from urllib.request import getproxies  # noqa: TID251 - reads settings, asks nothing

    named = getproxies()
    return named.get("https") or named.get("http") or named.get("all") or ""


def past_proxy(host: str) -> bool:
    """Whether this system's settings say that a host is asked straight, past the proxy (NO_PROXY and the like)."""
    from urllib.request import proxy_bypass  # noqa: TID251 - as above

    return bool(proxy_bypass(host))
