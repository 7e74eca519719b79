"""Every setting of the portal: where it comes from, its default, and what production refuses."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from portal.core import keys
from portal.core.errors import SettingsError

ROOT = Path(__file__).parent.parent
CHANNELS = ("whatsapp", "sms", "email")
COLOURS = ("ink", "quiet", "paper", "sand", "line", "green", "green-deep", "clay", "sun", "red")


@dataclass(frozen=True)
class Programme:
    """What makes the portal the programme's own: its name, colours, hubs and way out."""

    name: dict[str, str] = field(
        default_factory=lambda: {
            "fr": "Portail Emploi",
            "ar": "بوابة العمل",
            "en": "Work Portal",
            "es": "Portal Empleo",
        }
    )
    colours: dict[str, str] = field(default_factory=dict)
    hubs: tuple[str, ...] = ("Rabat", "Tanger", "Oujda", "Béni Mellal")
    # Where "Leave" leads: a page that says nothing of this one.
    quit_url: str = "https://www.wikipedia.org/"


@dataclass(frozen=True)
class Provider:
    """A setting that names a provider: PORTAL_SMS_URL is "sms-1", PORTAL_SMS_URL_2 "sms-2"."""

    name: str
    channel: str
    url: str = field(repr=False)  # holds its password


@dataclass(frozen=True)
class Settings:
    """The settings in force, in plain values. `day_budget`: centimes; 0 for no limit."""

    env: str
    data_dir: Path
    database_url: str
    redis_url: str
    embedded_redis: bool
    base_url: str
    keys: keys.Keys
    programme: Programme
    proxies: int
    workers: int
    threads: int
    providers: tuple[Provider, ...] = ()
    day_budget: int = 0
    # Days without an answer to an application: remind, remind again, tell the counsellor, close.
    answer_days: tuple[int, int, int, int] = (7, 14, 21, 30)
    confirm_days: int = 30  # after so long an opening is confirmed or switched off

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def secure(self) -> bool:
        """Is the portal reached over https?"""
        return self.base_url.startswith("https://")


def load(environ: dict[str, str] | None = None) -> Settings:
    """Read the settings from the environment. Raises SettingsError with a sentence."""
    given = dict(os.environ if environ is None else environ)
    env = given.get("PORTAL_ENV", "embedded")
    if env not in {"embedded", "production"}:
        raise SettingsError("PORTAL_ENV is “embedded” or “production”.")
    data_dir = Path(given.get("PORTAL_DATA_DIR") or ROOT / "var").resolve()
    settings = Settings(
        env=env,
        data_dir=data_dir,
        database_url=_database_url(given, data_dir),
        redis_url=given.get("PORTAL_REDIS_URL") or f"unix://{data_dir}/redis.sock",
        embedded_redis=not given.get("PORTAL_REDIS_URL"),
        base_url=(given.get("PORTAL_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
        keys=_keys(given, env, data_dir),
        programme=_programme(given.get("PORTAL_PROGRAMME")),
        proxies=_whole(given, "PORTAL_PROXIES", 0),
        workers=_whole(given, "PORTAL_WEB_PROCESSES", 2),
        threads=_whole(given, "PORTAL_WEB_THREADS", 128),
        providers=_providers(given),
        day_budget=_whole(given, "PORTAL_DAY_BUDGET", 0) * 100,
        answer_days=_answer_days(given),
        confirm_days=_whole(given, "PORTAL_CONFIRM_DAYS", 30),
    )
    if settings.production:
        _refuse_in_production(settings, given)
    return settings


def _database_url(given: dict[str, str], data_dir: Path) -> str:
    url = given.get("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir}/portal.db"
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise SettingsError("PORTAL_DATABASE_URL begins with sqlite:/// or postgresql://")
    return url


def _keys(given: dict[str, str], env: str, data_dir: Path) -> keys.Keys:
    path = Path(given.get("PORTAL_KEYS") or data_dir / "keys")
    if env == "production" and not given.get("PORTAL_KEYS"):
        raise SettingsError("PORTAL_KEYS is not set: in production, name the file of keys.")
    if not path.exists():
        if env == "production":
            raise SettingsError(f"PORTAL_KEYS names {path}, which does not exist.")
        try:
            keys.write_new(path)
        except FileExistsError:  # another process of ours was faster
            pass
        except OSError as error:
            raise SettingsError(f"{path} can't be written ({type(error).__name__}).") from error
    return keys.read(path)


def _programme(path: str | None) -> Programme:
    if not path:
        return Programme()
    try:
        text = Path(path).read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"PORTAL_PROGRAMME: {path} can't be read ({error}).") from error
    plain = Programme()
    unknown = set(found.get("colours", {})) - set(COLOURS)
    if unknown:
        raise SettingsError(f"PORTAL_PROGRAMME: no colour is called {', '.join(sorted(unknown))}.")
    return Programme(
        name={**plain.name, **found.get("name", {})},
        colours=found.get("colours", {}),
        hubs=tuple(found.get("hubs", plain.hubs)),
        quit_url=found.get("quit_url", plain.quit_url),
    )


def _providers(given: dict[str, str]) -> tuple[Provider, ...]:
    """One setting, one address, one provider; the second of a channel takes over from the first."""
    found = []
    for channel in CHANNELS:
        for number, ending in ((1, ""), (2, "_2")):
            url = given.get(f"PORTAL_{channel.upper()}_URL{ending}")
            if url:
                found.append(Provider(f"{channel}-{number}", channel, url))
    return tuple(found)


def _whole(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} is a whole number, not “{text}”.")
    return int(text)


def _answer_days(given: dict[str, str]) -> tuple[int, int, int, int]:
    text = given.get("PORTAL_ANSWER_DAYS") or "7,14,21,30"
    parts = [part.strip() for part in text.split(",")]
    days = [int(part) for part in parts if part.isascii() and part.isdigit()]
    if len(parts) != 4 or len(days) != 4 or days != sorted(set(days)) or not days[0]:
        sentence = "PORTAL_ANSWER_DAYS is four growing numbers of days, like 7,14,21,30."
        raise SettingsError(sentence)
    return days[0], days[1], days[2], days[3]


def _refuse_in_production(settings: Settings, given: dict[str, str]) -> None:
    if not settings.secure or not urlsplit(settings.base_url).hostname:
        raise SettingsError("PORTAL_BASE_URL must be an https address in production.")
    if given.get("FLASK_DEBUG", "0") not in {"", "0", "false"}:
        raise SettingsError("FLASK_DEBUG must not be set in production.")
