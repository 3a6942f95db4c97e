"""The rules of the house, read from the code itself: who imports whom, who owns which library, names and sizes.

Each rule is a function from one module to its offences; a made-up module shows that it can find one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "core": set(),
    "ingest": {"core"},
    "index": {"core"},
    "answer": {"core", "index"},
    "serve": {"core", "ingest", "index", "answer"},
    "web": {"core", "ingest", "index", "answer", "serve"},
    "app": {"core", "ingest", "index", "answer", "serve", "web"},
    "evaluation": {"core", "ingest", "index", "answer", "serve"},
}
"""Room → the other rooms it may import. ingest and index meet in serve only."""

BESIDE = ("tests", "demonstration", "docs")
"""What no room imports."""

ALLOWED_BESIDES = {("serve/cli.py", "evaluation.beir"), ("serve/cli.py", "evaluation.questions")}
"""The command `rapporteur evaluate` runs the evaluation, loaded when it is asked for."""

LOADS_A_TABLE_OF_JOBS = "ingest/worker.py"
"""Its command line names the module whose jobs it serves."""

BELOW_SERVE = ("core", "ingest", "index", "answer")

OWNERS = {
    "pypdf": (
        "ingest/pdf/pdf_structure.py",
        "ingest/pdf/pdf_outline.py",
        "ingest/pdf/pdf_assembly.py",
        "ingest/formats/slide_notes.py",
    ),
    "pypdfium2": (
        "ingest/pdf/pdf_page.py",
        "ingest/pdf/pdf_lines.py",
        "ingest/pdf/painted_words.py",
        "ingest/pdf/pdf_tags.py",
        "ingest/pdf/pdf_attachments.py",
        "ingest/pdf/raised.py",
    ),
    "whoosh": tuple(f"index/store/whoosh_{part}.py" for part in ("backend", "codec", "files", "view", "writer")),
    "Stemmer": ("index/analysis.py", "evaluation/peers.py"),
    "py3langid": ("ingest/words/language.py",),
    "bs4": ("ingest/formats/text_files.py", "ingest/formats/hypertext.py"),
    "markdown_it": ("ingest/formats/text_files.py", "ingest/formats/hypertext.py"),
    "docx": ("ingest/formats/docx_text.py",),
    "pptx": ("ingest/formats/pptx_slides.py",),
    "odfdo": ("ingest/formats/odf_text.py",),
    "typst": ("ingest/formats/typesetting.py", "evaluation/load_corpus.py"),
    "babel": ("core/languages.py", "core/countries.py"),
    "starlette": ("serve/http_api.py", "serve/api/", "app.py"),
    "watchfiles": ("serve/watch.py",),
    "rich": ("serve/cli.py", "serve/progress.py"),
    "PIL": ("serve/page_image.py",),
    "streamlit": ("app.py", "web/"),
    "numpy": ("index/", "evaluation/", "ingest/words/language.py", "ingest/kin/sketch.py", "ingest/kin/kinship.py"),
    "ctranslate2": ("index/meaning/sentence_model.py", "index/meaning/bert_weights.py"),
    "tokenizers": ("index/meaning/sentence_model.py",),
    "ir_measures": ("evaluation/",),
    "tantivy": ("evaluation/",),
    "bm25s": ("evaluation/",),
}
"""Foreign library → the only files (or folders) that import it."""

PASSES_THE_ENVIRONMENT_ON = "ingest/workers.py"
"""Gives its child processes the environment that it has; reads no setting from it."""

MOST_LINES, MOST_LINES_OF_A_FUNCTION, MOST_BROAD_HANDLERS = 400, 60, 3

_DRAWERS = re.compile(r"(^|_)(utils?|helpers?|common|managers?)(_|$)")
_TAG = re.compile(
    r"</?(?:a|b|i|p|br|hr|div|span|mark|em|strong|h[1-6]|ul|ol|li|table|tr|td|img|body|html|script|style)(?:\s+[a-z-]+=|\s*/?>)"
)
_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True)
class Module:
    """One module: its path below the root, with forward slashes, and its text."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """The first part of its name."""
        return self.path.split("/")[0].removesuffix(".py")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module that it imports, anywhere, and the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield "." * node.level + (node.module or ""), node.lineno
            elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__") and node.args:
                first = node.args[0]
                yield (str(first.value) if isinstance(first, ast.Constant) else "?"), node.lineno


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def walked(*folders: str) -> list[Module]:
    """All modules of some rooms, of app.py where "app" is one of them."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    paths += [ROOT / "app.py"] if "app" in folders else []
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


HOUSE = walked(*MAY_IMPORT)


# The rules


def wrong_imports(module: Module) -> list[str]:
    """Imports against the direction, and relative ones, which hide it."""
    offences = []
    for name, line in module.imports():
        room = name.split(".")[0]
        if name.startswith(".") or (name == "?" and module.path != LOADS_A_TABLE_OF_JOBS):
            offences.append(f"{module.path}:{line} imports {name}: name the module in full")
        if (module.path, name) in ALLOWED_BESIDES or room == module.room:
            continue
        if room in {*MAY_IMPORT, *BESIDE} - MAY_IMPORT[module.room]:
            offences.append(f"{module.path}:{line} imports {name}")
    return offences


def wrong_libraries(module: Module) -> list[str]:
    """Foreign libraries that another file owns, or that no file does."""
    offences = []
    for name, line in module.imports():
        library = name.split(".")[0]
        if library in MAY_IMPORT or library in sys.stdlib_module_names or name.startswith((".", "?")):
            continue
        if not any(
            module.path == owner or (owner[-1] == "/" and module.path.startswith(owner))
            for owner in OWNERS.get(library, ())
        ):
            offences.append(f"{module.path}:{line} imports {library}, which is of {OWNERS.get(library, 'no file')}")
    return offences


def printing(module: Module) -> list[str]:
    """Prints, and writes to the standard streams."""
    offences = []
    for node in ast.walk(module.tree):
        printed = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if printed or (
            isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr") and _is(node.value, "sys")
        ):
            offences.append(f"{module.path}:{node.lineno} prints")
    return offences


def reading_the_environment(module: Module) -> list[str]:
    """Any use of the environment."""
    offences = []
    for node in ast.walk(module.tree):
        named = (
            isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv") and _is(node.value, "os")
        )
        taken = (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and {a.name for a in node.names} & {"environ", "getenv"}
        )
        if (named or taken) and module.path != PASSES_THE_ENVIRONMENT_ON:
            offences.append(f"{module.path}:{node.lineno} reads the environment")
    return offences


def knowing_html(module: Module) -> list[str]:
    """Tags in strings, and the library that escapes them."""
    offences = [
        f"{module.path}:{line} imports html"
        for name, line in module.imports()
        if name.split(".")[0] in ("html", "markupsafe")
    ]
    documentation = {id(text) for text in _docstrings(module.tree)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            tag = _TAG.search(_GROUP.sub("", node.value))
            if tag:
                offences.append(f"{module.path}:{node.lineno} has {tag.group()}")
    return offences


def misnamed(module: Module) -> list[str]:
    """Drawers."""
    return [
        f"{module.path}: what is in it?" for part in module.path.removesuffix(".py").split("/") if _DRAWERS.search(part)
    ]


def oversized(module: Module) -> list[str]:
    """Long files and long functions."""
    lines = module.text.count("\n")
    offences = [f"{module.path} has {lines} lines"] if lines > MOST_LINES else []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                offences.append(f"{module.path}:{node.lineno} {node.name} has {length} lines")
    return offences


def undocumented(module: Module) -> list[str]:
    """Modules without a docstring."""
    return [] if ast.get_docstring(module.tree) else [f"{module.path} has no docstring"]


def broad_handlers(module: Module) -> list[str]:
    """Handlers of everything, but for those that clean up and pass it on."""
    return [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _passes_on(node)
    ]


def _is_broad(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(name is None or _is(name, "Exception") or _is(name, "BaseException") for name in names)


def _passes_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is(node: ast.expr | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


Rule = Callable[[Module], list[str]]
BELOW: tuple[Rule, ...] = (printing, reading_the_environment, knowing_html)
EVERYWHERE: tuple[Rule, ...] = (wrong_imports, wrong_libraries, misnamed, oversized, undocumented)


# The house keeps them


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: Rule) -> None:
    assert [offence for module in HOUSE for offence in rule(module)] == []


@pytest.mark.parametrize("rule", BELOW, ids=lambda rule: rule.__name__)
def test_every_module_below_serve_keeps_the_rule(rule: Rule) -> None:
    assert [offence for module in HOUSE if module.room in BELOW_SERVE for offence in rule(module)] == []


def test_everything_is_caught_three_times_at_most_in_the_repository() -> None:
    everywhere = [*HOUSE, *walked("demonstration", "docs", "tests")]
    handlers = [handler for module in everywhere for handler in broad_handlers(module)]
    assert len(handlers) <= MOST_BROAD_HANDLERS, handlers


def test_the_walk_reaches_every_room_and_every_owner() -> None:
    assert {module.room for module in HOUSE} == set(MAY_IMPORT)
    assert len(HOUSE) > 40
    paths = {module.path for module in HOUSE}
    named = {owner for owners in OWNERS.values() for owner in owners if owner[-1] != "/"}
    assert named | {PASSES_THE_ENVIRONMENT_ON, LOADS_A_TABLE_OF_JOBS, *(path for path, _ in ALLOWED_BESIDES)} <= paths


def test_the_environment_is_passed_on_and_no_setting_read_from_it() -> None:
    (module,) = (module for module in HOUSE if module.path == PASSES_THE_ENVIRONMENT_ON)
    assert "RAPPORTEUR" not in module.text


# Each rule can find an offence


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (wrong_imports, "core/records.py", "import index.queries.query"),
        (wrong_imports, "index/search.py", "def late():\n    from ingest.read import read_documents"),
        (wrong_imports, "ingest/read.py", "if TYPE_CHECKING:\n    import index"),
        (wrong_imports, "answer/ask.py", "from serve.library import Library"),
        (wrong_imports, "answer/ask.py", "import ingest.extract"),
        (wrong_imports, "serve/library.py", "import web.main"),
        (wrong_imports, "serve/library.py", "import app"),
        (wrong_imports, "index/search.py", "from importlib import import_module\nimport_module('serve.cli')"),
        (wrong_imports, "index/search.py", "importlib.import_module(name)"),
        (wrong_imports, "index/search.py", "from . import query"),
        (wrong_imports, "serve/cli.py", "import tests.pdfs"),
        (wrong_imports, "serve/library.py", "import evaluation.beir"),
        (wrong_libraries, "index/search.py", "def late():\n    import whoosh.fields"),
        (wrong_libraries, "ingest/read.py", "from pypdf import PdfReader"),
        (wrong_libraries, "serve/library.py", "import streamlit"),
        (wrong_libraries, "answer/ask.py", "import numpy as np"),
        (wrong_libraries, "core/settings.py", "import requests"),
        (wrong_libraries, "indexer/x.py", "import numpy"),
        (printing, "core/x.py", "print('here')"),
        (printing, "index/x.py", "def f():\n    sys.stderr.write('here')"),
        (reading_the_environment, "core/settings.py", "os.environ['HOME']"),
        (reading_the_environment, "core/settings.py", "value = os.getenv('HOME')"),
        (reading_the_environment, "core/settings.py", "from os import environ"),
        (knowing_html, "index/snippets.py", "mark = f'<mark>{word}</mark>'"),
        (knowing_html, "answer/ask.py", "line = '<a href=\"' + link + '\">'"),
        (knowing_html, "answer/ask.py", "from html import escape"),
        (misnamed, "core/utils.py", ""),
        (misnamed, "index/text_helpers.py", ""),
        (misnamed, "serve/common/x.py", ""),
        (misnamed, "serve/cache_manager.py", ""),
        (oversized, "core/x.py", "x = 1\n" * 401),
        (oversized, "core/x.py", "class C:\n    async def f():\n" + "        pass\n" * 60),
        (undocumented, "core/x.py", "# a comment\nx = 1"),
        (broad_handlers, "core/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
        (broad_handlers, "core/x.py", "try:\n    f()\nexcept:\n    pass"),
        (broad_handlers, "core/x.py", "try:\n    f()\nexcept (ValueError, BaseException) as exc:\n    raise X from exc"),
    ],
)  # fmt: skip
def test_every_rule_finds_an_offence(rule: Rule, path: str, text: str) -> None:
    assert rule(Module(path, text))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (wrong_imports, "web/main.py", "import serve.library\nimport web.pages\nimport re"),
        (wrong_libraries, "web/views/ask.py", "import streamlit\nimport core.records\nimport json"),
        (printing, "core/x.py", "def print_it(): 'print(1)'\nself.print(2)\nsubprocess.run(a, stdout=1)"),
        (reading_the_environment, PASSES_THE_ENVIRONMENT_ON, "os.environ"),
        (knowing_html, "core/x.py", '"""About <mark> and <b>."""\nx = "(?P<p>a)" + "a < b > c"'),
        (misnamed, "core/commonwealth.py", ""),
        (oversized, "core/x.py", "def f():\n" + "    pass\n" * 59),
        (undocumented, "core/x.py", '"""What it is."""'),
        (broad_handlers, "core/x.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
        (broad_handlers, "core/x.py", "try:\n    f()\nexcept ValueError:\n    pass"),
    ],
)  # fmt: skip
def test_no_rule_finds_an_offence_where_there_is_none(rule: Rule, path: str, text: str) -> None:
    assert rule(Module(path, text)) == []
