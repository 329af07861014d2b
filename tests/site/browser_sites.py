"""Sites for the tests in a browser, served until the process ends: `python -m tests.site.browser_sites PORT`.

`/seed/` is the dataset of the Panzhihua Daily's page in raw/, `/below/a/path/` its release with excerpts, `/private/` a
release of pages that name private people, `/hostile/` a dataset whose newspaper writes markup wherever it can.
"""

import shutil
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.site_server import SiteServer
from jiceng.release.redaction.redact import Policy
from jiceng.site.source import build_source, release_source
from jiceng.site.write import write_site
from tests.dataset.sample import build, write_page
from tests.release.private import write_private_raw
from tests.release.sample import cut

SEED = Path(__file__).parents[2] / "raw" / "panzhihua-daily"
EXCERPT = Policy(text="excerpt")
SCRIPT = "<script>document.title='owned'</script>"
IMAGE = "<img src=x onerror=alert(1)>"
HOSTILE = f"""\
{IMAGE}广场建成开放
□本报记者 王小明
　　1月3日，东湖区民政局局长张三介绍：“{SCRIPT}市民广场今年春天建成，欢迎大家都来走走看看。”
　　东湖区红旗社区党委书记李四表示，社区将推行“{IMAGE}五色”工作法，做好服务工作，让居民玩得开心。
"""
SCAN = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQAAAADsdIMmAAAADklEQVR42mMIZVjFgIQBHpwD/XAVyZAAAAAASUVORK5CYII="
"""A black and white PNG of eight by eight points."""
NEWSPAPER = f"""\
title = "{SCRIPT}日报"
home = "江西省/南昌市"
url = "javascript:alert(1)"
"""


def write_sites(folder: Path, work: Path) -> None:
    """Write the four sites into a folder; builds and releases are made in `work`."""
    shutil.copytree(SEED, work / "seed/raw" / SEED.name)
    build(work / "seed/raw", work / "seed/output")
    with build_source(work / "seed/output") as source:
        write_site(source, folder / "seed")
    with release_source(cut(work / "seed/output", policy=EXCERPT).folder) as source:
        write_site(source, folder / "below/a/path")
    build(write_private_raw(work / "private/raw"), work / "private/output")
    with release_source(cut(work / "private/output", policy=EXCERPT).folder) as source:
        write_site(source, folder / "private")
    page = write_page(work / "hostile/raw", "daily/2026-01-03/01", HOSTILE)
    page.with_suffix(".toml").write_text('source_url = "javascript:alert(1)"\n', encoding="utf-8")
    (work / "hostile/raw/daily/newspaper.toml").write_text(NEWSPAPER, encoding="utf-8")
    page.with_suffix(".png").write_bytes(b64decode(SCAN))
    build(work / "hostile/raw", work / "hostile/output")
    with build_source(work / "hostile/output", work / "hostile/raw") as source:
        write_site(source, folder / "hostile")
    shutil.copytree(work / "hostile/raw", folder / "hostile/scans")


def main() -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as work:
        write_sites(Path(folder), Path(work))
        (Path(folder) / "ready.html").touch()
        SiteServer(Path(folder), int(sys.argv[1])).serve_forever()


if __name__ == "__main__":
    main()
