"""`python -m tests.modal_libraries`: installs the packages, measures all pages, prints the table and writes it down."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from automation_suite.project import PROJECT
from tests.modal_libraries.measure import Meter, Row
from tests.modal_libraries.packages import install
from tests.modal_libraries.page_list import PAGES, Page
from tests.modal_libraries.site import serving
from tests.modal_libraries.table import all_counts, is_harmless, line, markdown, write_between_markers
from tests.page_browser import modal_browser

DOCUMENT = PROJECT / "docs" / "modals.md"
CACHE = PROJECT / "state" / "modal_libraries"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the pages; 1 when anything was pressed or closed that must not be."""
    options = _parse(arguments)
    pages = [page for page in PAGES if not options.only or any(part in page.name for part in options.only)]
    rows = []
    for row in _measured(pages, with_usual=not options.keyword_only):
        print(line(row), flush=True)
        rows.append(row)
    if len(rows) == len(PAGES) and not options.keyword_only:
        write_between_markers(DOCUMENT, markdown(rows))
    print("", *all_counts(rows), sep="\n")
    return 0 if rows and all(is_harmless(row) for row in rows) else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.modal_libraries", description=__doc__)
    parser.add_argument("only", nargs="*", help="part of the names of the pages; all when none is given")
    parser.add_argument("--keyword-only", action="store_true", help="leave out the usual selectors, and write nothing")
    return parser.parse_args(arguments)


def _measured(pages: Sequence[Page], *, with_usual: bool) -> Iterator[Row]:
    packages = install(CACHE)
    with tempfile.TemporaryDirectory() as output, modal_browser(Path(output)) as browser, serving(packages) as site:
        meter = Meter(browser, site)
        for page in pages:
            yield meter.measure(page, with_usual=with_usual)


if __name__ == "__main__":
    sys.exit(main())
