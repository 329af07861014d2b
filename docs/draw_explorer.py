"""Takes the pictures of the explorer in README.md: `make pictures` (needs Node.js, chromium and a CJK font).

They show the release of the Panzhihua Daily's page in raw/ with its whole text, which is in the project all the same.
"""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.runs.steps import build_dataset
from flows.settings import Settings
from flows.site_server import serving
from jiceng.release.about import About
from jiceng.release.cut import ReleaseOrder, cut_release
from jiceng.release.redaction.redact import Policy
from jiceng.site.source import release_source
from jiceng.site.write import write_site

PROJECT = Path(__file__).parents[1]
NEWSPAPER = "panzhihua-daily"
DAY = date(2026, 11, 22)


def main() -> None:
    """Write docs/pictures/explorer-*.png."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(PROJECT / "raw" / NEWSPAPER, folder / "raw" / NEWSPAPER)
        build_dataset(Settings(raw=folder / "raw", output=folder / "output", workers=1))
        order = ReleaseOrder(DAY, About("jiceng", ("jiceng",)), policy=Policy(text="full", private_people="keep"))
        with release_source(cut_release(folder / "output", order).folder) as source:
            write_site(source, folder / "site")
        with serving(folder / "site") as server:
            command = ["node", "pictures.js", server.address, str(PROJECT / "docs/pictures")]
            subprocess.run(command, cwd=PROJECT / "site", check=True)


if __name__ == "__main__":
    main()
