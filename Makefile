# CleanClaim: `make help` tells what there is.
export DATA_DIR ?= $(CURDIR)/var
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint format bench bench-x12 bench-posting bench-accounts fuzz histories faults help
.DEFAULT_GOAL := help

run: .venv/run.stamp  ## serve the demo practice (PORT=8000, DATA_DIR=var, DATABASE_URL=postgresql://...)
	@exec $(BIN)/cleanclaim serve

test: .venv/test.stamp  ## run all tests, or TESTS: everything on SQLite, then whatever has a database on PostgreSQL
	$(BIN)/python scripts/chromium.py
	$(BIN)/pytest -n 2 --dist worksteal $(TESTS)
	$(BIN)/pytest -n 2 --dist worksteal --database postgres $(TESTS)

lint: .venv/test.stamp  ## check style, types of the core, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/architecture

format: .venv/test.stamp  ## put the code into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/test.stamp  ## time every list over 100,000 claims on SQLite and PostgreSQL; above 100 ms (p95) it fails
	$(BIN)/python bench/lists.py

histories: .venv/test.stamp  ## random histories of the books, STEPS of them (10000): the rules alone, then the services on the database
	HISTORY_STEPS=$(or $(STEPS),10000) $(BIN)/pytest tests/core/ledger/test_random_histories.py
	HISTORY_STEPS=$$(( $(or $(STEPS),10000) / 10 )) $(BIN)/pytest tests/apps/ledger/test_random_histories.py

faults: .venv/test.stamp  ## kill the worker TIMES (200) while it posts one 835, on both engines, and what else can break
	FAULT_TIMES=$(or $(TIMES),200) $(BIN)/pytest tests/faults
	FAULT_TIMES=$(or $(TIMES),200) $(BIN)/pytest tests/faults --database postgres

fuzz: .venv/test.stamp  ## try inputs that reach new code in the readers, for SECONDS (600); it ends with 1 at a find
	$(BIN)/python tests/fuzz/fuzzer.py $(or $(SECONDS),600) var/fuzz

bench-x12: .venv/test.stamp  ## time X12 reading, writing and judging beside other libraries (MB=10, GROWTH=1000 adds a long file)
	$(BIN)/python bench/x12.py --mb $(or $(MB),10) $(if $(GROWTH),--growth $(GROWTH)) --write docs/benchmarks.md

bench-posting: .venv/test.stamp  ## post one long 835 on both engines, beside the driver inserting the same rows, then two at once (CLAIMS=10000)
	$(BIN)/python bench/posting.py --claims $(or $(CLAIMS),10000)

bench-accounts: .venv/test.stamp  ## time an account of 2,000 entries and the ages of receivables on both engines (ENTRIES=10000000)
	$(BIN)/python bench/accounts.py --entries $(or $(ENTRIES),10000000)

bench-codes: .venv/test.stamp  ## time and weigh the code sets with a made-up quarter of the real sizes (PAIRS=3000000)
	$(BIN)/python bench/codesets.py --pairs $(or $(PAIRS),3000000)

bench-edits: .venv/test.stamp  ## time the edits over CLAIMS (100,000) made-up claims with a made-up quarter of every table
	$(BIN)/python bench/edits.py --claims $(or $(CLAIMS),100000) --write docs/benchmarks.md

mutation: .venv/test.stamp  ## turn every comparison of every edit around; its examples must notice (97 %)
	$(BIN)/python scripts/mutate_edits.py

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/%.stamp: requirements/%.lock scripts/set_up.py
	$(PYTHON) scripts/set_up.py $<
	@touch $@
