"""What the documents point to is there, and every decision is in the index under its own title."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
COMMANDS = sorted(path.stem for path in ROOT.glob("jingtu_web/*/management/commands/[a-z]*.py"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_decisions_are_numbered_without_a_gap():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name) for page in DECISIONS)


def test_the_index_has_every_decision_under_its_title():
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    titles = {page: page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for page in DECISIONS}
    lines = [f"| [{page.name[:4]}]({page.name}) | {title} |" for page, title in titles.items()]
    assert [line for line in index.splitlines() if line.startswith("| [")] == lines


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_installation_is_described(command):
    assert f"jingtu-web {command}" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
