# Two commands do everything: "make demo" plays one evening, "make test" checks the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test run bench setup format clean
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

setup: $(READY)  ## the environment in .venv and the system's libraries for Qt

$(READY): pyproject.toml constraints.txt packaging/system-libraries.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Organizer needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV) || { echo 'Python cannot make environments here. On Debian and Ubuntu type: sudo apt-get install python3-venv'; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@sh packaging/system-libraries.sh $(BIN)/python
	@touch $(READY)

demo: $(READY)  ## one whole evening on a sample community, in demo/; opens the window if there is a screen
	$(BIN)/organizer demo --out demo/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		echo 'Opening the window on it; close it to go on.'; \
		$(BIN)/organizer --community demo/riverside-makers.organizer; \
	else echo 'There is no screen here, so the window stays closed.'; fi

run: $(READY)  ## the app on your own community
	$(BIN)/organizer

test: $(READY)  ## formatting, lint, types and all tests, without a screen
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto

bench: $(READY)  ## speed as ratios, measured in one run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

format: $(READY)  ## put the code into its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## take away what was made
	rm -rf $(VENV) demo build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
