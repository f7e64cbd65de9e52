# make test   everything that must hold, on a machine that has Go: installs the rest (a browser, npm's packages)
# make quick  what takes seconds: format, vet, unit tests
# make bench  how fast it is, against peers measured in the same run
# make build  content/ -> public/

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CACHE   := $(CURDIR)/.cache
LINTER  := $(CACHE)/bin/golangci-lint
BROWSER := .ci/browser
STEP    := ./.ci/bin/step

.PHONY: help build test quick format vet lint race unit browser lighthouse bench tools clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## content/ -> public/
	go run ./cmd/timeline build

# The Go tests come last, so that a run closes with their list of packages.
test: ## everything, installing what it needs
	@$(STEP) format      $(MAKE) -s format
	@$(STEP) vet         $(MAKE) -s vet
	@$(STEP) tools       $(MAKE) -s tools
	@$(STEP) lint        $(MAKE) -s lint
	@$(STEP) race        $(MAKE) -s race
	@$(STEP) browser     $(MAKE) -s browser
	@$(STEP) lighthouse  $(MAKE) -s lighthouse
	@$(STEP) unit        $(MAKE) -s unit
	@$(STEP) --summary

quick: format vet ## format, vet and unit tests, without the browser
	go test ./...

format: ## fail when gofmt would change a file
	@wrong=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	if [[ -n $$wrong ]]; then printf 'gofmt would change these files; run: gofmt -w FILE\n%s\n' "$$wrong"; exit 1; fi

vet: ## go vet
	go vet ./... ./.ci/bench

lint: $(LINTER) ## the linters of .golangci.yml
	$(LINTER) run ./...

# The race detector links with C.
race: ## the short tests under the race detector
	@command -v "$$(go env CC)" >/dev/null || ./.ci/bin/apt-install gcc libc6-dev
	go test -race -short ./cmd/... ./pkg/...

# Uncached: the tests read the built site, which Go's test cache doesn't see.
unit: ## every Go test, with the seeds of every fuzz target
	go test -count=1 ./...

browser: $(BROWSER)/node_modules/.package-lock.json ## the site in a real browser
	CHROMIUM=$$(./.ci/bin/chromium) npm --prefix $(BROWSER) test

lighthouse: $(BROWSER)/node_modules/.package-lock.json ## Lighthouse's scores on every kind of page
	CHROMIUM=$$(./.ci/bin/chromium) npm --prefix $(BROWSER) run lighthouse

bench: ## ratios against peers, measured in this run
	./.ci/bench/run

# They are independent, so they are fetched and built side by side.
tools: ## the linter, the browser and npm's packages
	@$(MAKE) -s -j3 $(LINTER) $(BROWSER)/node_modules/.package-lock.json chromium java

.PHONY: chromium java
chromium:
	@./.ci/bin/chromium

# Without Java the Nu checker alone is skipped, and says so.
java:
	@./.ci/bin/java || true

$(LINTER): .ci/tools/go.mod .ci/tools/go.sum
	cd .ci/tools && go build -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(BROWSER)/node_modules/.package-lock.json: $(BROWSER)/package-lock.json
	./.ci/bin/npm --prefix $(BROWSER) ci
	@touch $@

clean: ## remove what can be made again
	rm -rf $(CACHE) $(BROWSER)/node_modules $(BROWSER)/out
