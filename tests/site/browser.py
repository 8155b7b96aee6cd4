"""What browser tests share: a real Chromium, the site on the loopback interface, and small steps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.people import PASSWORD

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is already on the machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """Someone with a browser of their own.

    Args:
        browser: The browser.
        base: Address of the site.
        size: `phone` or `desktop`.
        script: Whether JavaScript is on.
    """

    def __init__(self, browser: Browser, base: str, size: str = "desktop", script: bool = True) -> None:
        self.context = browser.new_context(viewport=SIZES[size], java_script_enabled=script, locale="nl-NL")
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.base, self.script, self.complaints = base, script, []
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.base + path)

    def press(self, name: str, role: str = "button") -> None:
        """Press what is called so, within the page."""
        self.page.get_by_role("main").get_by_role(role, name=name).first.click()

    def choose(self, name: str) -> None:
        """Follow a link of the menu."""
        self.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name).click()

    def sign_in(self, email: str) -> None:
        """Sign in."""
        self.open("/inloggen")
        self.page.fill("#id_email", email)
        self.page.fill("#id_password", PASSWORD)
        self.press("Inloggen")

    def says(self, text: str) -> None:
        """Wait until the page says something."""
        self.page.get_by_text(text).first.wait_for()
        self.page.wait_for_load_state("load")

    def tab_to(self, selector: str, most: int = 200) -> None:
        """Come to an element with the Tab key alone."""
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not come to {selector}")

    def fits(self) -> bool:
        """Tell whether nothing sticks out at the side."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def leave(self) -> None:
        """Close the browser; nothing may have been complained about."""
        self.context.close()
        assert self.complaints == []
