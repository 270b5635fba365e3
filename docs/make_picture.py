#!/usr/bin/env python3
"""Takes the picture of the README from exports/graph.html: `python docs/make_picture.py`; needs Playwright and Chromium."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
PAGE = DOCS.parent / "exports" / "graph.html"


def main() -> None:
    """Opens the page at the paper of the README's example and writes docs/graph.png."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 860})
        page.goto(f"{PAGE.as_uri()}#node/paper/2502.06781")
        page.wait_for_selector("html[data-ready=true]")
        page.wait_for_timeout(1000)
        page.screenshot(path=DOCS / "graph.png")
        browser.close()


if __name__ == "__main__":
    main()
