"""The first page on a slow line: bytes and seconds until it stands, in Chromium at 50 kB/s with 300 ms to and fro.

``python -m benchmarks.slow_line`` in a home of the invented story; each page is opened five times with an empty cache.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.imports import acordo
from benchmarks.load import Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPEED, ROUND_TRIP, TIMES, PORT = 50_000, 300, 5, 8351


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        home = Path(folder) / "var"
        acordo(home, "init", "--demo")
        environment = os.environ | {"ACORDO_HOME": str(home), "ACORDO_LANGUAGE": "en", "ACORDO_PORT": str(PORT)}
        place = Place(home, environment, PORT)
        print("| page, with an empty cache | kB over the line | seconds until shown | seconds until whole |")
        with place.serving():
            executable = next(
                (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None
            )
            browser = play.chromium.launch(executable_path=executable)
            _measure(browser, "sign in", "/sign-in", None)
            _measure(browser, "first page", "/", (home / "sign-in.txt").read_text("ascii").strip())
            browser.close()


def _measure(browser: Browser, title: str, path: str, password: str | None) -> None:
    shown, whole, sizes = [], [], []
    for _ in range(TIMES):
        context = browser.new_context()
        page = context.new_page()
        address = f"http://localhost:{PORT}"
        if password:
            page.goto(f"{address}/sign-in")
            page.fill("[name=username]", "screener")
            page.fill("[name=password]", password)
            page.check("[name=purpose][value=border]")
            page.click("main button[type=submit], main button:not([type])")
            page.wait_for_url(f"{address}/")
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        speed = {"downloadThroughput": SPEED, "uploadThroughput": SPEED}
        line.send("Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP, **speed})
        came: list[float] = []
        line.on("Network.loadingFinished", lambda told, came=came: came.append(told["encodedDataLength"]))
        page.goto(f"{address}{path}", wait_until="load")
        paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        page.wait_for_timeout(300)
        shown.append(page.evaluate(paint) / 1000)
        whole.append(page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") / 1000)
        sizes.append(sum(came) / 1000)
        context.close()
    middle = statistics.median
    print(f"| {title} | {middle(sizes):.1f} | {middle(shown):.2f} | {middle(whole):.2f} |")


if __name__ == "__main__":
    main()
