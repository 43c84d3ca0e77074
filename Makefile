# Two commands do everything: `make demo` shows the main job, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup
setup: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python -e '.[test,check]'; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'; fi
	touch $@
