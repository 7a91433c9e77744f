# Everything a newcomer or a machine does here. `make help` lists it.
SHELL := /bin/bash
PY ?= python3
BIN := .venv/bin
PORT ?= 8000
export SOHOTICH_HOME ?= $(CURDIR)/home
STAMP := .stamps
WORKERS ?= 2

.PHONY: help setup recognition demo demo-reset test screenshots soak check format generate bench bench-keying bench-import bench-search bench-cuts bench-rules bench-double bench-doubles bench-reports bench-scan bench-recognition bench-serving bench-verdict bench-sheet test-spark wheel lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP)/python $(STAMP)/frontend ## prepare .venv and the built front end

$(STAMP)/python: pyproject.toml requirements-dev.lock
	@mkdir -p $(STAMP)
	test -x $(BIN)/python || $(PY) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP)/node: package.json package-lock.json $(STAMP)/python
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMP)/frontend: $(STAMP)/node $(shell find frontend -type f 2>/dev/null)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@touch $@

$(STAMP)/debian: deploy/debian-packages.sh
	@mkdir -p $(STAMP)
	bash deploy/debian-packages.sh
	@touch $@

# The peers stay out of .venv: nothing of the product may lean on them.
$(STAMP)/peers: requirements-peers.lock $(STAMP)/debian $(STAMP)/python
	bash deploy/debian-packages.sh peers
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade --target .peers --no-deps --require-hashes -r requirements-peers.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --prefix .peers --no-save --no-package-lock --no-audit --no-fund --loglevel=error pdfjs-dist@6.5.438 @napi-rs/canvas@1.1.1
	@touch $@

# Digits off a page: optional in the product, so tests and benches say "absent" where it is missing.
$(STAMP)/recognition: requirements-recognition.lock $(STAMP)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-recognition.lock
	@touch $@

recognition: $(STAMP)/recognition ## add the optional reader of digits to .venv

demo: setup ## start the demonstration province on http://127.0.0.1:$(PORT)
	$(BIN)/sohotich demo --port $(PORT)

demo-reset: setup ## forget the demonstration and start it anew
	$(BIN)/sohotich demo --reset --port $(PORT)

test: setup $(STAMP)/debian $(STAMP)/recognition ## every test, the browser ones included
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not soak"

screenshots: setup $(STAMP)/debian ## take the README's pictures anew, by the walk of five people
	SCREENS=docs/screenshots $(BIN)/pytest -q tests/browser/test_five_people.py tests/browser/test_first_use.py

soak: setup $(STAMP)/debian ## the long tests: kills, mutations, full size
	$(BIN)/pytest -m soak --timeout 7200

# Spark and an S3-like server stay out of .venv: the product runs without them.
$(STAMP)/spark: requirements-spark.lock $(STAMP)/python deploy/debian-packages.sh
	bash deploy/debian-packages.sh spark
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade --target .spark --no-deps --require-hashes -r requirements-spark.lock
	@touch $@

test-spark: setup $(STAMP)/spark ## page work on Spark in its local mode, files from a folder and an S3-like server
	PYTHONPATH=$(CURDIR)/.spark $(BIN)/pytest tests/pipeline/test_on_spark.py

check: setup ## lint, format, types, import contract, freshness of what is generated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m sohotich.domain.generate --check
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

format: setup ## put the code into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: setup ## render generated/ from the record types and the API
	$(BIN)/python -m sohotich.domain.generate
	$(BIN)/python -m sohotich.web.write_contract

bench: setup $(STAMP)/peers ## print the measured figures beside their peers
	PYTHONPATH=$(CURDIR)/.peers PATH="$(CURDIR)/.peers/bin:$$PATH" $(BIN)/python -m bench

bench-keying: setup ## keys a scripted typist presses for births of three eras, beside Telex
	$(BIN)/python -m bench keying

bench-import: setup $(STAMP)/peers ## workbooks in with every rule on, beside django-import-export (BOOKS=… of the 2.606)
	PYTHONPATH=$(CURDIR)/.peers BENCH_BOOKS=$(or $(BOOKS),2606) $(BIN)/python -m bench imports

bench-search: setup $(STAMP)/peers ## find people among two million names (ROWS=… for fewer)
	PYTHONPATH=$(CURDIR)/.peers $(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) search

bench-geometry: setup ## pages found, turned, folds and blank pages: 200 photographs and 200 scans
	$(BIN)/python -m bench geometry

bench-cuts: setup ## registrations cut and numbered before any person: 32.000, two cores, ten minutes (ROWS=… for fewer)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) cuts

bench-rules: setup ## check the province's 327.822 rows, made up with errors put in (ROWS=… for fewer)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) rules

bench-double: setup ## second keyings by risk: field error against keyings per field (PLOT=FILE.svg for the curves)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) $(if $(PLOT),--plot $(PLOT)) double

bench-doubles: setup ## pages scanned twice: told, missed, false alarms (ROWS=… pages a book)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) doubles

# CAMPAIGN=DIR: a home made by `sohotich sample campaign` (bench-serving works in it: take one of its
# own); without it one of the full size is made first, or of SCALE=0.1. LOAD=1 makes one all the same.
bench-reports: setup ## roll-up, closing, boards and documents of the whole province
	$(BIN)/python -m bench $(if $(CAMPAIGN),--home $(CAMPAIGN)) $(if $(SCALE),--scale $(SCALE)) $(if $(LOAD),--load) province

# A quarter of an hour over two cores; photographs apart.
bench-scan: setup $(STAMP)/peers ## pages of every layout through our coder and the usual tools (PAGES=… of the 104)
	PYTHONPATH=$(CURDIR)/.peers PATH="$(CURDIR)/.peers/bin:$$PATH" BENCH_PAGES=$(PAGES) $(BIN)/python -m bench scan

bench-verdict: setup $(STAMP)/peers ## the verdict on legibility, tried on pages spoilt by so much
	PYTHONPATH=$(CURDIR)/.peers PATH="$(CURDIR)/.peers/bin:$$PATH" $(BIN)/python -m bench verdict

bench-recognition: setup ## labels, numbers and dates read off invented pages (ROWS=… registrations; absent readers said so)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) recognition

bench-sheet: setup $(STAMP)/debian ## the contact sheet of 1.000 pages in Chromium: first view, each key (ROWS=… pages)
	$(BIN)/python -m bench $(if $(ROWS),--rows $(ROWS)) sheet

bench-serving: setup ## five hundred people of 121 communes at 16:55, cold start, page weight
	$(BIN)/python -m bench $(if $(CAMPAIGN),--home $(CAMPAIGN)) $(if $(SCALE),--scale $(SCALE)) serving crowd

wheel: setup ## build the wheel, front end and fonts inside
	$(BIN)/python -m build --wheel --no-isolation

lock: $(STAMP)/python ## renew the lock files
	$(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 -U -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group dev --generate-hashes --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 -U -o requirements-dev.lock
	$(BIN)/uv pip compile -q --group peers -c requirements-dev.lock --generate-hashes --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 -U -o requirements-peers.lock
	$(BIN)/uv pip compile -q --group cluster --generate-hashes --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 -U -o requirements-spark.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra recognition --overrides deploy/recognition-overrides.txt -c requirements-dev.lock --generate-hashes --no-header --no-emit-index-url --no-annotate --universal --python-version 3.11 -U -o requirements-recognition.lock

clean: ## remove what was built, keep the homes
	rm -rf $(STAMP) .peers .spark node_modules dist build .mypy_cache .ruff_cache .import_linter_cache
