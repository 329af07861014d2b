"""The command line. Nothing heavy is imported before a command needs it: `--help` answers at once."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE, INTERRUPTED, TERMINATED, CallFault, Terminated
from flows.logs import complain

if TYPE_CHECKING:
    from jiceng.storage import Place


class Format(StrEnum):
    """How the rows of a query are written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


class Engine(StrEnum):
    """What reads pages."""

    processes = "processes"
    dask = "dask"


class Scope(StrEnum):
    """Whether a newspaper's home says where 东区 or 市委 is."""

    local = "local"
    national = "national"


class Share(StrEnum):
    """What a public release may carry of a newspaper's text."""

    full = "full"
    excerpt = "excerpt"
    none = "none"


class People(StrEnum):
    """Whether people without a public office are named."""

    keep = "keep"
    pseudonymise = "pseudonymise"


Raw = Annotated[str | None, typer.Option(help="Folder or address of the raw pages (default: raw).", metavar="PLACE")]
Output = Annotated[
    str | None, typer.Option(help="Folder or address of the dataset (default: output).", metavar="PLACE")
]


class _Commands(TyperGroup):
    """The commands; whoever reads their output may stop reading."""

    def invoke(self, ctx: Any) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE


app = typer.Typer(
    name="jiceng",
    cls=_Commands,
    help="Turns OCR text of Chinese newspaper pages into an open dataset of articles, quotes, initiatives and places.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"jiceng {version('jiceng')}")
        raise typer.Exit


@app.callback()
def jiceng(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Take what all commands have in common."""


@app.command()
def build(
    raw: Raw = None,
    output: Output = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that read pages (default: the number of cores)."),
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="What reads pages: processes of this machine, or a Dask cluster.")
    ] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Take the same steps without Prefect.")] = False,
    json_logs: Annotated[
        bool | None, typer.Option("--json-logs", help="Log JSON objects on standard error, one a line.")
    ] = None,
) -> int:
    """Read the pages of raw/ and publish the dataset.

    Only what is new or changed is read. Exit code 1 where something in raw/ had to be left out; each such thing is
    named on standard error, and the rest is published.
    """
    from flows.run_build import run_build
    from flows.settings import load_settings

    try:
        chosen = engine.value if engine else None
        settings = load_settings(raw=raw, output=output, workers=workers, engine=chosen, json_logs=json_logs)
        return run_build(settings, direct)
    except Terminated:
        return TERMINATED


@app.command()
def plan(
    raw: Raw = None,
    output: Output = None,
    all_shards: Annotated[bool, typer.Option("--all", help="Show the fresh ones, too.")] = False,
) -> int:
    """Show which shards a build would read, and why, without reading any.

    A shard is a newspaper's month. It is new, changed (by what), fresh, or gone from raw/.
    """
    from flows.display import show_plan
    from flows.settings import load_settings
    from flows.steps import plan_build

    settings = load_settings(raw=raw, output=output)
    show_plan(plan_build(settings), all_shards)
    return DONE


@app.command()
def rollback(output: Output = None) -> int:
    """Make the build before the current one current again.

    The next build reads raw/ as it is then, and goes on from there.
    """
    from flows.lock import hold_lock
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset
    from jiceng.dataset.publishing import roll_back

    settings = load_settings(output=output)
    try:
        with hold_lock(settings.runs_folder, settings.heartbeat_seconds, settings.lock_stale_seconds, lambda: None):
            build_id = roll_back(settings.output)
    except NoDataset as error:
        raise CallFault(str(error)) from None
    print(f"{build_id} is current again")
    return DONE


@app.command()
def schedule(raw: Raw = None, output: Output = None) -> int:
    """Build on a schedule, with a dashboard, until it is told to stop.

    Starts Prefect's server where none is configured, a worker, and the deployments. Ctrl-C or SIGTERM ends them all.
    """
    from flows.schedule import run_schedule
    from flows.settings import load_settings

    return run_schedule(load_settings(raw=raw, output=output))


@app.command()
def watch(
    direct: Annotated[bool, typer.Option("--direct", help="Build without Prefect.")] = False,
    raw: Raw = None,
    output: Output = None,
) -> int:
    """Build whenever pages arrive in raw/, until it is told to stop.

    A build begins when what has arrived has stopped growing; Ctrl-C or SIGTERM ends the watch and its build.
    """
    from flows.settings import load_settings
    from flows.watch import run_watch

    return run_watch(load_settings(raw=raw, output=output), ["--direct"] if direct else [])


@app.command()
def status(
    runs: Annotated[int, typer.Option(help="How many of the last runs to show.", min=0)] = 5,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    raw: Raw = None,
    output: Output = None,
) -> int:
    """Show what is published, what is stale, who builds, and how the last runs ended."""
    from flows.settings import load_settings
    from flows.status import show_status, status_of

    found = status_of(load_settings(raw=raw, output=output), runs)
    if json:
        print(found.model_dump_json(indent=1))
    else:
        show_status(found)
    return DONE


@app.command()
def check(output: Output = None) -> int:
    """Prove the dataset's promises.

    Each broken promise is printed as a sentence; exit code 1 where there is one.
    """
    from flows.settings import load_settings
    from jiceng.dataset.checks.builds import check_build
    from jiceng.dataset.manifest import NoDataset, build_folder

    folder = load_settings(output=output).output
    try:
        broken = check_build(folder)
    except NoDataset as error:
        raise CallFault(str(error)) from None
    for promise in broken:
        print(promise)
    if broken:
        return DATA_AT_FAULT
    print(f"{build_folder(folder).name} keeps all its promises")
    return DONE


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SELECT; the tables are there by name.", show_default=False)],
    format: Annotated[Format, typer.Option(help="How the rows are written.")] = Format.table,  # noqa: A002
    output: Output = None,
) -> int:
    """Ask the dataset a question in SQL.

    For example: jiceng query "SELECT speaker, text FROM quotes WHERE kind = 'direct'"
    """
    from flows.query_formats import run_query, write_rows
    from jiceng.dataset.query import open_dataset

    with _published_build(output) as folder, open_dataset(folder) as connection:
        write_rows(run_query(connection, sql), format.value)
    return DONE


@app.command()
def release(
    version: Annotated[
        str | None, typer.Option(help="Calendar version (default: today's, 2026.11.22, then 2026.11.22.1).")
    ] = None,
    text: Annotated[
        Share | None,
        typer.Option(help="How much of the newspapers' text it carries (default: the strictest `share` of them)."),
    ] = None,
    private_people: Annotated[
        People, typer.Option(help="Do people who hold no public office in any article get pseudonyms?")
    ] = People.pseudonymise,
    suppressed: Annotated[
        Path | None, typer.Option(help="What was refused and stays out (default: OUTPUT/releases/suppressed.toml).")
    ] = None,
    accept_fall: Annotated[
        list[str] | None, typer.Option(help="A table that may have fallen far below the release before.")
    ] = None,
    as_zip: Annotated[bool, typer.Option("--zip", help="Write it as one archive, too.")] = False,
    output: Output = None,
) -> int:
    """Freeze the dataset into a numbered folder that stands on its own.

    output/releases/VERSION/ has the tables as Parquet, their descriptions and hashes; output/releases/index.json lists
    all releases. Exit code 1 where a check fails or a table fell too far: then nothing is released.
    """
    from flows.run_release import release_order, run_release
    from flows.settings import load_settings

    settings = load_settings(output=output)
    order = release_order(
        settings,
        version=version,
        text=text.value if text else None,
        private_people=private_people.value,
        suppressed=suppressed,
        accept_fall=frozenset(accept_fall or ()),
    )
    return run_release(settings, order, as_zip)


@app.command()
def rehydrate(
    release: Annotated[
        str, typer.Argument(help="Folder, zip archive or http(s) address of a release.", show_default=False)
    ],
    raw_dir: Annotated[
        Path, typer.Argument(help="Your page files, laid out as raw/.", metavar="RAW_DIR", show_default=False)
    ],
    into: Annotated[
        Path | None, typer.Option(help="New folder for the tables (default: VERSION-full, in the working directory).")
    ] = None,
) -> int:
    """Put back the text that a release withholds, from your own page files.

    Every page file, article, quote and description must have the hash that the release names; else the first that has
    not is named, nothing is written, and the exit code is 1. The tables are then those of the full release, byte for
    byte.
    """
    from flows.run_rights import run_rehydrate

    return run_rehydrate(release, raw_dir, into)


@app.command()
def withdraw(
    version: Annotated[str, typer.Argument(help="The release (2026.11.22).", show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; it is published.", show_default=False)],
    output: Output = None,
) -> int:
    """Withdraw a release: remove its files, leave a tombstone, and mark it in index.json.

    Copies that others have made are not reached. What was refused stays out of later releases only where it stands in
    output/releases/suppressed.toml.
    """
    from flows.run_rights import run_withdraw
    from flows.settings import load_settings

    return run_withdraw(load_settings(output=output), version, why)


@app.command()
def verify(
    release: Annotated[
        str, typer.Argument(help="Folder, zip archive or http(s) address of a release.", show_default=False)
    ],
) -> int:
    """Prove that a release is whole and keeps what it promises.

    Hashes, schemas, descriptors, and the promises that its release.json lists. Names the first thing that is wrong;
    exit code 1 where there is one.
    """
    from flows.run_release import run_verify

    return run_verify(release)


@app.command()
def publish(
    target: Annotated[
        str, typer.Argument(help="A folder, or an address such as s3://bucket/folder.", show_default=False)
    ],
    version: Annotated[str | None, typer.Option(help="Release to publish (default: the newest).")] = None,
    output: Output = None,
) -> int:
    """Put a release where others can fetch it.

    Its files first, index.json last, so that nobody sees half a release; cut off, call it again. Nothing is overwritten
    but the index. Credentials come from the usual places of the address's storage (AWS_… for s3).
    """
    from flows.run_release import run_publish
    from flows.settings import load_settings

    return run_publish(load_settings(output=output), target, version)


@app.command()
def diff(
    old: Annotated[
        str, typer.Argument(help="Version, folder, archive or http(s) address of a release.", show_default=False)
    ],
    new: Annotated[str, typer.Argument(help="The same of the newer one.", show_default=False)],
    table: Annotated[str | None, typer.Option(help="Show the rows that changed, of this table.")] = None,
    format: Annotated[  # noqa: A002
        Format | None, typer.Option(help="Show the rows that changed, in this format.")
    ] = None,
    output: Output = None,
) -> int:
    """Say what changed from one release to another, and why.

    In words, or row by row: added, removed, changed (with the columns) or moved (its offsets alone).
    """
    from flows.run_release import run_diff
    from flows.settings import load_settings

    return run_diff(load_settings(output=output), old, new, table, format.value if format else None)


@app.command()
def init(
    newspaper: Annotated[
        str, typer.Argument(help="Name of its folder below raw/ (panzhihua-daily).", show_default=False)
    ],
    title: Annotated[str | None, typer.Option(help="Title as printed (攀枝花日报).")] = None,
    home: Annotated[str | None, typer.Option(help="Place it belongs to (四川省/攀枝花市).")] = None,
    scope: Annotated[
        Scope | None,
        typer.Option(help="Does 市委 mean the one of its home (local, default) or not (national)?"),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes it.")] = None,
    rights: Annotated[str | None, typer.Option(help="Rights in its text, in words.")] = None,
    share: Annotated[
        Share | None, typer.Option(help="What a public release may carry of its text (default: excerpt).")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    raw: Raw = None,
) -> int:
    """Make a newspaper's folder and its newspaper.toml.

    On a terminal, what no option says is asked for.
    """
    from flows.newspaper_form import ask_for_rest, describe_newspaper, newspaper_toml, write_newspaper
    from flows.settings import load_settings

    path = newspaper_toml(load_settings(raw=raw).local_raw, newspaper)
    answers = {
        "title": title,
        "home": home,
        "scope": scope.value if scope else None,
        "publisher": publisher,
        "rights": rights,
        "share": share.value if share else None,
        "url": url,
    }
    if sys.stdin.isatty() and sys.stderr.isatty():
        answers = ask_for_rest(answers)
    write_newspaper(path, describe_newspaper(newspaper, answers))
    print(f"{path} is written; put pages into {path.parent}/YYYY-MM-DD/ or {path.parent}/undated/")
    return DONE


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(help="Key of a row of any table.", show_default=False)],
    output: Output = None,
) -> int:
    """Show a row, the rule that made it, and the raw lines it was read from."""
    from flows.display import show_explanation
    from jiceng.dataset.explain import explain_row

    with _published_build(output) as folder:
        show_explanation(explain_row(folder, row_id))
    return DONE


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(help="Folder with raw/, pages.jsonl and records.jsonl.", metavar="GOLD_DIR", show_default=False),
    ],
    json: Annotated[Path | None, typer.Option(help="Write all figures into this file, too.")] = None,
    misses: Annotated[Path | None, typer.Option(help="Write each miss into this file, a JSON object a line.")] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Measure on two thirds of the pages, judge on the other third.")
    ] = False,
    typeset: Annotated[
        int, typer.Option(help="Measure line breaks on so many fresh settings of each page, too.", min=0, max=99)
    ] = 0,
    write: Annotated[
        bool, typer.Option("--write", help="Rewrite what confidences are made from (jiceng/rules.csv and of breaks).")
    ] = False,
    record: Annotated[
        str | None, typer.Option(help="Put the score under this name among those that releases carry.")
    ] = None,
) -> int:
    """Measure jiceng on pages whose truth is known.

    Prints the score, each rule's precision, and whether confidences mean what they say: each article is judged by what
    was measured on the others. Exit code 1 where a file of GOLD_DIR is wrong.
    """
    from flows.evaluation_tables import show_evaluation
    from jiceng.evaluation.evaluate import evaluate as evaluate_gold
    from jiceng.evaluation.gold import NoGold, read_gold, require_records
    from jiceng.evaluation.misses import Misses
    from jiceng.page import InputFault

    if write and split:
        raise CallFault("--write measures on the whole gold folder; leave out --split")
    noted = Misses()
    try:
        read = read_gold(gold)
        if write:
            require_records(gold, read)
        evaluation = evaluate_gold(read, noted, split=split, typeset=typeset)
    except NoGold as error:
        raise CallFault(str(error)) from None
    except InputFault as error:
        print(f"jiceng: {gold}: {error}", file=sys.stderr)
        return DATA_AT_FAULT
    show_evaluation(evaluation)
    if json is not None:
        _write_json(json, evaluation.as_json())
    if misses is not None:
        noted.write(misses)
    if record is not None:
        from jiceng.dataset.shards import rules_version
        from jiceng.release.documents.quality import record_score

        record_score(record, evaluation.gold, rules_version(), evaluation.parts[0].as_json())
    if write:
        breaks_changed = evaluation.write()
        print("measurements of rules are written; the next build joins them and reads no page again")
        if breaks_changed:
            print("confidences of breaks are written; the next build reads every page again")
    return DONE


def _write_json(path: Path, value: Any) -> None:
    import json

    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@app.command()
def inspect(
    page: Annotated[
        str,
        typer.Argument(
            help="A page_id, a path below raw/, or the path of any page file, also outside raw/.", show_default=False
        ),
    ],
    html: Annotated[
        Path | None, typer.Option(help="Write it into this HTML file instead (-: to standard output).")
    ] = None,
    raw: Raw = None,
) -> int:
    """Show how a page was read.

    Every raw line with its verdict (does the text go on at its end?), the rule that decided and how often it is right,
    beside the articles that came of them. The page is read afresh; no dataset is needed.
    """
    from flows.display import printable
    from flows.inspect_page import read_and_inspect
    from flows.settings import load_settings
    from jiceng.page import InputFault

    try:
        raw_page, inspection = read_and_inspect(load_settings(raw=raw).local_raw, page)
    except InputFault as error:
        print(printable(str(error)), file=sys.stderr)
        return DATA_AT_FAULT
    if html is None:
        from flows.inspect_terminal import show_inspection

        show_inspection(raw_page, inspection)
    else:
        from flows.inspect_html import write_html

        write_html(raw_page, inspection, html)
    return DONE


@contextmanager
def _published_build(output: str | None) -> "Iterator[Place]":
    """Give the folder of the published build; that there is none, or no such row in it, is a fault of the call."""
    from flows.settings import load_settings
    from jiceng.dataset.explain import UnknownRow
    from jiceng.dataset.manifest import NoDataset, build_folder

    try:
        yield build_folder(load_settings(output=output).output)
    except (NoDataset, UnknownRow) as error:
        raise CallFault(str(error)) from None


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code; what is wrong with it is one line on standard error."""
    try:
        code = app(list(arguments), prog_name="jiceng", standalone_mode=False)
    except CallFault as fault:
        return _call_at_fault(str(fault))
    except typer.TyperException as error:
        return _call_at_fault(error.format_message())
    except OSError as error:
        return _call_at_fault(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except typer.Abort:
        code = INTERRUPTED
    if code in (INTERRUPTED, TERMINATED):
        complain("jiceng: interrupted" if code == INTERRUPTED else "jiceng: terminated")
    return code if isinstance(code, int) else DONE


def _call_at_fault(message: str) -> int:
    if message:  # the help that stands for a missing command has been printed
        complain(f"jiceng: {message}")
    return CALL_AT_FAULT


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
