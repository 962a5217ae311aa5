# Vielstimmig. `make help` is the manual; `make check` is what CI runs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
BOT ?= 1
# dev: everything; portal: what the running portal needs (Docker)
REQUIREMENTS ?= dev
UV := .tools/bin/uv
PY := .venv/bin/python
BIN := .venv/bin
CATALOGS := $(wildcard translations/catalogs/*/LC_MESSAGES/messages.po)
# Hard links between cache and environment may cross disks.
export UV_LINK_MODE ?= copy
export VIELSTIMMIG_PUBLIC_URL ?= http://127.0.0.1:$(PORT)

.PHONY: help run test check bench train strings css screenshots lint types imports catalogs css-check packages-run packages-test \
        env bot-env evaluate migration clean

help: ## this manual
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: packages-run env catalogs $(if $(filter 1,$(BOT)),bot-env model) ## start portal and bot with demo content (BOT=0: no bot, PORT=8001: other port)
	@$(BIN)/vielstimmig start-demo --port $(PORT) $(if $(filter 1,$(BOT)),--bot,--no-bot)

test: packages-test env catalogs bot-env model node_modules/.stamp ## every test: unit, HTTP, browser, bot, PostgreSQL
	@$(BIN)/pytest $(ARGS)
	@$(BIN)/pytest --postgresql -m "not browser and not bot" tests/portal tests/surveys tests/translations

check: lint types imports catalogs-check css-check compose-check test ## what CI runs: lint, types, import rules, catalogs, all tests

lint: env
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: env
	@$(BIN)/mypy

imports: env
	@$(BIN)/lint-imports

catalogs-check: env ## interface texts: complete, not stale, placeholders intact
	@$(PY) scripts/strings.py --check

compose-check: env
	@$(PY) scripts/check_compose.py

css-check: node_modules/.stamp
	@node scripts/build-css.js --check

css: node_modules/.stamp ## build the stylesheet from KERN UX and our sources
	@node scripts/build-css.js

screenshots: env catalogs ## make the pictures of README and handbook anew
	@$(PY) scripts/screenshots.py

strings: env ## collect interface texts from the code into the catalogs
	@$(PY) scripts/strings.py
	@$(MAKE) catalogs

bench: env catalogs bot-env model node_modules/.stamp packages-test ## speed and size, as ratios in one run
	@$(PY) -m bench

train: bot-env ## train the bot's model anew and print its thresholds
	@bot/.venv/bin/python -m bot.train

evaluate: bot-env model ## the bot on sentences it never saw, per language and topic
	@bot/.venv/bin/python -m bot.evaluate

migration: env ## write a database revision from the models: make migration MESSAGE="..."
	@$(BIN)/vielstimmig db upgrade && $(BIN)/vielstimmig db revise "$(MESSAGE)"

clean: ## remove environments and everything that was built (keeps var/)
	rm -rf .venv .tools bot/.venv bot/models node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

packages-run:
	@scripts/debian-packages.sh run

packages-test:
	@scripts/debian-packages.sh test

env: .venv/.stamp
bot-env: bot/.venv/.stamp
catalogs: .venv/.catalogs

$(UV):
	@scripts/bootstrap-uv.sh

# Bytecode is compiled once at installation: the bot imports TensorFlow in a third of the time.
.venv/.stamp: requirements/$(REQUIREMENTS).txt requirements/mt.txt requirements/argos.txt pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python '>=3.11,<3.14' .venv
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(PY) requirements/$(REQUIREMENTS).txt requirements/mt.txt
	@$(UV) pip install --quiet --require-hashes --no-deps --python $(PY) -r requirements/argos.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(PY) --editable .
	@touch $@

bot/.venv/.stamp: bot/requirements.txt | $(UV)
	@scripts/make-bot-env.sh
	@touch $@

.PHONY: model
model: bot-env
	@bot/.venv/bin/python -m bot.train --if-needed

.venv/.catalogs: .venv/.stamp $(CATALOGS)
	@$(PY) scripts/strings.py --compile
	@touch $@

node_modules/.stamp: package-lock.json
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
