# `make` alone lists the commands. Each does its own set-up on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
PIP := $(BIN)/pip --disable-pip-version-check --quiet
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: help run test check bench format messages clean

help:  ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run  ## Install what is needed and run the portal with its demonstration data (PORT=8000)
	@exec $(BIN)/portal up --demo --host $(HOST) --port $(PORT)

test: $(VENV)/.test  ## Run the whole suite, on SQLite and PostgreSQL, with real Redis and Chromium
	@sh tests/chromium.sh
	@$(BIN)/pytest --engine sqlite
	@$(BIN)/pytest --engine postgresql

check: $(VENV)/.test  ## Lint, format, types, layers, templates, catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>&1 | tail -n 8
	@$(BIN)/lint-imports --no-logo > /dev/null
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m portal.catalogues check

bench: $(VENV)/.test  ## Measure bytes, speed and the rush for seats; prints the figures
	@sh tests/chromium.sh
	@$(BIN)/python -m tests.bench

format: $(VENV)/.test  ## Format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

messages: $(VENV)/.test  ## Bring the catalogues up to date with the code
	@$(BIN)/python -m portal.catalogues update

clean:  ## Remove what was installed and built; never the data in var/
	rm -rf $(VENV) .build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=python3.12 make run)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python can't make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing the packages (once) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing the packages for development (once) …"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.run
