"""Every setting that comes from the environment: its name, its shape, what it is for, what it is without.

`manage.py docs` prints this as `chrysalis/docs/settings.md`; `settings.py` reads it. A
setting that is not listed here does not exist.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from environs import Env


REQUIRED = object()
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    name: str
    shape: str  # the name of a reader on environs.Env: str, bool, int, list
    why: str
    default: Any = REQUIRED

    def read(self, env: Env) -> Any:
        reader = getattr(env, self.shape)
        return reader(self.name) if self.default is REQUIRED else reader(self.name, self.default)


SETTINGS = (
    Setting(
        "CHRYSALIS_SECRET_KEY", "str", "Signs sessions and encrypts drafts: 50 random characters or more."
    ),
    Setting(
        "CHRYSALIS_SECRET_KEY_FALLBACKS",
        "list",
        "Earlier secret keys, newest first, for as long as what they signed should open.",
        [],
    ),
    Setting("CHRYSALIS_HOSTS", "list", "The host names the service answers to, separated by commas.", []),
    Setting(
        "CHRYSALIS_DEMO", "bool", "The demonstration: invented people, one-click sign-in, no TLS.", False
    ),
    Setting(
        "CHRYSALIS_SECOND_FACTOR",
        "bool",
        "Whether everyone needs a passkey or one-time code. Cannot be off outside the demonstration.",
        True,
    ),
    Setting(
        "CHRYSALIS_HOME", "str", "The folder for what the service keeps in files.", str(PROJECT / ".data")
    ),
    Setting("CHRYSALIS_SUPPORT_PHONE", "str", "The number that error pages and help give.", "0121 496 0100"),
    Setting(
        "CHRYSALIS_LEAVE_TO",
        "str",
        "Where somebody goes who leaves the public pages quickly: a page that anybody might look at.",
        "https://www.bbc.co.uk/weather",
    ),
    Setting(
        "CHRYSALIS_LOOK_AGAIN",
        "int",
        "After how many seconds a page that somebody waits at looks again by itself.",
        3,
    ),
    Setting(
        "CHRYSALIS_VISIT_HOURS",
        "int",
        "How long what somebody wrote on the public pages is kept after the last page.",
        24,
    ),
    Setting(
        "CHRYSALIS_PUBLIC_POSTS",
        "int",
        "How often something may be sent at the public pages from one address in ten minutes; 0: any number.",
        90,
    ),
    Setting(
        "CHRYSALIS_RETURN_DAYS",
        "int",
        "How long it is kept for somebody who chose to come back to it by a code.",
        14,
    ),
    Setting(
        "CHRYSALIS_LINK_DAYS",
        "int",
        "How long a colleague without an account can refer somebody by the link they were sent.",
        14,
    ),
    Setting(
        "CHRYSALIS_LINK_STATUS_DAYS",
        "int",
        "How long that link then tells whether the referral was accepted.",
        90,
    ),
    Setting(
        "CHRYSALIS_BACKUP_KEYS",
        "list",
        "The public keys that backups are encrypted to (age1…); any one of the private keys opens them.",
        [],
    ),
    Setting(
        "CHRYSALIS_BACKUP_FOLDER",
        "str",
        "Where backups are kept; without it, in CHRYSALIS_HOME.",
        "",
    ),
    Setting("CHRYSALIS_BACKUPS_KEPT", "int", "How many of the newest backups stay.", 14),
    Setting(
        "CHRYSALIS_METRICS_TOKEN",
        "str",
        "What the collector of numbers shows at /metrics: 20 random characters or more; "
        "without one there is no such page.",
        "",
    ),
    Setting("CHRYSALIS_READ_ONLY", "bool", "The switch: people read, and nothing they send is saved.", False),
    Setting(
        "CHRYSALIS_DISKS",
        "list",
        "Folders whose disks are watched; without any, that of CHRYSALIS_HOME.",
        [],
    ),
    Setting(
        "CHRYSALIS_DISK_FULL_PERCENT",
        "int",
        "How full one of those disks may be before nothing is saved any more.",
        95,
    ),
    Setting(
        "CHRYSALIS_RELEASE_MINUTES",
        "int",
        "At which set times it is heard whether a document may leave: every so many minutes, from midnight "
        "UTC. 0 is every hour, and every two minutes in the demonstration.",
        0,
    ),
    Setting(
        "CHRYSALIS_RELEASE_SAMPLE_PERCENT",
        "int",
        "How many of a hundred documents are read by a person before they leave although nothing was found.",
        10,
    ),
    Setting(
        "CHRYSALIS_RELEASE_REPEATS",
        "int",
        "How often the same document may be returned in 30 days before it is not made again.",
        3,
    ),
    Setting(
        "CHRYSALIS_MATCH_POINTS",
        "list",
        "From how many points on a likeness to somebody known is strong, possible, or shown as weak. The "
        "same name and day of birth make 57, the same PNC ID 60.",
        ["50", "35", "22"],
    ),
    Setting(
        "CHRYSALIS_IMPORT_ROWS",
        "int",
        "How many rows a spreadsheet may have that is brought in at once.",
        20_000,
    ),
    Setting(
        "CHRYSALIS_URGENT_RETRY_HOURS",
        "int",
        "After how many hours somebody is tried again who asked for help and said that it cannot wait.",
        2,
    ),
    Setting("CHRYSALIS_IMPORT_MEGABYTES", "int", "How large such a spreadsheet may be.", 10),
    Setting(
        "CHRYSALIS_IMPORT_DAYS",
        "int",
        "For how many days an import can be taken back, and its rows are kept for that.",
        28,
    ),
    Setting(
        "CHRYSALIS_IMPORT_BATCH",
        "int",
        "How many rows of an import are added in one transaction, with what became of each.",
        500,
    ),
    Setting("CHRYSALIS_ATTACHMENT_MEGABYTES", "int", "How large a document may be that somebody sends.", 10),
    Setting(
        "CHRYSALIS_ATTACHMENTS_MOST",
        "int",
        "How many documents may be with a referral or case.",
        20,
    ),
    Setting("CHRYSALIS_ATTACHMENT_MEGAPIXELS", "int", "How many million points a picture may have.", 50),
    Setting(
        "CHRYSALIS_ATTACHMENTS_URL",
        "str",
        "Where documents are kept, sealed: s3://bucket/folder, or s3://bucket/folder?endpoint=https://… for "
        "another store that speaks it (pip install django-storages[s3]). Without it, in CHRYSALIS_HOME.",
        "",
    ),
    Setting(
        "CHRYSALIS_CLAMD",
        "str",
        "The virus scanner that documents are shown to: unix:///run/clamav/clamd.ctl or tcp://host:3310. "
        "While it does not answer, they wait. Without one, they are checked and cleaned all the same.",
        "",
    ),
    Setting(
        "CHRYSALIS_API_TOKEN_MINUTES", "int", "How long a records system may use a token it was given.", 10
    ),
    Setting("CHRYSALIS_API_PER_MINUTE", "int", "How often a records system may ask in a minute.", 120),
    Setting(
        "CHRYSALIS_API_KEY_DAYS",
        "int",
        "For how many days the same request of a records system, under the same key, gets the same answer.",
        7,
    ),
    Setting(
        "CHRYSALIS_WEBHOOK_HOSTS",
        "list",
        "Hosts that a webhook may lead to although they are private, or answer without TLS: for trying out.",
        [],
    ),
    Setting(
        "CHRYSALIS_WEBHOOK_HOURS",
        "int",
        "How long a webhook that is not answered is tried again, before its agency's administrator is told.",
        24,
    ),
    Setting(
        "CHRYSALIS_EMAIL_URL",
        "str",
        "Where mail is handed over: smtp://user:password@host:port, notify://API-KEY@"
        "api.notifications.service.gov.uk/TEMPLATE-ID, or file:///folder for trying out.",
        "",
    ),
    Setting(
        "CHRYSALIS_URL",
        "str",
        "Where people sign in, such as https://host, for links in mail; else the first host name.",
        "",
    ),
    Setting(
        "CHRYSALIS_START_ANSWERS_AT",
        "list",
        "The times of day, in London, at which is decided whether programmes may begin; never in between.",
        ["06:00"],
    ),
    Setting("CHRYSALIS_EMAIL_FROM", "str", "The neutral sender address of mail.", "notices@service.example"),
    Setting(
        "CHRYSALIS_TRUSTED_PROXIES",
        "int",
        "How many proxies of your own stand in front; their X-Forwarded-For is believed, no other.",
        0,
    ),
    Setting(
        "CHRYSALIS_BREACHED_PASSWORDS",
        "str",
        "A file of SHA-1 hashes of leaked passwords, sorted, one a line; none are looked up online.",
        "",
    ),
    Setting("DATABASE_URL", "str", "The database as the role `app`, which may not own or bypass anything."),
    Setting(
        "DATABASE_OWNER_URL",
        "str",
        "The same database as the role that owns its tables. Needed by `migrate` only.",
        "",
    ),
    Setting("REDIS_URL", "str", "The broker: redis://host:port/0, rediss:// or unix:///socket?db=0."),
)

SAMPLES = ("change-me", "changeme", "secret", "sample", "example", "insecure")


class Unsafe(Exception):
    """The service refuses to start like this. The text says what to do."""


def read(env: Env | None = None) -> dict[str, Any]:
    """The settings by name. Raises environs.EnvError for one that is missing or misshapen."""
    env = env or Env()
    return {setting.name: setting.read(env) for setting in SETTINGS}


def refuse_unsafe(values: dict[str, Any]) -> None:
    """Raises Unsafe for settings under which somebody could be hurt."""
    key = values["CHRYSALIS_SECRET_KEY"]
    if len(key) < 50 or len(set(key)) < 10 or any(sample in key.lower() for sample in SAMPLES):
        raise Unsafe("CHRYSALIS_SECRET_KEY is short or a sample: set 50 random characters or more.")
    if 0 < len(values["CHRYSALIS_METRICS_TOKEN"]) < 20:
        raise Unsafe("CHRYSALIS_METRICS_TOKEN is short: set 20 random characters or more, or none.")
    if not 0 <= values["CHRYSALIS_RELEASE_MINUTES"] <= 1440:
        raise Unsafe(
            "CHRYSALIS_RELEASE_MINUTES is not between 0 and 1440: set the minutes between set times."
        )
    if not values["CHRYSALIS_DEMO"] and 0 < values["CHRYSALIS_RELEASE_MINUTES"] < 15:
        raise Unsafe("CHRYSALIS_RELEASE_MINUTES is under 15: an answer that comes soon tells what was found.")
    if not values["CHRYSALIS_DEMO"] and not values["CHRYSALIS_SECOND_FACTOR"]:
        raise Unsafe("CHRYSALIS_SECOND_FACTOR is off outside the demonstration: leave it on.")
    if not values["CHRYSALIS_DEMO"] and not values["CHRYSALIS_HOSTS"]:
        raise Unsafe("CHRYSALIS_HOSTS is empty: name the host the service answers to.")


def storage_of_attachments(url: str, home: Path) -> dict[str, Any]:
    """For STORAGES: a folder of the home, of which backups take a copy; or a bucket."""
    if not url:
        place = {"location": home / "kept" / "attachments"}
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": place | modes}
    if find_spec("storages") is None:
        raise Unsafe("CHRYSALIS_ATTACHMENTS_URL needs a library: pip install 'django-storages[s3]'.")
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc:
        raise Unsafe("CHRYSALIS_ATTACHMENTS_URL is not an address like s3://bucket/folder.")
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": parse_qs(parts.query).get("endpoint", [None])[0],
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def usual_address(hosts: list[str]) -> str:
    return f"https://{hosts[0]}" if hosts else ""


def broker_url(redis_url: str) -> str:
    """The address in the form Celery reads: it calls a socket redis+socket:// where Redis says unix://,
    and a numbered database there ?virtual_host= where Redis says ?db=."""
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
