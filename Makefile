# `make dataset` and `make test` set up .venv by themselves and reuse it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: dataset test lint check bench docs lock clean

dataset: $(INSTALLED)
	$(BIN)/jiceng build

test: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: dataset
	$(BIN)/jiceng check

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.tag_agreement

docs: $(INSTALLED)
	$(BIN)/python -m schemas docs

# Needs uv on the path. Both files name versions and hashes, no index.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-dev.lock -c requirements.lock
	printf '%s\n' 'datasets==5.2.0' 'frictionless[parquet]==5.21.0' 'mlcroissant[parquet]==1.1.1' | \
		uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/validators.lock
	echo 'cffconvert==2.0.0' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/cffconvert.lock

clean:
	rm -rf output/builds output/shards output/current output/load.sql output/runs output/lock.json .prefect .jiceng build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -maxdepth 1 -type l -delete
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(INSTALLED): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "jiceng needs Python 3.11 or newer; give one with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
