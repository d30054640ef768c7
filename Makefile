# Everything is made inside this folder, from python3, pip and make alone. `make` by itself lists the targets.

.DEFAULT_GOAL := help

PYTHON ?= python3
# More words for pytest (make test ARGS="-k dates") or for the benchmarks (make bench ARGS=--out=docs/speed).
ARGS ?=
# make lock UPGRADE=--upgrade takes the newest versions that pyproject.toml allows.
UPGRADE ?=

BIN := .venv/bin
DONE := .venv/done
PIP := $(BIN)/python -m pip
INSTALL := $(PIP) install -qq --require-hashes -r
COMPILE := $(BIN)/uv pip compile -q --no-cache --no-config --python-version 3.11 --universal --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links $(UPGRADE)
CODE := $(wildcard src tools tests bench)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

# A .venv whose Python is gone, or that was made in another place, is made anew.
MADE_IN := $(shell $(BIN)/python -c "" 2>/dev/null && cat $(DONE)/place 2>/dev/null)
ifneq ($(MADE_IN),$(CURDIR))
$(DONE)/venv: anew
endif

.PHONY: help
help:  ## this list
	@echo "make <target>, one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-13s%s\n", $$1, $$2}' Makefile

# ---------------------------------------------------------------- set-up
# Each step leaves a stamp in .venv/done, and is taken again only when what it was made from has changed.

.PHONY: setup
setup: $(DONE)/core  ## .venv with nolle in it
	@echo "nolle is ready: $(BIN)/nolle --help"

.PHONY: anew
anew:

$(DONE)/venv: requirements/build.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "nolle needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) -V`. Name another: make PYTHON=python3.12" >&2; exit 2; }
	@echo "making .venv"
	@$(PYTHON) -m venv --clear .venv >/dev/null 2>&1 || { \
	echo "this Python cannot put pip into a new .venv; lending it the system's" >&2; \
	$(PYTHON) -m venv --clear --without-pip .venv && \
	$(PYTHON) -m pip --python $(BIN)/python install -qq --require-hashes -r requirements/build.lock; }
	@$(INSTALL) requirements/build.lock
	@mkdir -p $(DONE)
	@pwd -P > $(DONE)/place
	@touch $@

$(DONE)/core: $(DONE)/venv requirements/core.lock pyproject.toml
	@echo "installing nolle and what it runs on"
	@$(INSTALL) requirements/core.lock
	@$(PIP) install -qq --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/dev: $(DONE)/core requirements/dev.lock
	@echo "installing what tests and checks need"
	@$(INSTALL) requirements/dev.lock
	@touch $@

# ---------------------------------------------------------------- the main job

.PHONY: demo
demo: $(DONE)/core  ## set-up, then the main job on the packaged real data, into demo-output/
	@$(BIN)/nolle demo demo-output

# ---------------------------------------------------------------- tests and checks

.PHONY: test
test: $(DONE)/dev  ## set-up, then all tests (ARGS="-k name" for some)
	@$(BIN)/python -m pytest -rs -n auto $(ARGS)

.PHONY: check check-format check-lint check-types check-layers check-spelling check-tree check-documents
check: check-format check-lint check-types check-layers check-spelling check-tree check-documents  ## form, lint, types, layers, spelling, tree, documents
	@echo "all checks passed"

check-format: $(DONE)/dev
	@$(BIN)/ruff format --check $(CODE)
check-lint: $(DONE)/dev
	@$(BIN)/ruff check $(CODE)
check-types: $(DONE)/dev
	@$(BIN)/mypy $(CODE)
check-layers: $(DONE)/dev
	@$(BIN)/lint-imports --no-logo
check-spelling: $(DONE)/dev
	@$(BIN)/codespell
check-tree: $(DONE)/dev
	@$(BIN)/python tools/guard.py
check-documents: $(DONE)/core
	@$(BIN)/nolle check

.PHONY: format
format: $(DONE)/dev  ## rewrite the code in the project's form
	@$(BIN)/ruff check --fix-only -q $(CODE)
	@$(BIN)/ruff format $(CODE)

.PHONY: bench
bench: $(DONE)/dev  ## speed and memory, measured (ARGS for the benchmarks' own options)
	@$(BIN)/python -m bench $(ARGS)

.PHONY: bench-quick bench-full
bench-quick: $(DONE)/core  ## the narrow cases at ten million charges, in a minute
	@$(BIN)/python -m bench --quick

bench-full: $(DONE)/core  ## a hundred million charges too: an hour, 20 GB of disk
	@$(BIN)/python -m bench --full $(ARGS)

.PHONY: soak
soak: $(DONE)/dev  ## agreement of the engines on random policies and records, for an hour (ARGS="--engine spark --pairs 4000")
	@$(BIN)/python -m tests.engine.soak $(ARGS)

.PHONY: accuracy
accuracy: $(DONE)/dev  ## how well charge strings are matched, on strings labelled blind (ARGS=--write keeps it in the docs)
	@$(BIN)/python -m tests.accuracy $(ARGS)

# ---------------------------------------------------------------- keeping house

.PHONY: lock
lock: $(DONE)/venv  ## work out requirements/*.lock again (UPGRADE=--upgrade for newer versions)
	@$(INSTALL) requirements/tools.lock
	@$(COMPILE) pyproject.toml -o requirements/core.lock
	@$(COMPILE) --group dev -c requirements/core.lock -o requirements/dev.lock
	@$(COMPILE) requirements/build.in -c requirements/dev.lock -o requirements/build.lock
	@$(COMPILE) requirements/tools.in -o requirements/tools.lock

.PHONY: clean
clean:  ## remove everything made here
	rm -rf .venv build dist demo-output .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .tmp
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
