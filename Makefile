# Two commands do everything on a fresh machine: `make dataset` and `make test`.
# Both make the environment first; `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: dataset test check bench style lowest help clean

dataset: $(READY)          ## make the environment, build, validate, say what was built
	$(BIN)/diplocalls build
	$(BIN)/diplocalls check
	$(BIN)/frictionless validate --trusted datapackage.json

test: $(READY)             ## run every test
	$(BIN)/pytest

check: $(READY)            ## check records, tables and package
	$(BIN)/diplocalls check

bench: $(READY)            ## time builds of 600 and 6,000 records
	$(BIN)/diplocalls bench

style: $(READY)            ## format, lint, types
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[style]'
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python

lowest:                    ## run the tests with the lowest versions that are allowed
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/pip install --quiet --constraint constraints-lowest.txt --editable '.[workshop,export,test]'
	.venv-lowest/bin/pytest

help:                      ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

clean:                     ## remove the environment
	rm -rf $(VENV) .venv-lowest

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  f"Python 3.11 or later is needed, this is {sys.version.split()[0]}; make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[workshop,export,test]'
	touch $(READY)
