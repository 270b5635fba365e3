#!/usr/bin/env python3
"""Takes the pictures of README.md and page.md from exports/graph.html with Chromium: `python docs/make_picture.py`."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
PAGE = DOCS.parent / "exports" / "graph.html"
PICTURES = {
    "graph.png": ("#node/paper/2502.06781", 1440, 860, "light"),
    "page-focus.png": ("#node/benchmark/math-500?focus=1", 1440, 860, "light"),
    "page-leaderboard.png": ("#leaderboard/benchmark/math-500", 1000, 760, "light"),
    "page-phone.png": ("#node/paper/2502.06781", 390, 844, "dark"),
}
"""Files: the address in the page, width and height in pixels, and the system's colours."""


def main() -> None:
    """Opens the page at each address and writes the pictures into docs/."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (address, width, height, colours) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=colours, reduced_motion="reduce"
            )
            page.goto(PAGE.as_uri() + address)
            page.wait_for_selector("html[data-ready=true]", state="attached")
            page.wait_for_timeout(500)
            page.screenshot(path=DOCS / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
