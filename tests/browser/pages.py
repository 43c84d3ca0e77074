"""Every type of page there is, for what must hold on all of them: axe, the keyboard, the width, the pictures.

A room adds its pages here. A page that is reached by its address names it; one whose address nobody knows beforehand
(a case has an opaque one) is reached from such a page by a link.
"""

from __future__ import annotations

from dataclasses import dataclass

from browser.desk import Desk

CASEWORKER = "vesthimmerland-caseworker"
LEADER = "vesthimmerland-leader"
LEJRE = "lejre-caseworker"
FIRST_CASE = 'table.worklist a[href^="/cases/"]'
OFFICER = 'a[href^="/officers/"]:has-text("Anders Kjær")'
LEDGER = '.tabs a[href*="/ledger/"]'


@dataclass(frozen=True)
class PageType:
    """One page: who opens it, at which address, and which links (CSS) lead on from there."""

    name: str
    path: str
    officer: str = CASEWORKER
    links: tuple[str, ...] = ()
    status: int = 200
    framed: bool = True

    def open(self, desk: Desk) -> None:
        """The page stands in the window."""
        assert desk.go(self.path) == self.status
        for link in self.links:
            desk.page.locator(link).first.click()
            desk.page.wait_for_load_state()
        desk.settle()


PAGES = (
    PageType("sign-in", "/sign-in/", officer="", framed=False),
    PageType("password", "/password/"),
    PageType("not-found", "/nothing-here/", status=404, framed=False),
    PageType("guide", "/foundation/"),
    PageType("worklist", "/"),
    PageType("worklist-families", "/?whose=all&families=1"),
    PageType("worklist-empty", "/?show=today&rule=complaint_deadline"),
    PageType("duty", "/", links=("table.worklist tbody a",)),
    PageType("duty-page", "/", links=("table.worklist tbody a", '.why__actions a[href*="/duties/"]')),
    PageType("search", "/search/"),
    PageType("log", "/log/", officer=LEADER),
    PageType("officers", "/officers/", officer=LEADER),
    PageType("officers-left", "/officers/?show=gone", officer=LEADER),
    PageType("officer", "/officers/", officer=LEADER, links=(OFFICER,)),
    PageType(
        "officer-self", "/officers/", officer=LEADER, links=('main a[href^="/officers/"]:has-text("Kirsten Lund")',)
    ),
    PageType("officer-employ", "/officers/new/", officer=LEADER),
    PageType("officer-change", "/officers/", officer=LEADER, links=(OFFICER, 'a[href$="/change/"]')),
    PageType("officer-end", "/officers/", officer=LEADER, links=(OFFICER, 'a[href$="/end/"]')),
    PageType("officer-link", "/officers/", officer=LEADER, links=(OFFICER, 'form[action$="/link/"] button')),
    PageType("password-link-spent", "/password/choose/x/", officer="", status=404, framed=False),
    PageType("rules", "/rules/"),
    PageType("unconfirmed", "/rules/unconfirmed/", officer=LEADER),
    PageType("unconfirmed-benefits", "/rules/unconfirmed/", officer=LEADER, links=("details.law summary",)),
    PageType("settle", "/rules/unconfirmed/", officer=LEADER, links=('a[href*="/unconfirmed/settle/"]',)),
    PageType("rule", "/rules/integration_contract/"),
    PageType("milestone", "/rules/responsibility_taken/"),
    PageType("law-diary", "/rules/diary/"),
    PageType("reception", "/reception/"),
    PageType("reception-incomplete", "/reception/?show=incomplete", officer=LEJRE),
    PageType("notice", "/reception/?show=incomplete", officer=LEJRE, links=("tbody a",)),
    PageType("notice-form", "/reception/notices/new/"),
    PageType("files", "/reception/files/", officer=LEJRE),
    PageType("file-taken-in", "/reception/files/", officer=LEJRE, links=("tbody a",)),
    PageType("case", "/?whose=all", links=(FIRST_CASE,)),
    PageType("case-family", "/?whose=all", links=(FIRST_CASE, '.tabs a[href*="/family/"]')),
    PageType("case-ledger", "/?whose=all", links=(FIRST_CASE, LEDGER)),
    PageType("case-correct", "/?whose=all", links=(FIRST_CASE, LEDGER, 'a[href$="/correct/"]')),
    PageType("case-withdraw", "/?whose=all", links=(FIRST_CASE, LEDGER, 'a[href$="/withdraw/"]')),
    PageType("case-entry", "/?whose=all", links=(FIRST_CASE, LEDGER, ".ledger td a")),
    PageType("case-facts", "/?whose=all", links=(FIRST_CASE, '.case__deeds a[href$="/record/"]')),
    PageType("case-interview", "/?whose=all", links=(FIRST_CASE, '.case__deeds a[href$="/interview/"]')),
    PageType("case-care", "/?whose=all", links=(FIRST_CASE, '.case__deeds a[href$="/care/"]')),
)
