# Needs Python 3.11 or newer and make; everything else is installed into .venv from requirements.lock, with hashes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
SHARED ?= ../shared
DEMO := src/communique/data/samples/dossier.jsonl
DEMO_DB := $(VENV)/demo.db

.PHONY: help demo test test-ray check format bench accuracy picture lock clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{printf "%-17s %s\n", $$1, $$2}'

demo: $(READY)  ## Set everything up, read a dossier of reports, and show what was asked and what came back
	@rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm
	@echo 'A dossier of 26 reports by invented outlets is read into a record:' && echo
	@$(BIN)/communique add --db $(DEMO_DB) $(DEMO)
	@printf '\n%s\n\n' 'One of them, sentence by sentence, beside what was read from it:'
	@$(BIN)/communique show --db $(DEMO_DB) 17-zorya-line
	@printf '%s\n\n' 'Across the reports: what Russia asked, and what came back by 14 February.'
	@$(BIN)/communique exchanges --db $(DEMO_DB) --asked-by Russia --as-of 2022-02-14
	@printf '%s\n' 'More to ask of this record, and a report of your own:' '' \
	  '    $(BIN)/communique timeline --db $(DEMO_DB) --actor Russia --actor NATO' \
	  '    $(BIN)/communique who --db $(DEMO_DB) Barrel' \
	  '    $(BIN)/communique serve --db $(DEMO_DB)      (a page to read, search and judge in)' \
	  '    $(BIN)/communique read --why FILE' ''

test: $(READY)  ## Run the tests
	$(BIN)/python -m pytest

test-ray: $(READY)  ## Install Ray (extra `ray`, about 80 MB) and run the tests on a local cluster of two workers
	$(BIN)/python -m pip install -qq --require-hashes -r requirements-ray.lock
	timeout 1800 $(BIN)/python -m pytest -m ray tests/cluster

check: $(READY)  ## Linter, formatter and type checker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## What reading costs beside the bare parser, pages, kills, Ray, ECB+, growth, the reading room (over an hour; each script alone: python bench/NAME.py)
	$(BIN)/python bench/speed.py --shared $(SHARED)
	$(BIN)/python bench/pages.py --shared $(SHARED)
	$(BIN)/python bench/kills.py --shared $(SHARED)
	$(BIN)/python -m pip install -qq --require-hashes -r requirements-ray.lock
	$(BIN)/python bench/shards.py --shared $(SHARED)
	$(BIN)/python bench/ecbplus.py --shared $(SHARED)
	$(BIN)/python bench/growth.py --shared $(SHARED)
	$(BIN)/python bench/room.py --shared $(SHARED)

accuracy: $(READY)  ## Figures on all hand-marked text, beside their floors and others' figures; fails where one fell
	$(BIN)/python bench/accuracy.py --shared $(SHARED)

picture: $(READY)  ## Draw the pictures of real output in docs/pictures again
	$(BIN)/python bench/picture.py

# Exact versions for Python 3.11 and newer on every platform; no index or host is written down.
lock:  ## Resolve pyproject.toml into requirements.lock
	@test -x $(BIN)/uv || { test -d $(VENV) || $(PYTHON) -m venv $(VENV); $(BIN)/python -m pip install -q uv; }
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra dev $(LOCKFLAGS) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	  --custom-compile-command 'make lock' --extra ray -c requirements.lock $(LOCKFLAGS) pyproject.toml -o requirements-ray.lock

clean:  ## Remove what make and the tools made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# pip as old as 23.2 fails on some of the packages, so the first thing installed is the pip of the lock.
$(READY): requirements.lock pyproject.toml hatch_build.py frontend/package-lock.json frontend/libraries.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '$(PYTHON) is older than 3.11. Name a newer one: make PYTHON=python3.12 …'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo 'No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv'; exit 1; }
	@echo 'Installing into $(VENV), once …'
	@sed -n '/^pip==/,/# via/p' requirements.lock > $(VENV)/pip.txt
	@$(BIN)/python -m pip install -qq --require-hashes -r $(VENV)/pip.txt
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@
