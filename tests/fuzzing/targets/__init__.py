"""All targets by name."""

from tests.fuzzing.target import Target
from tests.fuzzing.targets import alto, hocr, ocr_json, page_bytes, pages, release_folders, release_zips, tomls

TARGETS: dict[str, Target] = {
    module.TARGET.name: module.TARGET
    for module in (pages, page_bytes, alto, hocr, ocr_json, tomls, release_folders, release_zips)
}
