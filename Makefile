# One place for the commands of this project; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.base
SITE := $(VENV)/.site
DEV := $(VENV)/.dev
ORACLES := tests/wallet/oracles/node_modules
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo site test fast lint types docs bench tables clean pack wheel oracles

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(BASE): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(SITE): pyproject.toml $(BASE)
	@echo "Installing the site into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

$(DEV): pyproject.toml $(BASE)
	@echo "Installing the tools for tests into $(VENV) (once) ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(BASE) ## set up, read the sample files and show who fits what and why
	@$(BIN)/draaischijf demo

site: $(SITE) ## set up and open the whole site with sample data, on this machine
	@$(BIN)/draaischijf site sample

test: $(DEV) lint types ## set up and run everything that CI runs
	@$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report= tests
	@NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -q -m kernel --cov --cov-append --cov-report= tests
	@$(BIN)/python -m coverage report --fail-under=90

fast: $(DEV) ## only the quick tests, without lint and types
	@$(BIN)/python -m pytest -q -n $(JOBS) -m "not slow" tests

lint: $(DEV) ## style, and the order of the rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

docs: $(DEV) ## run the examples in the documentation
	@$(BIN)/python -m pytest -q tests/docs

tables: $(BASE) ## say what is wrong in our tables of names
	@$(BIN)/python -m tools.build_pack --check

bench: $(DEV) ## print every table of figures
	@for name in $$(ls benchmarks | sed -n "s,^\([a-z]*\).py$$,\1,p"); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

oracles: $(ORACLES) ## install other implementations of the wallet's protocols, for tests (needs node and npm)

$(ORACLES): tests/wallet/oracles/package-lock.json
	@npm ci --no-audit --no-fund --silent --prefix tests/wallet/oracles
	@touch $@

wheel: $(DEV) ## build the wheel and try it in a clean environment
	@$(BIN)/python -m tools.check_wheel

pack: $(DEV) ## build the language pack again from packages and tables
	@$(BIN)/python -m tools.build_pack

clean: ## remove what was built
	@rm -rf $(VENV) build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
