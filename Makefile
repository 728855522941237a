# Two commands for users: make demo, make test. The rest serves those who change the code.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: install demo test pytest lint format lock bench bundle clean opensearch opensearch-stop

install: $(STAMP)

# Compiled ahead: where programs may not write into their folder, each start would compile anew.
$(STAMP): requirements/uv.txt requirements/all.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements/uv.txt requirements/all.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q huitoukan web flows search indexer ingest
	touch $(STAMP)

demo: install
	$(BIN)/python samples/demo.py

# All benchmarks of speed and size, an hour or more on two cores; the tables go into the document.
bench: install
	$(BIN)/python -m bench.run all --write docs/performance.md

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint pytest

# More processes than cores: a third of the time of tests is waiting for servers and browsers.
pytest: install
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# A real three-node OpenSearch cluster on the loopback, for tests: needs Java 17 and Maven.
opensearch:
	deploy/opensearch/start.sh

opensearch-stop:
	deploy/opensearch/stop.sh

# Rewrites the lock from pyproject.toml: every version pinned with hashes, no download address.
lock:
	echo uv | $(BIN)/uv pip compile -q --no-header --no-annotate --universal --python-version 3.11 --generate-hashes - -o requirements/uv.txt
	$(BIN)/uv pip compile -q --no-header --universal --python-version 3.11 --generate-hashes --extra opensearch --extra postgresql --extra dask --group dev pyproject.toml -o requirements/all.txt
	$(BIN)/uv pip compile -q --no-header --universal --python-version 3.11 --generate-hashes --extra opensearch --extra postgresql --extra dask -c requirements/all.txt pyproject.toml -o requirements/run.txt

# For a machine without network, of this one's platform and Python: wheels, lock, install script.
bundle: install
	deploy/bundle/build.sh $(BIN)/python dist

clean:
	rm -rf .venv huitoukan-data
