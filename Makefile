# Python 3.11+, git and make are all that must be there; everything else goes into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo test fuzz torture bench check format readme man screenshots lock wheel clean

PYTHON ?=
BIN := .venv/bin
READY := .venv/.ready
# Of the tests: half of the time they wait for a screen, a server or a worker.
PROCESSES = $$(($$(nproc) * 2))

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 20

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" sh tools/setup.sh && touch $@

demo: $(READY)  ## open the console on a scratch store, with a server of genuine ISOs beside it
	@$(BIN)/python -m demo

test: $(READY)  ## run all tests, two for each core: PROCESSES=4
	@$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal

fuzz: $(READY)  ## read images with bytes changed at random, RUNS=5000 of each kind, and count what comes
	@KISOTUI_FUZZ=$(or $(RUNS),5000) $(BIN)/python -m pytest -q -s tests/unit/test_iso_fuzz*.py

torture: $(READY)  ## kill workers and screens, KILLS=500 times, and see that all becomes right (SEED=)
	@$(BIN)/python -m tools.torture --kills $(or $(KILLS),500) $(if $(SEED),--seed $(SEED))

bench: $(READY)  ## compare downloads with the usual tools: ROUNDS=3 SIZE=2G WHICH=http,split
	@$(BIN)/python -m benchmarks $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SIZE),--size $(SIZE)) \
		$(if $(WHICH),--which $(WHICH)) $(if $(PLACE),--place $(PLACE))

check: $(READY)  ## formatting, lint, types, who imports whom
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@report=$$($(BIN)/lint-imports --no-logo --no-cache) || { echo "$$report"; exit 1; }

format: $(READY)  ## put the code into its form
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --quiet --fix

screenshots: $(READY)  ## remake the pictures in screenshots/
	@$(BIN)/python -m tools.screenshots

readme: $(READY)  ## write the table of keys in README.md anew
	@$(BIN)/python -m tools.readme

man: $(READY)  ## write the manual pages in man/ anew
	@$(BIN)/python -m tools.man

lock: $(READY)  ## choose the versions of all packages anew, within pyproject.toml
	@sh tools/lock.sh

wheel: $(READY)  ## build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

clean:  ## remove everything that was made
	@rm -rf .venv .demo .bench dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@rm -rf .hypothesis snapshot_report.html
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
