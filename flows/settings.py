"""All settings. Flags win over the environment (JICENG_…), the environment over jiceng.toml."""

import os
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import AfterValidator, Field, PlainValidator, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from upath import UPath

from flows.faults import CallFault, as_call_fault
from jiceng.dataset.manifest import BUILD_MEMORY, DATABASE_BYTES
from jiceng.page.find import PAGE_BYTES, PAGE_CHARACTERS
from jiceng.storage import CREDENTIALS_REFUSED, Location, absolute, has_credentials, location_of, require_kind

SETTINGS_FILE = "jiceng.toml"
"""Read from the working directory, if it exists."""

RUNS = "runs"
"""Folder of the records of runs, beside the lock."""

MOST_WORKERS = 16
"""Processes that are started by default at most; more can be asked for."""


MEMORY = r"^[0-9]+(\.[0-9]+)? ?[KMGT]i?B$"
"""An amount of memory as DuckDB writes it."""


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _place(value: object) -> Location:
    if isinstance(value, (str, Path, UPath)):
        return location_of(value)
    raise ValueError("should be a folder or an address")


def _without_credentials(value: str | None) -> str | None:
    if value is not None and has_credentials(value):
        raise ValueError(CREDENTIALS_REFUSED)
    return value


WebAddress = Annotated[str | None, AfterValidator(_without_credentials)]
"""An address that may be written down."""

Address = Annotated[Location, PlainValidator(_place)]
"""A folder of this machine, or an address that fsspec knows."""


class Settings(BaseSettings):
    """The settings of all commands."""

    model_config = SettingsConfigDict(
        env_prefix="JICENG_", toml_file=SETTINGS_FILE, extra="forbid", frozen=True, validate_default=True
    )

    raw: Address = Field(Path("raw"), description="folder or address of the raw pages (s3://bucket/raw)")
    output: Address = Field(Path("output"), description="folder or address of the dataset (s3://bucket/output)")
    engine: Literal["processes", "dask"] = Field(
        "processes", description="what reads pages: processes of this machine, or the workers of a Dask cluster"
    )
    dask_scheduler: WebAddress = Field(
        None, description="address of a Dask scheduler (tcp://host:8786); without it a cluster is started for the run"
    )
    pages_per_dask_task: int = Field(
        500, ge=1, description="pages_per_task with Dask, where each worker has a task of its own"
    )
    workers: int = Field(
        default_factory=lambda: min(available_cores(), MOST_WORKERS),
        ge=1,
        description=f"processes that read pages (default: the number of cores, at most {MOST_WORKERS})",
    )
    pages_per_task: int = Field(
        5000, ge=1, description="whole shards are put into one task until it has this many pages"
    )
    pages_for_pool: int = Field(
        64, ge=1, description="a task with fewer pages reads them itself: starting processes would take longer"
    )
    page_bytes: int = Field(
        PAGE_BYTES, ge=1, le=64_000_000, description="largest page of plain text that is read; larger ones are named"
    )
    page_characters: int = Field(
        PAGE_CHARACTERS,
        ge=1,
        description="characters of a page's articles in which people, quotes and the like are looked for: a newspaper "
        "page has some ten thousand; what is longer is published as read, with the issue `extraction_cut`",
    )
    database_bytes: int = Field(
        DATABASE_BYTES,
        ge=0,
        description="a build has jiceng.duckdb if its Parquet files are not larger: the file is written whole whenever "
        "a page changes; 0: never",
    )
    build_memory: str = Field(
        BUILD_MEMORY,
        pattern=MEMORY,
        description="memory that the queries of a build may use, which merge and prove rows; more goes to temporary "
        "files, or the build ends",
    )
    query_seconds: float = Field(600.0, gt=0, description="seconds that `jiceng query` may take to find its rows")
    query_memory: str = Field(
        "4GB",
        pattern=MEMORY,
        description="memory that `jiceng query` may use; more goes to temporary files, or the query is refused",
    )
    verify_seconds: float = Field(
        3_600.0, gt=0, description="seconds to fetch a release, and as many to prove it, in `jiceng verify`"
    )
    verify_bytes: int = Field(
        64 * 2**30, ge=1, description="bytes that a release may have which `jiceng verify` unpacks, fetches or reads"
    )
    retries: int = Field(2, ge=0, description="times a task is tried again after a fault of the machine")
    retry_delay_seconds: float = Field(
        2.0, ge=0, description="seconds before the first retry; each further wait is twice as long"
    )
    prefect_home: Path | None = Field(
        None, description="where Prefect keeps its database (default: .prefect beside output; PREFECT_HOME wins)"
    )
    dataset_title: str = Field(
        "jiceng: grassroots governance in Chinese newspapers",
        min_length=1,
        description="title of the dataset's releases",
    )
    dataset_creators: tuple[str, ...] = Field(
        ("The jiceng maintainers",), min_length=1, description="who is cited for the dataset's releases"
    )
    pseudonym_secret: SecretStr | None = Field(
        None,
        description="key of the pseudonyms of private people, 16 bytes or more; set it in the environment only "
        "(default: made from output/releases/.secret and the dataset)",
    )
    dataset_url: WebAddress = Field(None, description="web address of the dataset's releases")
    server_start_seconds: float = Field(120.0, gt=0, description="how long to wait for Prefect's server to answer")
    heartbeat_seconds: float = Field(5.0, gt=0, description="seconds after which a build renews its lock")
    lock_stale_seconds: float = Field(
        120.0,
        gt=0,
        description="seconds after which the lock of a build on another host, if not renewed, is taken over",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="lowest level that a build logs on standard error"
    )
    json_logs: bool = Field(False, description="log JSON objects, one per line, instead of text")
    schedule_timezone: str = Field("Asia/Shanghai", description="time zone of schedules and of a run's day")
    build_schedule: str = Field(
        "0 8 * * *",
        description="when `jiceng schedule` builds: a cron line, a number of seconds between runs, or never",
    )
    release_schedule: str = Field(
        "0 10 * * 1", description="when `jiceng schedule` cuts a release, written like build_schedule"
    )
    watch_settle_seconds: float = Field(
        5.0, gt=0, description="`jiceng watch` builds when nothing in raw/ has grown or changed for so many seconds"
    )
    dashboard_host: str = Field(
        "127.0.0.1", description="address on which `jiceng schedule` has Prefect's server listen"
    )
    dashboard_port: int = Field(4200, ge=1, le=65535, description="its port, and the dashboard's")
    prove: bool = Field(
        False, description="a build proves every file of the dataset by its hash, not only those that it opens"
    )
    runs_kept: int = Field(1000, ge=1, description="records of runs that are kept in output/runs/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take flags, then the environment, then jiceng.toml."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def home_of_prefect(self) -> Path:
        """Where Prefect keeps its things unless PREFECT_HOME says otherwise; absolute."""
        beside = self.output.parent if isinstance(self.output, Path) else Path()
        return (self.prefect_home or beside / ".prefect").absolute()

    @property
    def local_raw(self) -> Path:
        """The folder of the raw pages; raises CallFault if it is an address."""
        return _on_this_machine(self.raw, "is not on this machine, as this command needs it; give a folder with --raw")

    @property
    def local_output(self) -> Path:
        """The folder of the dataset; raises CallFault if it is an address."""
        advice = "releases are cut on this machine; give a folder, and `jiceng publish` puts them there"
        return _on_this_machine(self.output, advice)

    @property
    def runs_folder(self) -> Path:
        """Where the lock and the records of runs are: the output, or, of an address, a folder beside Prefect's home."""
        if isinstance(self.output, Path):
            return self.output
        return self.home_of_prefect.parent / ".jiceng" / quote(str(self.output), safe="")

    def for_workers(self) -> "Settings":
        """Return the settings for Dask workers: absolute places, one process each."""
        places = {"raw": absolute(self.raw), "output": absolute(self.output), "prefect_home": self.home_of_prefect}
        return self.model_copy(update={**places, "workers": 1})


def _on_this_machine(place: Location, advice: str) -> Path:
    if not isinstance(place, Path):
        raise CallFault(f"{place}: {advice}")
    return place


def load_settings(**flags: Any) -> Settings:
    """Return the settings; flags that are None were not given.

    Raises CallFault if a flag, a variable or jiceng.toml has a wrong value or an unknown name.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except TOMLDecodeError as error:
        raise CallFault(f"{SETTINGS_FILE}: is not valid TOML: {error}") from None
    except UnicodeDecodeError as error:
        raise CallFault(f"{SETTINGS_FILE}, byte {error.start}: is not UTF-8") from None
    except ValidationError as error:
        reasons = [_sentence(reason, given) for reason in error.errors()]
        raise CallFault("; ".join(reasons)) from None


def require_places(settings: Settings) -> None:
    """Make output/ if it is missing; raises CallFault if raw/ is not a folder or output/ cannot be written."""
    raw = settings.raw
    if not reachable(raw.is_dir, raw):
        raise CallFault(f"{raw}: is not a folder; give the folder of the raw pages with --raw")
    if not isinstance(settings.output, Path):
        reachable(settings.output.exists, settings.output)
    folder = settings.runs_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CallFault(f"{folder}: cannot be made ({error.strerror}); give another folder with --output") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CallFault(f"{folder}: cannot be written; give another folder with --output")
    with as_call_fault(FileExistsError):
        require_kind(folder / RUNS, "a folder")
        if isinstance(settings.output, Path):
            from jiceng.dataset.publishing import require_free_names  # loads all of jiceng

            require_free_names(settings.output)


def reachable(ask: Callable[[], bool], place: Location) -> bool:
    """Return the answer of a storage; raises CallFault if it cannot be reached or refuses."""
    try:
        return ask()
    except Exception as error:  # libraries of object storage have errors of their own
        if isinstance(place, Path) and not isinstance(error, OSError):
            raise
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise CallFault(f"{place}: cannot be reached ({reason}); correct the address or its credentials") from None


def _sentence(reason: ErrorDetails, given: dict[str, Any]) -> str:
    """Return what is wrong with a setting, and where it was given."""
    name = str(reason["loc"][0]) if reason["loc"] else ""
    variable = f"JICENG_{name.upper()}"
    source = f"--{name.replace('_', '-')}" if name in given else variable if variable in os.environ else SETTINGS_FILE
    if reason["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1)
        meant = f"did you mean `{near[0]}`?" if near else "docs/operate.md lists all"
        return f"setting `{name}` ({source}): there is no such setting; {meant}"
    return f"setting `{name}` ({source}): {reason['msg']}"
