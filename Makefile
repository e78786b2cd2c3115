# `make run` serves the register, `make test` proves it; `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := /bin/sh

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
ifdef REGISTER_DATA
export REGISTER_DATA
endif
ifdef DATABASE_URL
export DATABASE_URL
endif

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
RUNTIME := $(if $(filter postgres%,$(DATABASE_URL)),requirements-postgresql,requirements)
PIP := $(BIN)/python -m pip install -qq --require-hashes --disable-pip-version-check
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

# Tests that are chosen by words may all stand in the other of two runs.
CHOSEN = $(if $(ARGS),$(ARGS) || test $$? -eq 5)

CATALOGUE := cooperation/locale/django
KEYWORDS := --keyword gettext_lazy --keyword gettext_noop --keyword ngettext_lazy:1,2 \
	--keyword pgettext_lazy:1c,2

.PHONY: help run test thorough postgresql benchmark golden browser lint format shell migrations messages lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: $(VENV)/$(RUNTIME).stamp ## Set up everything and serve at http://HOST:PORT (127.0.0.1:8000)
	@$(BIN)/python -m config.claim
	@$(MANAGE) prepare
	@echo "The register is at http://$(HOST):$(PORT)/ - stop it with Ctrl-C."
	@exec $(BIN)/python -m config.claim $(BIN)/python -m config.beside \
		$(BIN)/granian --interface wsgi --host "$(HOST)" --port "$(PORT)" \
		--workers "$${WORKERS:-$$($(BIN)/python -c 'import os; print(os.cpu_count() or 1)')}" \
		--blocking-threads 26 --blocking-threads-idle-timeout 600 \
		--workers-kill-timeout 30 --respawn-failed-workers \
		--log-level error config.wsgi:application

test: $(VENV)/requirements-dev.stamp ## Run the tests; ARGS="-k words" picks some
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not thorough" --ignore=tests/browser \
		--ignore=tests/benchmarks --ignore=tests/serving/test_load.py $(ARGS)

thorough: $(VENV)/requirements-dev.stamp ## Hunt through every address for what must not show or break
	@$(BIN)/python -m pytest -n auto --dist worksteal -m thorough --ignore=tests/browser \
		--ignore=tests/benchmarks --ignore=tests/serving/test_load.py

postgresql: $(VENV)/requirements-dev.stamp ## Run at DATABASE_URL what PostgreSQL may answer otherwise; FULL=1: all
	@case "$(DATABASE_URL)" in postgres*) ;; *) \
		echo "Name a database: make postgresql DATABASE_URL=postgresql://..."; exit 1;; esac
	@$(MAKE) --no-print-directory test ARGS='-m "$(if $(filter 1,$(FULL)),,sql or postgresql)"'

benchmark: $(VENV)/requirements-dev.stamp ## Count queries, compare growth, load the server; FULL=1 is whole
	@$(BIN)/python -m pytest tests/benchmarks tests/serving/test_load.py $(ARGS)

golden: $(VENV)/requirements-dev.stamp ## Keep all answers in FOLDER, or compare them with those kept there
	@test -n "$(FOLDER)" || { echo "Name a folder: make golden FOLDER=../golden"; exit 1; }
	@GOLDEN="$(FOLDER)" $(BIN)/python -m pytest -n 2 tests/golden/test_golden.py

browser: $(VENV)/requirements-dev.stamp ## Drive pages and desk in Debian's chromium
	@$(BIN)/python -m pytest tests/browser -n 2 --dist worksteal -m "not alone" $(CHOSEN)
	@$(BIN)/python -m pytest tests/browser -m alone $(CHOSEN)

lint: $(VENV)/requirements-dev.stamp ## Check style, layers, types, templates, migrations, settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djhtml --tabwidth 2 --check templates
	$(MANAGE) makemigrations --check --dry-run
	SITE_URL=https://register.example TRUSTED_PROXIES=127.0.0.1 $(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/requirements-dev.stamp ## Format Python and templates
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djhtml --tabwidth 2 templates

shell: $(VENV)/requirements-dev.stamp ## Open a Python shell with the models loaded
	@$(MANAGE) shell

migrations: $(VENV)/requirements-dev.stamp ## Write a migration: make migrations NAME=commitment_due
	@test -n "$(NAME)" || { echo "Name the migration: make migrations NAME=commitment_due"; exit 1; }
	$(MANAGE) makemigrations cooperation --name "$(NAME)"

messages: $(VENV)/requirements-dev.stamp ## Bring the Khmer catalogue up to the sources and compile it
	$(BIN)/pybabel extract --mapping babel.cfg --output $(CATALOGUE).pot --sort-output --no-wrap \
		--no-location --omit-header $(KEYWORDS) .
	$(BIN)/pybabel update --domain django --input-file $(CATALOGUE).pot \
		--output-dir cooperation/locale --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date
	rm $(CATALOGUE).pot
	$(BIN)/pybabel compile --domain django --directory cooperation/locale

lock: ## Lock the dependencies of pyproject.toml anew (needs uv)
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra postgresql --constraint requirements.txt \
		--output-file requirements-postgresql.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements-postgresql.txt \
		--output-file requirements-dev.txt

clean: ## Remove the environment and the caches; the data stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# A command of that name may exist and yet not work, so each is tried.
$(BIN)/python:
	@for python in python3 python3.11 python3.12 python3.13; do \
		if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
			2>/dev/null; then \
			found=$$python; \
			if $$python -c 'import ensurepip, sqlite3, venv' 2>/dev/null; then \
				echo "Making $(VENV) with $$($$python --version)"; \
				exec $$python -m venv --clear $(VENV); \
			fi; \
		fi; \
	done; \
	if [ -n "$$found" ]; then \
		echo "$$found lacks its modules venv, ensurepip or sqlite3."; \
		echo "On Debian and Ubuntu install them with: apt-get install python3-venv"; \
	else \
		echo "The register needs Python 3.11, 3.12 or 3.13, and found none of them."; \
	fi >&2; \
	exit 1

$(VENV)/%.stamp: %.txt | $(BIN)/python
	@echo "Installing what $< lists"
	@$(PIP) -r $<
	@touch $@
