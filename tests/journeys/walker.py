"""Somebody who walks through the site and looks at every page reached: nothing may be wrong on any of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PASSWORD = "gongkai-demo-2023"
# What a browser says of an answer that the walk expects (403, 404, 409): the page itself is looked at.
EXPECTED = "Failed to load resource: the server responded with a status of 4"
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
REACHABLE = f"""() => [...document.querySelectorAll("{FOCUSABLE}")].filter(e => {{
    const radios = e.type === 'radio' && document.querySelector(`input[name="${{e.name}}"]:checked`) !== e;
    return e.checkVisibility({{visibilityProperty: true}}) && !e.disabled && !radios && !e.closest('[inert]');
}}).map((e, i) => {{ e.dataset.walk = i; return e.outerHTML.slice(0, 120); }})"""
FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    const outlined = s.outlineStyle !== 'none' || s.boxShadow !== 'none';
    return [e.dataset.walk ?? '', outlined, r.width > 0 && r.height > 0]; }"""


@dataclass
class Walker:
    """A browser page at one width, and what was seen to be wrong."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def visit(self, path: str, *, status: int = 200) -> Page:
        """Go to a path, look at the page, return it."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self.look()

    def follow(self, name: str, *, role: str = "link", nth: int = 0) -> Page:
        """Click the link or button of that name, wait for what it leads to, look at it, return it."""
        self.page.get_by_role(role, name=name).nth(nth).click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        return self.look()

    def sign_in(self, login: str, password: str = PASSWORD) -> Page:
        """Fill in the sign-in page and send it."""
        self.page.goto(self.address + "/desk/sign-in/")
        self.page.get_by_label("账号").fill(login)
        self.page.get_by_label("密码").fill(password)
        return self.follow("登录", role="button")

    def change_to(self, login: str) -> Page:
        """Let somebody else sit down at the same browser."""
        self.page.context.clear_cookies()
        return self.sign_in(login)

    def submit_for_review(self, **said: str) -> None:
        """Fill in the secrecy form as for what may be published, with more fields as they are given, and send it."""
        statement = {
            "section": "示例科室",
            "level_statement": "经审查，不涉及国家秘密（示例）。",
            "proofread": "与原件核对，无差错（示例）。",
        }
        for name, text in (statement | said).items():
            self.page.locator(f"[name={name}]").fill(text)
        self.page.get_by_role("radio", name="公开", exact=True).check()
        self.page.locator("[name=pledged]").check()
        self.follow("送审", role="button")
        expect(self.page.get_by_role("status")).to_contain_text("已送审")

    def agree(self, title: str, opinion: str = "") -> None:
        """Let the two who examine and approve agree to what bears a title, one after the other."""
        for login in ("kezhang", "fenguan"):
            self.change_to(login)
            self.visit("/desk/review/")
            self.follow(title)
            self.page.locator("[name=opinion]").fill(opinion)
            self.page.locator("[name=proofread]").fill("无差错（示例）。")
            self.follow("同意", role="button")
            expect(self.page.get_by_role("status")).to_be_visible()

    def release(self, title: str) -> None:
        """Let the disclosure officer release what bears a title."""
        self.change_to("zhuanren")
        self.visit("/desk/review/")
        self.follow(title)
        self.follow("公开发布", role="button")
        expect(self.page.get_by_role("status")).to_contain_text("已公开")

    def look(self) -> Page:
        """Look at the page as it is: accessible, within its width, in Chinese, and nothing in the console."""
        page = self.page
        here = page.url.removeprefix(self.address)
        for violation in AXE.run(page, options=RULES).response["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            self.wrong.append(f"{here}: axe {violation['id']}: {violation['help']} {places}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.wrong.append(f"{here}: {wide}px wider than the window of {page.viewport_size}")
        if page.locator("html").get_attribute("lang") != "zh-CN":
            self.wrong.append(f"{here}: the page does not say that it is Chinese")
        assert not self.wrong, "\n".join(self.wrong)
        return page

    def tab_through(self) -> None:
        """Reach everything that can be operated with the Tab key alone, each with its focus in sight."""
        page = self.page
        names: list[str] = page.evaluate(REACHABLE)
        page.evaluate("document.activeElement.blur()")
        reached: set[int] = set()
        for _ in range(len(names) + 5):
            page.keyboard.press("Tab")
            walk, outlined, seen = page.evaluate(FOCUSED)
            if walk:
                reached.add(int(walk))
                assert outlined, f"{page.url}: no focus to be seen on {names[int(walk)]}"
                assert seen, f"{page.url}: focus goes to what cannot be seen: {names[int(walk)]}"
        missed = [name for number, name in enumerate(names) if number not in reached]
        assert not missed, f"{page.url}: not reached by keyboard: {missed}"
        # Back to the top: while one scrolls, the sticky head of a table half hides a row, and axe calls it too small.
        page.evaluate("window.scrollTo(0, 0)")
