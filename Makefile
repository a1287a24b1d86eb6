# Every target works from a fresh clone with Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CATALOGUES := $(wildcard src/acordo/locale/*/LC_MESSAGES/django.po)

.DEFAULT_GOAL := help
.PHONY: help install run test check format messages reference bench peers lock clean

help: ## what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

install: $(VENV)/ready ## make only the environment (.venv)

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "acordo needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with PYTHON=…")'
	@echo "making the environment in $(VENV) (a minute or two, once)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: requirements/run.txt pyproject.toml setup.py $(CATALOGUES) | $(VENV)/made
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@echo "compiling the matcher for this machine (half a minute, once)"
	@$(BIN)/python -c 'from acordo import matching; matching.compiled() or matching.compile_kernels()'
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt $(VENV)/ready
	@echo "adding what the tests need"
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

run: $(VENV)/ready ## start the desk with an invented story; prints the address and a sign-in
	@$(BIN)/acordo run

test: $(VENV)/ready-dev ## every test: on SQLite, then on PostgreSQL
	@$(BIN)/python -m tests.run

check: $(VENV)/ready-dev ## format, lint, types, import contracts, documentation, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.run

format: $(VENV)/ready-dev ## put the code into its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

messages: $(VENV)/ready-dev ## bring the translation catalogues in step with what the code says; lists what to translate
	@$(BIN)/python -m tests.catalogue

reference: $(VENV)/ready-dev ## write the tables of the documentation anew from the code
	@$(BIN)/python -m tests.documentation

bench: $(VENV)/ready-dev ## measure recall, false hits, speed and memory
	@$(BIN)/python -m benchmarks.run

peers: ## make the environment of the matcher that bench asks beside us (needs g++, pkg-config, the headers of ICU)
	@pkg-config --exists icu-i18n || { echo "The headers of ICU, pkg-config and g++ are needed to build PyICU (Debian: libicu-dev pkg-config g++)."; exit 1; }
	@$(PYTHON) -m venv benchmarks/peers/.venv
	@benchmarks/peers/.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement benchmarks/peers/requirements.txt

lock: ## make the hashed locks anew (needs uv)
	uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --extra build -o requirements/run.txt
	uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --extra build --extra postgresql -o requirements/postgresql.txt
	uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --extra build --extra postgresql --extra dev -o requirements/dev.txt
	uv pip compile benchmarks/peers/requirements.in --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --python-version 3.11 -o benchmarks/peers/requirements.txt
	echo "followthemoney>=4.11" | uv pip compile - --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate -o requirements/ftm.txt

clean: ## remove the environment and caches; never touches var/
	rm -rf $(VENV) .venv-ftm build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
