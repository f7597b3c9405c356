# Everything Simpul needs, from nothing but Python and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test lint bench schema lock

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

run: $(READY) ## set up, start the embedded database, load the demonstration, serve
	$(BIN)/simpul serve --demonstration

test: lint ## set up and pass the whole suite
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: $(READY) ## format check, lint, import contracts, types
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/ruff check --no-cache .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

bench: $(READY) ## print the budgets of the hot paths (BENCH_LARGE=1: 2.9 million offerings)
	$(BIN)/python -m tests.bench

schema: $(READY) ## write the files that follow from the schema and the registry of facts
	$(BIN)/simpul schema --facts
	$(BIN)/ruff format --quiet schema/fact_inputs.py
	$(BIN)/simpul schema > schema/schema.graphql

lock: ## compile requirements.lock again (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet --output-file requirements.lock

# The stamp holds a checksum of what was installed, so that a second run installs nothing and needs no network.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Simpul needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11 and run make again.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(READY)
