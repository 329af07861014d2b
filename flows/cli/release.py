"""`jiceng release`, `verify`, `publish` and `diff`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import Output, People, ReleaseAddress, RowFormat, SafeCsv, Share
from flows.faults import DATA_AT_FAULT, DONE, CallFault, as_call_fault

if TYPE_CHECKING:
    from flows.settings import Settings
    from jiceng.release.cut import ReleaseOrder


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
        list[str] | None, typer.Option(help="A table that may have far fewer rows than in the release before.")
    ] = None,
    database: Annotated[bool, typer.Option(help="Does it have jiceng.duckdb, all tables in one file?")] = True,
    as_zip: Annotated[bool, typer.Option("--zip", help="Write it as one archive, too.")] = False,
    output: Output = None,
) -> int:
    """Freeze the dataset into a numbered folder that is complete by itself.

    output/releases/VERSION/ has the tables as Parquet, their descriptions and hashes; output/releases/index.json lists
    all releases. Exit code 1 if a check fails or a table has far fewer rows than before: then nothing is released.
    """
    from flows.release_order import release_order
    from flows.settings import load_settings

    settings = load_settings(output=output)
    order = release_order(
        settings,
        version=version,
        text=text.value if text else None,
        private_people=private_people.value,
        suppressed=suppressed,
        accept_fall=frozenset(accept_fall or ()),
        database=database,
    )
    return _cut(settings.local_output, order, as_zip)


def _cut(output: Path, order: "ReleaseOrder", as_zip: bool) -> int:
    """Cut the release, print what it holds or why there is none, and return the exit code."""
    from flows.console.releases import show_cut, show_not_released
    from flows.console.waiting import waiting
    from jiceng.dataset.manifest import NoDataset
    from jiceng.release.archive import zip_release
    from jiceng.release.cut import NotReleased, cut_release
    from jiceng.release.index import NoRelease
    from jiceng.release.redaction.keyed import WeakSecret

    try:
        with as_call_fault(NoDataset, NoRelease, WeakSecret), waiting("checking the dataset and cutting the release"):
            cut = cut_release(output, order)
    except NotReleased as error:
        show_not_released(error)
        return DATA_AT_FAULT
    show_cut(cut, zip_release(cut.folder, cut.folder.parent) if as_zip else None)
    return DONE


def verify(release: ReleaseAddress) -> int:
    """Prove that a release is whole and keeps what it promises.

    Checks hashes, schemas, descriptors, and the promises that its release.json lists. Names the first thing that is
    wrong; exit code 1 if there is one.
    """
    from flows.console.output import say
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.release.index import NoRelease
    from jiceng.release.verify import Limits, verify_release

    settings = load_settings()
    limits = Limits(bytes=settings.verify_bytes, seconds=settings.verify_seconds, memory=settings.query_memory)
    with as_call_fault(NoRelease), waiting("verifying the release"):
        verified = verify_release(release_address(settings, release), limits)
    if verified.broken:
        say(verified.broken[0])
        return DATA_AT_FAULT
    say(f"release {verified.version} is whole and keeps what it promises: {', '.join(verified.promises)}")
    return DONE


def publish(
    target: Annotated[
        str, typer.Argument(help="A folder, or an address such as s3://bucket/folder.", show_default=False)
    ],
    version: Annotated[str | None, typer.Option(help="Release to publish (default: the newest).")] = None,
    above_share: Annotated[
        list[str] | None,
        typer.Option(help="A newspaper of which more may be shown than its `share` says: you have its leave."),
    ] = None,
    output: Output = None,
) -> int:
    """Put a release where others can fetch it.

    Its files first, index.json last, so that nobody sees half a release; if cut off, call it again. Nothing is
    overwritten except the index. A release that shows more of a newspaper than its `share` says is refused. Credentials
    come from the usual places of the address's storage (AWS_… for s3).
    """
    from flows.console.releases import show_published
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.release.index import NoRelease
    from jiceng.release.publish import NotPublished, publish_release

    with as_call_fault(NoRelease, NotPublished), waiting("verifying and publishing the release"):
        published = publish_release(load_settings(output=output).local_output, target, version, above_share or ())
    show_published(published, target)
    return DONE


def diff(
    old: Annotated[
        str, typer.Argument(help="Version, folder, archive or http(s) address of a release.", show_default=False)
    ],
    new: Annotated[
        str, typer.Argument(help="Version, folder, archive or http(s) address of a newer release.", show_default=False)
    ],
    table: Annotated[str | None, typer.Option(help="Show the changed rows of this table.")] = None,
    format: Annotated[RowFormat | None, typer.Option(help="Show the changed rows in this format.")] = None,  # noqa: A002
    safe_csv: SafeCsv = False,
    output: Output = None,
) -> int:
    """Say what changed from one release to another, and why.

    In words, or row by row: added, removed, changed (with the columns) or moved (only its offsets).
    """
    from flows.console.output import say
    from flows.console.rows import write_rows
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.release.contents import RELEASED
    from jiceng.release.diff import changes_text, compare_releases, side_of
    from jiceng.release.index import NoRelease
    from jiceng.release.verify import local_release

    settings = load_settings(output=output)
    if table is not None and table not in RELEASED:
        raise CallFault(f"--table {table}: is not a table of a release; give one of {', '.join(RELEASED)}")
    with (
        as_call_fault(NoRelease),
        waiting("comparing the releases"),
        local_release(release_address(settings, old)) as before,
        local_release(release_address(settings, new)) as after,
        compare_releases(side_of(before), side_of(after)) as changes,
    ):
        if table is None and format is None and not safe_csv:
            say(*changes_text(changes).rstrip("\n").split("\n"))
        else:
            write_rows(changes.rows(table).to_reader(), (format or RowFormat.table).value, safe_csv)
    return DONE


def release_address(settings: "Settings", release: str) -> str:
    """Return the folder of one of the output's releases if a version is given, else what was given.

    Raises CallFault, which lists the releases there are, for a version or folder of one that is not there.
    """
    import re

    from jiceng.release.folders import release_folder
    from jiceng.release.index import NoRelease, read_index

    name = release.rstrip("/").rpartition("/")[2]
    if "://" in release or not re.fullmatch(r"\d{4}\.\d\d?\.\d\d?(\.\d+)?", name) or Path(release).exists():
        return release
    output = settings.local_output
    if name == release and (folder := release_folder(output, release)).is_dir():
        return str(folder)
    with as_call_fault(NoRelease):
        versions = ", ".join(each.version for each in read_index(output).releases)
    raise CallFault(f"{release}: there is no such release; " + (f"there is {versions}" if versions else "none is cut"))
