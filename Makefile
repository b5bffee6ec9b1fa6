# Needs make, sh and Python 3.11 only. `make` alone prints the targets.
#
#   make serve PYTHON=python3.12     another Python for the virtual environment
#   make serve TILDA_PORT=9000       settings are environment variables: see README.md
#   make test PYTEST="-k citations"  options for pytest

PYTHON ?= python3
VENV ?= .venv
PYTEST ?=
LOCK ?=
EVAL_RUN ?= var/eval/latest

BIN := $(VENV)/bin
# Stamps: newer than what they were made from, so a second run installs nothing.
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
NODE_TOOLS := node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help setup serve test check widget ingest bench eval baseline ablation collections pin lock

help: ## print these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(RUNTIME) ## create .venv with the locked packages and Tilda itself

serve: $(RUNTIME) ## build the index from corpus/ and serve on http://127.0.0.1:8000
	@$(BIN)/tilda ingest || [ $$? -eq 3 ] # 3: some texts were left out, and named; the others are served
	@$(BIN)/tilda serve

test: $(DEVELOPMENT) ## run the whole test suite
	@command -v chromium >/dev/null || echo "chromium is missing, so the browser tests will be skipped." \
		"To run them: apt-get install chromium" >&2
	$(BIN)/pytest $(PYTEST)

check: $(DEVELOPMENT) ## check format, lint, types, import contracts and the Dockerfile
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing, so the widget's JavaScript is not checked. To check it: apt-get install npm" >&2; \
	elif ! $(MAKE) --silent $(NODE_TOOLS); then \
		echo "npm could not fetch its tools, so the widget's JavaScript is not checked." >&2; \
	else $(MAKE) --no-print-directory widget; fi

widget: $(NODE_TOOLS) ## check the types and the style of the widget's JavaScript; needs npm
	npm run --silent types
	npm run --silent lint

$(NODE_TOOLS): package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

ingest: $(RUNTIME) ## build the index from corpus/
	$(BIN)/tilda ingest

bench: $(RUNTIME) ## measure ingest, search, answers, start and memory
	$(BIN)/python -m eval.bench

eval: $(RUNTIME) ## build the index, run the shipped eval set, and compare with eval/baseline.json
	@$(BIN)/tilda ingest || [ $$? -eq 3 ]
	$(BIN)/tilda eval run --out $(EVAL_RUN) --gate-file eval/gates.toml \
		--baseline eval/baseline.json --fail-on-regression

baseline: $(RUNTIME) ## run the shipped eval set and make it eval/baseline.json
	@$(BIN)/tilda ingest || [ $$? -eq 3 ]
	$(BIN)/tilda eval run --quiet --out $(EVAL_RUN)
	$(BIN)/tilda eval export $(EVAL_RUN) --format baseline --out eval/baseline.json

pin: $(RUNTIME) ## keep app/widget/loader.js as the build of this version that sites can pin
	$(BIN)/python -m app.web.pin_loader

ablation: $(RUNTIME) ## ask the shipped eval set with one part of the product off at a time
	$(BIN)/python -m eval.ablation

collections: $(RUNTIME) ## index the texts of eval/sources, and two Debian manuals fetched with apt
	$(BIN)/python -m eval.collections

# Needs a pip that finds PyTorch's CPU build of the pinned version. The CPU build's version ends in +cpu;
# the lock leaves that out, so that it also installs where only the plain version exists.
# LOCK=--upgrade takes the newest versions that pyproject.toml allows.
lock: $(DEVELOPMENT) ## write requirements.txt and requirements-dev.txt from pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK_OPTIONS) --output-file requirements.txt
	sed -i 's/^\(torch==[0-9.]*\)+cpu$$/\1/' requirements.txt
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK_OPTIONS) --extra dev \
		--constraint requirements.txt --output-file requirements-dev.txt
	sed -i 's/^\(torch==[0-9.]*\)+cpu$$/\1/' requirements-dev.txt

LOCK_OPTIONS = --quiet --unsafe-package pip --strip-extras --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links $(LOCK) pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tilda needs Python 3.11 or newer; name one with: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "On Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

# setuptools is in the lock, so that nothing outside the lock builds the project.
$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
