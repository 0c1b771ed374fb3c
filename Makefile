# Two commands set up everything: `make run` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export HOCVU_HOME ?= $(CURDIR)/.hocvu
STAMP := $(VENV)/.installed

.PHONY: help run test check fix bench clean

help: ## Show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "Needs Python 3.11 (set PYTHON=... to name it)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --constraint requirements.lock --editable '.[dev]'
	@touch $@

run: $(STAMP) ## Install, prepare the sample library, serve the page on port 8000
	$(BIN)/hocvu sample
	$(BIN)/hocvu serve --port $(PORT)

test: $(STAMP) check ## Everything CI runs
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: $(STAMP) ## Style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(STAMP) ## Mend style where a tool can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## Run the benchmarks (needs DATA=folder of real documents)
	$(BIN)/pip install --quiet --constraint requirements.lock --editable '.[dev,bench]'
	$(BIN)/python -m evals.benchmarks --data $(DATA)

clean: ## Remove the environment and caches (not the library)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
