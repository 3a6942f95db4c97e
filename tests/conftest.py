"""What many tests share: the demonstration library, ingested once, and the shared data where they are."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette

from core.settings import Settings
from ingest.recognition.tesseract import find_ocr
from serve.cli import main
from serve.http_api import routes
from serve.ingest_run import IngestReport
from serve.library import Library

HOME = Path(__file__).resolve().parent.parent
FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data ($RAPPORTEUR_SHARED or ../shared); tests that need it are skipped without it."""
    folder = Path(os.environ.get("RAPPORTEUR_SHARED") or HOME.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared data are not at {folder}: set RAPPORTEUR_SHARED")
    return folder


def ingested_once(folder: Path) -> IngestReport:
    """Ingests a copy of corpus/ in the folder, where no other process has yet; the report of that one ingest."""
    told = folder / "report.pickle"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            settings = Settings(corpus=folder / "corpus", data=folder / "data")
            shutil.copytree(HOME / "corpus", settings.corpus, dirs_exist_ok=True)
            library = Library(settings)
            told.write_bytes(pickle.dumps(library.ingest()))
            library.close()
    return pickle.loads(told.read_bytes())


@pytest.fixture(scope="session")
def demonstration_made(tmp_path_factory) -> tuple[Settings, IngestReport]:
    """A copy, this process's own, of what one of the processes that run the tests has ingested for all of them."""
    own = tmp_path_factory.mktemp("demonstration")
    run = own.parent.parent if os.environ.get("PYTEST_XDIST_WORKER") else own.parent
    made = run / "demonstration-made"
    made.mkdir(exist_ok=True)
    report = ingested_once(made)
    for name in ("corpus", "data"):
        shutil.copytree(made / name, own / name)
    return Settings(corpus=own / "corpus", data=own / "data"), report


@pytest.fixture(scope="session")
def demonstration_settings(demonstration_made) -> Settings:
    """The folders of the demonstration library, ingested. All tests of this process read it: don't write to it."""
    return demonstration_made[0]


@pytest.fixture(scope="session")
def demonstration_report(demonstration_made) -> IngestReport:
    """What the first ingest of the demonstration library told."""
    return demonstration_made[1]


@pytest.fixture(scope="session")
def demonstration(demonstration_settings):
    """The demonstration library, ingested. Shared by all tests: don't ingest into it."""
    library = Library(demonstration_settings)
    yield library
    library.close()


@pytest.fixture(scope="session")
def app(demonstration) -> Starlette:
    """The routes on the demonstration library."""
    return Starlette(routes=routes(demonstration))


@pytest.fixture
def run(capfd, demonstration_settings, demonstration_report) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on the demonstration library: its exit code, and what it wrote to stdout and stderr."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        place = ("--corpus", demonstration_settings.corpus, "--data", demonstration_settings.data)
        code = main([str(argument) for argument in (*arguments, *place)])
        return code, *capfd.readouterr()

    return ran


@pytest.fixture
def empty_library(tmp_path):
    """A library of a test's own, with an empty corpus folder."""
    (tmp_path / "corpus").mkdir()
    library = Library(Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", workers=1))
    yield library
    library.close()


@pytest.fixture(scope="module")
def without_ocr(tmp_path_factory):
    """A computer on which no program is found, Tesseract neither."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path_factory.mktemp("no-programs")))
        yield


@pytest.fixture(scope="session")
def with_ocr() -> None:
    """Tesseract with its languages; tests that need it are skipped without, but never in CI."""
    missing = [*find_ocr().missing(("eng", "fra", "deu"))] if find_ocr().ready else [find_ocr().remedy]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"text recognition is missing: {missing}")
    assert not missing


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Leaves a test's fate where its fixtures can see it: a browser's takes a picture of what went wrong."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def pytest_make_parametrize_id(val, argname):
    """Names a file's bytes by their argument: they hold when they were made, and all processes must name a test alike."""
    return argname if isinstance(val, bytes) and len(val) > 20 else None
