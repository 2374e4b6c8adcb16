# Gongkai 公开. `make` alone prints this file's help.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test quick check bench fmt docs lock wheel bundle

PYTHON ?= python3
BIN := .venv/bin
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-header --no-annotate
# A lock is whole: nothing is resolved while it is installed, so what appeared since in an index changes nothing.
INSTALL := $(BIN)/python -m pip install -q --no-deps
# Checks read settings and never need a real home.
DJANGO := GONGKAI_HOME=build/check DJANGO_SETTINGS_MODULE=gongkai.config.settings $(BIN)/python -m django
# Whatever keeps something in the database runs on both: every room above the registry, and what crosses them.
STORED := $(filter-out $(addprefix src/gongkai/,law typeset precheck annualreport registry),\
	$(patsubst %/__init__.py,%,$(wildcard src/gongkai/*/__init__.py))) tests/permissions tests/faults tests/evidence

help: ## print this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS=$$'\t' read -r name text; do \
		printf '  make %-6s %s\n' "$$name" "$$text"; done

run: .venv/installed ## start the sample bureau on 127.0.0.1:8000 (first time: make the environment and the home)
	$(BIN)/gongkai demo

test: .venv/installed-dev ## everything: check, all tests on SQLite, the stored rooms on PostgreSQL, journeys in Chromium
	tools/debian-packages
	$(MAKE) check
	$(BIN)/pytest -n 2 -q src/gongkai/law --cov=gongkai.law --cov-branch --cov-report= --cov-fail-under=100
	$(BIN)/pytest -n 2 --dist loadgroup --ignore src/gongkai/law
	tools/with-postgres $(BIN)/pytest -n 2 --dist loadgroup $(STORED)

quick: .venv/installed-dev ## the inner loop: lint, then all tests but the browser's, on SQLite, first failure stops
	$(BIN)/ruff check -q
	$(BIN)/pytest -n 2 --dist loadgroup -x -q --ignore tests/journeys

check: .venv/installed-dev ## everything that reads and does not run, cheapest first
	$(BIN)/ruff format --check -q
	$(BIN)/ruff check -q
	$(BIN)/lint-imports --no-logo
	$(BIN)/djhtml --check src
	mkdir -p build/check
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run
	GONGKAI_PROFILE=production GONGKAI_SECRET_KEY=$$(head -c 60 /dev/urandom | base64 -w0) GONGKAI_HOSTS=localhost \
		$(DJANGO) check --deploy --fail-level WARNING
	GONGKAI_HOME=build/check $(BIN)/mypy

bench: .venv/installed-dev ## measure the claims of the docs, each against its named baseline
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done
	@for claim in compiling importing paging; do \
		echo "== bench/$$claim.py on PostgreSQL"; tools/with-postgres $(BIN)/python bench/$$claim.py; done

fmt: .venv/installed-dev ## format Python and templates, mend what ruff can mend
	$(BIN)/ruff check --fix -q || true
	$(BIN)/ruff format -q
	$(BIN)/djhtml src

docs: .venv/installed-dev ## write docs/reference anew from what the program declares
	mkdir -p build/check
	GONGKAI_HOME=build/check $(BIN)/python -m tools.reference

lock: .venv/installed-dev ## resolve the dependencies anew: hashes, no address of any index
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements.lock --group dev pyproject.toml -o requirements-dev.lock

wheel: .venv/installed-dev ## build dist/*.whl, which `pip install` takes
	$(BIN)/hatchling build -t wheel

bundle: .venv/installed-dev ## build dist/*-offline.zip, whose install.sh asks no index
	tools/bundle

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本；可用 make PYTHON=python3.12 指定。" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	touch $@

.venv/installed: .venv/python requirements.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) -e .
	$(BIN)/python -m pip check
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip check
	touch $@
