# `make dataset` sets up .venv with what running needs; `make test` adds what testing needs. Both reuse it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TO_RUN := $(VENV)/.installed-to-run
TO_TEST := $(VENV)/.installed-to-test

.PHONY: dataset test lint check bench docs explorer browser pictures container lock licences sbom audit fuzz wheel clean

dataset: $(TO_RUN)
	$(BIN)/jiceng build

test: $(TO_TEST)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(TO_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: dataset
	$(BIN)/jiceng check

bench: $(TO_TEST)
	$(BIN)/python -m benchmarks

docs: $(TO_RUN)
	$(BIN)/python -m schemas docs
	$(BIN)/python docs/write_rules.py
	$(BIN)/python docs/draw_page_to_rows.py

# The explorer's files, which the package takes along: needs Node.js 20.19 or newer, and nothing else here does.
EXPLORER := jiceng/site/assets/index.html
explorer: $(EXPLORER)

$(EXPLORER): site/node_modules/.package-lock.json $(wildcard site/*.html site/*.ts site/*.json site/src/* site/public/*)
	cd site && npm run --silent build
	@touch $@

site/node_modules/.package-lock.json: site/package.json site/package-lock.json
	cd site && npm ci --silent
	@touch $@

# The explorer in Debian's chromium.
browser: $(TO_TEST) $(EXPLORER)
	cd site && npm test --silent

# The explorer's pictures in README.md.
pictures: $(TO_RUN) $(EXPLORER)
	$(BIN)/python docs/draw_explorer.py

# The steps of the Dockerfile, without Docker.
container:
	.ci/container_steps

# A newcomer's way with the installed wheel; with make wheel PYTHONS="3.11 3.12 3.13" under each of these, which uv finds.
wheel: $(TO_TEST)
	.ci/wheel $(PYTHONS)

# Needs uv on the path. All files name versions and hashes, no index.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-dev.lock -c requirements.lock
	printf '%s\n' 'cyclonedx-python-lib[json-validation]==11.12.0' 'datasets==5.2.0' 'frictionless[parquet]==5.21.0' 'mlcroissant[parquet]==1.1.1' | \
		uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/validators.lock
	echo 'atheris==3.0.0' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/fuzzing.lock
	echo 'cffconvert==2.0.0' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/cffconvert.lock
	printf '%s\n' 'altair==6.3.0' 'duckdb==2.0.0' 'marimo==0.25.2' 'pyarrow==26.0.1' | \
		uv pip compile - --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .ci/tour.lock

# Licences of all locked packages; fails where one binds, or none is stated.
licences: $(TO_TEST)
	$(BIN)/python .ci/licences.py requirements.lock requirements-dev.lock

# What running needs, as a CycloneDX bill of materials.
sbom: $(TO_RUN)
	$(BIN)/python .ci/licences.py requirements.lock --sbom sbom.cdx.json >/dev/null

# Known vulnerabilities of the locked packages: needs uv on the path, and an index that knows them. Without --strict a
# package of which the index says nothing would be passed over, and none of the rest have "no known vulnerabilities".
audit:
	uvx pip-audit@2.10.1 --requirement requirements.lock --requirement requirements-dev.lock --require-hashes --disable-pip --strict

# Inputs that nobody meant, for a minute a target: make fuzz SECONDS=600 TARGETS="alto json" for more of some.
fuzz: $(TO_TEST)
	.ci/fuzz --seconds $(or $(SECONDS),60) $(TARGETS)

clean:
	rm -rf output/builds output/shards output/current output/load.sql output/runs output/lock.json .prefect .jiceng build dist jiceng/site/assets site/node_modules site/test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzzing
	find output -maxdepth 1 -type l -delete
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# uv where it is on the path, else pip.
ifneq ($(shell command -v uv 2>/dev/null),)
MAKE_VENV := uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
INSTALL := uv pip install --quiet --python $(BIN)/python
else
MAKE_VENV := $(PYTHON) -m venv $(VENV)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

$(TO_RUN): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "jiceng needs Python 3.11 or newer; give one with: make PYTHON=python3.12" >&2; exit 1; }
	$(MAKE_VENV)
	$(INSTALL) --no-deps --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --editable .
	@touch $@

$(TO_TEST): $(TO_RUN) requirements-dev.lock
	$(INSTALL) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
