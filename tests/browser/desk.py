"""An officer at a desk: one browser window, what it complains of, and what the hands have done in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PATIENCE = 10_000  # milliseconds; a page takes a tenth of a second on a quiet machine
HEIGHT = 900
# One press of a mouse button, and a key that presses a button or sends a form, are one click each. Typing is not.
COUNTER = """
addEventListener("pointerdown", event => { if (event.isTrusted) { window.__click(); } }, true);
addEventListener("keydown", event => {
  const presses = event.key === "Enter" && !event.target.matches("textarea")
    || event.key === " " && event.target.matches("button, summary, input[type=checkbox], input[type=radio]");
  if (event.isTrusted && presses) { window.__click(); }
}, true);
addEventListener("change", event => {
  if (event.isTrusted && event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) {
    window.__field();
  }
}, true);
"""
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const drawn = element.matches(".form-checkbox, .form-radio");
  const shown = drawn ? getComputedStyle(element.nextElementSibling, "::before") : style;
  const said = element.getAttribute("aria-label") || element.innerText || element.value || element.id;
  const box = element.getBoundingClientRect();
  return {
    name: (said || element.tagName).trim().slice(0, 60),
    tag: element.tagName,
    order: [...document.querySelectorAll("*")].indexOf(element),
    outlined: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
    visible: box.width > 0 && box.height > 0,
  };
}"""


@dataclass
class Counted:
    """What the hands have done since the count began."""

    clicks: int = 0
    fields: int = 0


@dataclass
class Desk:
    """One window of the browser."""

    context: BrowserContext
    page: Page
    address: str
    counted: Counted = field(default_factory=Counted)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(
        cls, browser: Browser, address: str, *, language: str, width: int, scripts: bool = True, cookies: Any = None
    ) -> Desk:
        """A new window; whatever the browser complains of is kept, and fails the test."""
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            locale=f"{language}-DK",
            storage_state=cookies,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        context.set_default_timeout(PATIENCE)
        desk = cls(context, context.new_page(), address)
        desk.page.on("console", desk._heard)
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        context.expose_function("__click", desk._clicked)
        context.expose_function("__field", desk._typed)
        context.add_init_script(COUNTER)
        return desk

    def _heard(self, message: Any) -> None:
        # A page that answers 403, 404 or 422 is heard as an error too; those are asked for by the tests that meet them.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _clicked(self) -> None:
        self.counted.clicks += 1

    def _typed(self) -> None:
        self.counted.fields += 1

    def sign_in(self, officer: str) -> None:
        """One click in the demo, as anyone would."""
        self.go("/sign-in/")
        door = self.page.locator(f'button[name="officer"][value="{officer}"]')
        for folded in self.page.locator("details:not([open])").filter(has=door).all():
            folded.locator("summary").click()
        door.click()
        expect(self.page.locator("main")).to_be_visible()
        self.page.wait_for_url(f"{self.address}/")

    def go(self, path: str) -> int:
        """Open an address of the site. Returns the status it answers with."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        return answer.status

    def settle(self) -> None:
        """What a click has asked the server for has come and stands in the page, the focus with it."""
        self.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")

    def widen(self, width: int) -> None:
        """The window gets another width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def begin_count(self) -> Counted:
        """From now on, from the front page, clicks and fields count."""
        self.go("/")
        self.counted.clicks = self.counted.fields = 0
        return self.counted

    def faults(self) -> list[str]:
        """What axe finds wrong with the page as it stands, a line per element."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']} ({fault['impact']}): {node['html'][:160]} | {node['failureSummary'][:300]}"
            for fault in found
            for node in fault["nodes"]
        ]

    def spills(self) -> list[str]:
        """What makes the page wider than the window."""
        wide: list[str] = self.page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 120))"""
        )
        return wide

    def walk(self, steps: int = 300) -> Iterator[dict[str, Any]]:
        """Where Tab leads from the top of the page until it leaves the page: each stop as the eye meets it."""
        self.page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
        seen: set[int] = set()
        for _ in range(steps):
            self.page.keyboard.press("Tab")
            stop: dict[str, Any] = self.page.evaluate(FOCUSED)
            if stop["tag"] == "BODY" or stop["order"] in seen:
                return
            seen.add(stop["order"])
            yield stop

    def tab_to(self, target: Locator) -> None:
        """Tab until the element has the focus: somebody with no mouse gets there."""
        wanted = target.element_handle()
        for _ in range(300):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => document.activeElement === one", wanted):
                return
        message = f"Tab never reaches {target}."
        raise AssertionError(message)

    def leave(self) -> None:
        """Close the window. Raises AssertionError with what the browser complained of."""
        self.context.close()
        assert self.complaints == []
