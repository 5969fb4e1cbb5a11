# Everything a newcomer needs: `make run` to see it, `make test` to trust it.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCKED := pyproject.toml requirements.lock

# The server's settings; every one can be given on the command line: make run PORT=9000
export HOST ?= 127.0.0.1
export PORT ?= 8000
export DATA_DIR ?= var
# Compiled modules are kept, whatever the machine is set to: each command starts a fifth faster.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench bench-index bench-page bench-quality bench-salary bench-parsing bench-intake bench-import crash-test audit browser screenshots lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## make .venv with everything a developer needs

run: $(VENV)/.runtime ## set up, then serve the demo on http://127.0.0.1:8000 (Ctrl-C ends it)
	@exec $(BIN)/recruit run

test: $(VENV)/.dev ## set up, then run all tests on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=10 $(ARGS)

lint: $(VENV)/.dev ## ruff, mypy and djlint
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --strict --allow-subclassing-any -p matching
	$(BIN)/djlint --quiet --lint templates

bench: $(VENV)/.bench ## measure ranking, index, page, salary, intake, parsing and import (two hours), or ONLY="ranking page"
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.everything $(ONLY)

bench-index: $(VENV)/.bench ## measure the index at 20,000, 200,000 and a million, beside others (20 minutes)
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.index

bench-page: $(VENV)/.dev ## open shortlists of 200,000 candidates over HTTP (15 minutes)
	$(BIN)/python -m bench.page

bench-quality: $(VENV)/.dev ## measure how well we rank: our own graded set, or DATA=folder of sets
	$(BIN)/python -m bench.quality

bench-salary: $(VENV)/.dev ## measure the what-if and the market of our own base
	$(BIN)/python -m bench.salary

bench-parsing: $(VENV)/.dev ## measure how well resumes are read: our own layouts, or DATA=folder with truth
	$(BIN)/python -m bench.parsing

bench-intake: $(VENV)/.dev ## measure how fast files become drafts, beside bare text extraction
	$(BIN)/python -m bench.intake

bench-import: $(VENV)/.dev ## import 10,000 resumes while a recruiter opens a shortlist (20 minutes)
	$(BIN)/python -m bench.import_load

crash-test: $(VENV)/.dev ## kill server and worker 300 times; nothing acknowledged may be lost (40 minutes)
	$(BIN)/python -m bench.crash

audit: $(VENV)/.dev ## audit twins and attacks: what the ranking must not see and not be talked into
	$(BIN)/python -m bench.audit

browser: ## install Chromium and fonts for the browser tests (Debian, as root or with sudo)
	sh tools/browser.sh

screenshots: $(VENV)/.dev ## draw the pages of the demo at 1440 and 390 px into docs/screenshots
	$(BIN)/python -m tools.screenshots

lock: $(VENV)/.dev ## resolve requirements.lock anew (needs uv)
	$(BIN)/python tools/lock.py update

clean: ## remove the environment, caches and all of var, a base that was tried there, too
	rm -rf $(VENV) var build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo 'Recruit needs Python 3.11, 3.12 or 3.13. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: $(BIN)/python $(LOCKED)
	@$(call install,runtime build)
	@touch $@

# A PostgreSQL address needs its driver as well.
ifneq ($(findstring postgres,$(DATABASE_URL)),)
run: $(VENV)/.postgres
endif

$(VENV)/.postgres: $(VENV)/.runtime $(LOCKED)
	@$(call install,runtime build postgres)
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime $(LOCKED)
	@$(call install,runtime build postgres cluster dev)
	@touch $@

$(VENV)/.bench: $(VENV)/.dev $(LOCKED)
	@$(call install,runtime build postgres cluster dev bench)
	@touch $@

# Exactly the locked files, then the project itself without asking for anything more.
define install
	echo 'Installing into $(VENV): $(1); this takes a minute' && \
	$(BIN)/python tools/lock.py select $(1) > $(VENV)/wanted.txt && \
	$(PIP) install --quiet --require-hashes --no-deps -r $(VENV)/wanted.txt && \
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
endef
