"""`jiceng explore` and `jiceng site`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import Output, Raw
from flows.cli.release import release_address
from flows.faults import DONE, CallFault, as_call_fault, as_data_fault

if TYPE_CHECKING:
    from flows.settings import Settings
    from jiceng.site.source import SiteSource


def explore(
    release: Annotated[
        str | None,
        typer.Argument(
            help="Version, folder, archive or http(s) address of a release (default: the published dataset).",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on (default: a free one).")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only say where it is.")] = False,
    raw: Raw = None,
    output: Output = None,
) -> int:
    """Look at the dataset in a browser.

    Serves the explorer on this machine alone until it is interrupted: search and filter every table, see who said what,
    compare each row with the characters it was read from, and with the page's scan where raw/ has it, ask in SQL. No
    request leaves the machine.
    """
    from tempfile import TemporaryDirectory
    from threading import Event

    from flows.settings import load_settings
    from flows.signals import stopped_by_signals
    from jiceng.site.write import NoAssets, write_site

    settings = load_settings(raw=raw, output=output)
    with stopped_by_signals(Event()), TemporaryDirectory(prefix="jiceng-explore-") as place:
        folder = Path(place) / "site"
        with as_call_fault(NoAssets), _source(settings, release) as source:
            write_site(source, folder)
        _serve(folder, port, no_browser, source.raw)
    return DONE


def site(
    out: Annotated[Path, typer.Option("--out", help="Folder to write; a site that is there is replaced.")],
    release: Annotated[
        str | None,
        typer.Argument(
            help="Version, folder, archive or http(s) address of a release (default: the newest).", show_default=False
        ),
    ] = None,
    output: Output = None,
) -> int:
    """Write the explorer of a release as static files.

    They work from any web server, also below a path, and ask no other server for anything. Only a release can be
    written: it carries no more of the newspapers' text than its profile says, and hides whom it should hide.
    """
    from flows.console.output import say
    from flows.settings import load_settings
    from jiceng.site.write import NoAssets, NotWritten, write_site

    settings = load_settings(output=output)
    with as_call_fault(NoAssets, NotWritten), _source(settings, release or _newest(settings)) as source:
        write_site(source, out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    say(f"the site of release {source.facts['version']} is in {out}: {size:,} bytes; put it on any web server")
    return DONE


@contextmanager
def _source(settings: "Settings", release: str | None) -> Iterator["SiteSource"]:
    """Give what a site is written from: the published dataset, or a release that is whole.

    Raises CallFault where there is none, DataFault for a release that is not whole.
    """
    from flows.console.waiting import waiting
    from jiceng.dataset.manifest import NoDataset
    from jiceng.release.index import NoRelease
    from jiceng.release.verify import local_release, verify_release
    from jiceng.site.source import build_source, release_source

    if release is None:
        raw = settings.raw if isinstance(settings.raw, Path) else None
        with (
            as_call_fault(NoDataset),
            waiting("reading the dataset"),
            build_source(settings.local_output, raw) as source,
        ):
            yield source
        return
    with (
        as_call_fault(NoRelease),
        waiting("verifying and reading the release"),
        local_release(release_address(settings, release)) as folder,
    ):
        verified = verify_release(str(folder))
        if verified.broken:
            with as_data_fault(NoRelease):
                raise NoRelease(f"{release}: {verified.broken[0]}")
        with release_source(folder) as source:
            yield source


def _newest(settings: "Settings") -> str:
    from jiceng.release.index import NoRelease, read_index

    with as_call_fault(NoRelease):
        latest = read_index(settings.local_output).latest()
    if latest is None:
        raise CallFault(
            f"{settings.local_output}: has no release; `jiceng release` cuts one, `jiceng explore` needs none"
        )
    return latest.version


def _serve(folder: Path, port: int, no_browser: bool, scans: Path | None) -> None:
    """Serve a folder, and the images of another, until interrupted."""
    import webbrowser

    from flows.console.output import say
    from flows.site_server import SiteServer

    with SiteServer(folder, port, scans) as server:
        say(f"the explorer is at {server.address} (Ctrl-C ends it)")
        if not no_browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("the explorer has ended")
