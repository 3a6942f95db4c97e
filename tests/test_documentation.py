"""What README.md and ARCHITECTURE.md say is so: commands, targets, folders, dependencies, links."""

import re
import subprocess
import tomllib

import pytest
from conftest import HOME

from serve.cli import _parser

README = (HOME / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (HOME / "ARCHITECTURE.md").read_text(encoding="utf-8")
MAKEFILE = (HOME / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
COMMANDS = {
    name for action in _parser()._subparsers._group_actions for name in action.choices
}  # there is no public way to ask argparse for them


def tracked() -> set[str]:
    """The files that git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOME, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return {line for line in listed.splitlines() if (HOME / line).exists()}


@pytest.mark.parametrize("target", ["run", "ingest", "test", "evaluate", "bench", "clean"])
def test_the_makefile_has_the_targets_that_are_promised(target):
    assert target in TARGETS


@pytest.mark.parametrize("text", [README, ARCHITECTURE], ids=["README", "ARCHITECTURE"])
def test_every_make_command_that_is_named_exists(text):
    named = set(re.findall(r"`make ([a-z]+)", text)) | set(re.findall(r"^ *make ([a-z]+)", text, re.MULTILINE))

    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("text", [README, ARCHITECTURE], ids=["README", "ARCHITECTURE"])
def test_every_command_of_the_program_that_is_named_exists(text):
    named = set(re.findall(r"\brapporteur ([a-z][a-z-]*)", text))

    assert named
    assert named <= COMMANDS


def test_the_readme_names_every_command():
    assert {name for name in COMMANDS if not re.search(rf"`{name}`|rapporteur {name}", README)} == set()


def test_the_readme_has_the_two_commands_and_how_to_point_it_at_ones_own_folder():
    for words in (
        "make run",
        "make test",
        "--corpus",
        "--data",
        "RAPPORTEUR_CORPUS",
        "RAPPORTEUR_DATA",
        "RAPPORTEUR_CACHE_MB",
    ):
        assert words in README


def test_every_option_that_the_readme_names_exists():
    known = {option for action in _parser()._subparsers._group_actions for sub in action.choices.values()
             for option in sub._option_string_actions}  # fmt: skip

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) <= known


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_every_relative_link_leads_to_a_file(name):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (HOME / name).read_text(encoding="utf-8"))

    assert [link for link in links if not (HOME / link).exists()] == []


def test_the_readme_counts_the_demonstration_library_right(demonstration):
    status = demonstration.status()

    counted = re.search(r"(\d+) documents and (\d+) pages", README)

    assert counted
    assert (int(counted[1]), int(counted[2])) == (status.documents, status.pages)


def test_every_query_that_the_readme_shows_is_understood_without_a_note(demonstration):
    shown = re.findall(r"^\| (`.+?`) \|", README, re.MULTILINE)
    queries = [query for row in shown for query in re.findall("`([^`]+)`", row)]

    assert len(queries) >= 8
    for query in queries:
        for note in demonstration.search(query, {}, 1).notes_on_query:
            assert "No page has all" in note or ("~" in query and "also stands for" in note), query


def test_the_architecture_has_a_heading_for_every_folder_and_no_other():
    folders = {path.split("/")[0] for path in tracked() if "/" in path} - {".ci", ".streamlit", ".github"}

    headings = set(re.findall(r"^## ([a-z_]+)/", ARCHITECTURE, re.MULTILINE))

    assert headings == folders


def test_every_folder_of_code_is_told_by_the_question_it_answers():
    for folder in ("core", "ingest", "index", "answer", "serve", "web", "evaluation"):
        section = ARCHITECTURE.split(f"\n## {folder}/\n")[1].split("\n## ")[0]
        assert re.match(r"\*.+\?\*", section.strip()), folder


def test_every_file_that_the_architecture_names_exists():
    named = set(re.findall(r"`([a-z_/]+\.(?:py|toml|csv|md|css))`", ARCHITECTURE))
    files = tracked()

    assert {name for name in named if not any(file == name or file.endswith(f"/{name}") for file in files)} == set()


def requirement_names() -> set[str]:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    return {re.match(r"[A-Za-z0-9_.-]+", line)[0].casefold() for group in groups for line in group}


def test_every_dependency_stands_in_the_architectures_table_with_a_reason_and_a_licence():
    table = ARCHITECTURE.split("\n## Dependencies\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("| \n").split("|")] for line in table.splitlines() if line.startswith("|")
    ][2:]
    named = {re.sub(r"\[.*?\]", "", name).strip().casefold()
             for row in rows for name in re.sub(r"\(.*?\)", "", row[0]).split(",")}  # fmt: skip

    assert requirement_names() - named == set(), "not in the table"
    assert named - requirement_names() == set(), "in the table only"
    assert all(len(row) == 3 and row[1] and row[2] for row in rows)


def test_the_package_is_named_licensed_and_started_as_promised():
    project = PROJECT["project"]

    assert project["name"] == "rapporteur"
    assert project["license"] in ("Apache-2.0", "MIT")
    assert project["scripts"]["rapporteur"] == "serve.cli:main"
    assert any(re.match(r"whoosh3==[\d.]+$", line) for line in project["dependencies"])
    packages = {path.rsplit("/", 1)[0].replace("/", ".") for path in tracked() if path.endswith("/__init__.py")}
    assert packages - {"demonstration", "docs", "tests"} == set(PROJECT["tool"]["setuptools"]["packages"])


def test_no_file_of_requirements_has_a_download_address():
    for path in [HOME / "pyproject.toml", *sorted((HOME / "requirements").iterdir())]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://", text), path.name
        if path.suffix == ".txt":
            pins = re.findall(r"^[A-Za-z0-9_.\[\]-]+==[^\s;\\]+", text, re.MULTILINE)
            assert pins
            assert text.count("--hash=sha256:") >= len(pins), path.name


def test_ci_runs_make_test():
    assert "make test" in (HOME / ".ci" / "run").read_text(encoding="utf-8")
