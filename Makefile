# The words of this project. `make` alone lists them. Needs Python 3.11 or newer and nothing else.
# The settings in .env.example can be given on the line: make run PORT=9000

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

# Everything here is for a machine of one's own: the secret key is made, sample data and demo accounts are on offer.
LOCAL ?= true
export LOCAL
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

# Compiled files are kept whatever the shell says: each process of the tests and each start would compile all anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py
# The check of types and the writing of locks need settings but no database.
NO_DATABASE := DATABASE_URL=postgresql://nobody@localhost/nothing

.PHONY: help
help: ## List these words.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# Use

.PHONY: run
run: runtime ## Prepare everything that is missing and serve the site at http://127.0.0.1:8000/ (PORT= for another).
	@$(MANAGE) start

.PHONY: migrate
migrate: runtime ## Bring the database up to date.
	@$(MANAGE) migrate

.PHONY: shell
shell: runtime ## Open a Python prompt with the models at hand.
	@$(MANAGE) shell

.PHONY: reset
reset: runtime ## Drop all data of the embedded database; the next `make run` begins anew.
	@$(RUN) -m cooperation.reset

# Check

# One more than there are processors, but no more than five: somebody waits for a browser or the database, and each more
# costs eight seconds of a processor to begin with (276 s with three on two processors, 312 s with four).
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -lt 4 ] || n=4; echo $$((n + 1)))

.PHONY: test
test: setup ## Run all tests; BROWSER=skip leaves out those in a browser, ARGS= is passed to pytest.
	@$(RUN) -m tests.browser.chromium
	$(RUN) -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

.PHONY: lint
lint: setup ## Check style, types, layers, templates and missing migrations.
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(NO_DATABASE) $(RUN) -m mypy
	$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(MANAGE) makemigrations --check --dry-run
	$(RUN) -m djlint --lint --quiet templates

.PHONY: audit
audit: setup ## Tell licences, known faults, secrets and risky code; what could not be checked is said.
	@$(RUN) -m cooperation.audit

.PHONY: format
format: setup ## Put the Python files into the house style.
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .

.PHONY: bench-data
bench-data: setup ## Fill a database of its own with a large made-up record to measure on; ARGS=--million with a larger one.
	$(RUN) -m bench.data $(ARGS)

.PHONY: bench
bench: setup peer ## Measure the pages, exports and queries on that record, and Datasette beside them; ARGS=--million on the larger one.
	$(RUN) -m bench.run $(ARGS)

.PHONY: torture
torture: setup ## Kill, cut and load the site until something is lost, or nothing is; ARGS="faults --kills 50" for a part.
	$(RUN) -m torture $(ARGS)

# Write

.PHONY: expected
expected: setup ## Rewrite the files of expected output under tests/expected; read the difference before committing.
	UPDATE_EXPECTED=1 $(RUN) -m pytest -m expected $(ARGS)

.PHONY: docs
docs: setup ## Rewrite the documents that are generated from the code.
	$(MANAGE) write_docs

.PHONY: pictures
pictures: setup ## Take the pictures of docs/analysts.md anew, in a browser.
	PICTURES=docs/images $(RUN) -m pytest tests/browser $(ARGS)

.PHONY: lock
lock: setup ## Compile the files of requirements anew from pyproject.toml; ARGS=--upgrade for newer ones.
	$(RUN) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet 'uv>=0.9'
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK_PEER) --output-file bench/requirements-peer.txt
	rm -rf $(VENV)/lock

# Hashes instead of addresses: the files are right with every mirror of the package index.
COMPILE = --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --no-emit-find-links $(ARGS)
LOCK = $(VENV)/lock/bin/uv pip compile pyproject.toml $(COMPILE)
LOCK_PEER = $(VENV)/lock/bin/uv pip compile --group peer $(COMPILE)

# What the words above need

INSTALL = $(RUN) -m pip install --require-hashes --only-binary :all: --progress-bar off

.PHONY: setup
setup: python ## Install all packages, those of the developers too, into .venv.
	@if [ "$$(cat requirements-dev.txt)" != "$$(cat $(VENV)/installed-dev 2>/dev/null)" ]; then \
	  echo "Installing the packages for development (about half a minute) ..."; \
	  $(INSTALL) -r requirements-dev.txt && cp requirements.txt $(VENV)/installed \
	    && cp requirements-dev.txt $(VENV)/installed-dev; fi

# Datasette asks for other versions of what we use, so it has a .venv of its own.
.PHONY: peer
peer: python ## Install Datasette, which is measured beside us, in a place of its own.
	@if [ "$$(cat bench/requirements-peer.txt)" != "$$(cat $(VENV)/peer/installed 2>/dev/null)" ]; then \
	  echo "Installing Datasette to measure beside (some seconds) ..."; \
	  $(RUN) -m venv $(VENV)/peer && $(VENV)/peer/bin/python -m pip install --require-hashes --only-binary :all: \
	    --progress-bar off --quiet -r bench/requirements-peer.txt && cp bench/requirements-peer.txt $(VENV)/peer/installed; fi

.PHONY: runtime
runtime: python
	@if [ "$$(cat requirements.txt)" != "$$(cat $(VENV)/installed 2>/dev/null)" ]; then \
	  echo "Installing the packages (some seconds) ..."; \
	  $(INSTALL) -r requirements.txt && cp requirements.txt $(VENV)/installed; fi

# Takes the first Python on PATH that is new enough; PYTHON= names another. A .venv whose Python is gone is made anew.
.PHONY: python
python:
	@$(RUN) -c '' 2>/dev/null && exit 0; \
	for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; python=; done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer is needed; found: $$(command -v $(or $(PYTHON),python3) > /dev/null && $(or $(PYTHON),python3) --version 2>&1 || echo none)"; \
	  echo "Install one, or name the one to use: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.12"; exit 1; fi; \
	echo "Making $(VENV) with $$("$$python" --version) ..."; rm -rf $(VENV); \
	"$$python" -m venv $(VENV) > /dev/null 2>&1 && exit 0; rm -rf $(VENV); \
	echo "Python's module venv is missing or not whole. On Debian and Ubuntu: apt install python3-venv"; \
	echo "Then run the same again."; exit 1
