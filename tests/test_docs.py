"""The documents say what is so: commands that exist, files that are there, two commands for the set-up."""

import re
from pathlib import Path

import click
import pytest

from workbench.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


def commands() -> set[str]:
    return set(main.list_commands(click.Context(main)))


def test_every_command_that_the_readme_calls_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    called = re.findall(r"workbench(?: -C \S+)?(?: --as \S+)? ([a-z]+)\b", " ".join(re.findall(r"`+([^`]+)`+", text)))
    assert called
    assert set(called) <= commands()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_linked_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_is_in_the_changelog_or_opens_something() -> None:
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert {name for name in commands() if f"`{name}`" not in told} <= {"open", "keys"}


def test_nothing_tracked_names_a_machine() -> None:
    named = re.compile(r"/(?:home|Users)/\w+|/root/|\.whl\b|index-url", re.IGNORECASE)
    pages = [*ROOT.glob("*.md"), ROOT / "pyproject.toml", *ROOT.glob("docs/*.md")]
    assert [path.name for path in pages if named.search(path.read_text("utf-8"))] == []
