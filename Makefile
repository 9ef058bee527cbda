# Tutti. Bare `make` lists what there is.
PYTHON ?= python3
STAGE ?= dev
CDK_FLAGS ?=
PORT ?= 4600
export PORT
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.venv/cdk/node_modules/.bin:$(PATH)
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help env up down reset status logs test check format bench routes openapi layers synth deploy web

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

env: $(READY) ## make .venv (every other target does it by itself)

$(READY): requirements.txt requirements-dev.txt layers/runtime/requirements.txt layers/ffmpeg/requirements.txt
	@PATH="$(SYSTEM_PATH)" $(PYTHON) local/bootstrap.py
	@python -m infra.packaging || echo "The layer for AWS is not built; the local cloud needs none."

up: $(READY) ## start the local cloud, deploy, seed and print where everything is (PORT=4600)
	@python -m local up

down: $(READY) ## stop the local cloud; its state stays
	@python -m local down

reset: $(READY) ## stop the local cloud and forget its state
	@python -m local reset

status: $(READY) ## what runs, and where
	@python -m local status

logs: $(READY) ## follow the logs of the local cloud
	@python -m local logs

test: $(READY) ## every test, those against a deployed local cloud included
	pytest -n 2 --dist loadfile -m 'not cloud and not emulator' --cov
	pytest -m 'cloud or emulator'

check: $(READY) ## format, lint, strict types, import contracts
	ruff format --check .
	ruff check .
	mypy .
	PYTHONPATH=.:layers/core/python lint-imports --no-logo

format: $(READY) ## put the code into the house's format
	ruff format .
	ruff check --fix .

bench: $(READY) ## measure, and write benchmarks/results.json
	@PYTHONPATH=.:layers/core/python python -m benchmarks

routes: $(READY) ## every route with its callers and grants
	@PYTHONPATH=.:layers/core/python python -m infra.routes

openapi: $(READY) ## write docs/openapi.json from the endpoints, and the schema of policies
	@PYTHONPATH=.:layers/core/python python -m infra.openapi
	@PYTHONPATH=.:layers/core/python python -m infra.policy_schema

layers: $(READY) ## build what goes to Lambda (.build), and say how big it is
	@python -m infra.packaging

synth: $(READY) layers ## the CloudFormation templates of a stage, without credentials or network (STAGE=dev)
	@cdk synth --quiet --no-version-reporting -c stage=$(STAGE)

deploy: $(READY) layers ## deploy a stage to AWS and put the page there (STAGE=dev)
	@cdk deploy --all -c stage=$(STAGE) $(CDK_FLAGS)
	@python -m infra.publish $(STAGE)

web: $(READY) ## build the page
	@if [ -f web/package.json ]; then cd web && npm ci && npm run build; else echo "web/ is served as it is"; fi
