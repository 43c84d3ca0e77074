# Two commands do everything: `make demo` shows the main job, `make test` proves it.
# Needs Python 3.11 or newer (with pip and venv), make and git. uv and npm are used where they are found.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# By its relative path, and never by the scripts beside it: the clone's own path may hold signs that a shell reads.
ENV := .venv/bin/python
BROBYGGER := $(ENV) -m brobygger

# Whatever the machine says, Danish letters are read and written, also in the path of the packages, which Python reads in
# the locale's encoding even in its UTF-8 mode; and no other Python's packages are found.
export PYTHONUTF8 := 1
export LC_ALL := C.UTF-8
unexport PYTHONPATH PYTHONHOME PYTHONSAFEPATH VIRTUAL_ENV

.PHONY: demo test check bench setup lock promises
demo: setup ## Everything started, on this machine only; Ctrl-C closes
	@exec $(BROBYGGER) demo

test: setup ## The whole suite
	@$(ENV) -m pytest

check: setup ## Style, types, who may import whom, templates, migrations, English, rulebooks; all of it before it fails
	@failed=; for step in \
		"$(ENV) -m ruff check" \
		"$(ENV) -m ruff format --check" \
		"$(ENV) -m mypy" \
		"$(ENV) -c 'from importlinter.cli import lint_imports_command as run; run()'" \
		"$(ENV) -m djlint src --lint --quiet" \
		"$(BROBYGGER) manage makemigrations --check --dry-run" \
		"$(BROBYGGER) manage check --fail-level WARNING" \
		"$(BROBYGGER) translations check" \
		"$(BROBYGGER) rules check"; \
	do echo "== $$step"; eval "$$step" || failed="$$failed; $$step"; done; \
	test -z "$$failed" || { echo "Failed$$failed"; exit 1; }

bench: setup ## The benchmarks, ratios in one run
	@$(ENV) -m bench

setup: ## The packages of the lock files, in .venv and node_modules
	@test -n "$(PYTHON)" || { \
		echo "brobygger: Brobygger kræver Python 3.11 eller nyere med venv. På Debian og Ubuntu: apt-get install python3-venv."; \
		echo "Brobygger needs Python 3.11 or newer with venv. On Debian and Ubuntu: apt-get install python3-venv."; exit 2; } >&2
	@PYTHONPATH=src $(PYTHON) -m brobygger.site.setup

lock: ## Today's versions of the Python packages, pinned anew
	@PYTHONPATH=src $(PYTHON) -m brobygger.site.setup lock

promises: setup ## What is promised of every history, on a hundred thousand of them; the tests try two thousand
	@BROBYGGER_HISTORIES=100000 $(ENV) -m pytest tests/law/test_promises.py
