# SPDX-License-Identifier: Apache-2.0
# `make demo` and `make test` each do everything that is needed from a fresh Debian 12.
JOBS ?= $(shell nproc)

.PHONY: help deps build web package demo test test-asan test-tsan bench bench-detector format
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

deps: ## Install what building needs (Debian 12 packages, npm; root or sudo)
	@scripts/install-deps

build: deps web ## Build build/release/sillage and the dashboard
	@cmake --preset release >/dev/null
	@cmake --build build/release --target sillage -j $(JOBS)

web: deps ## Build the dashboard, web/dist (left out when npm cannot fetch its packages)
	@scripts/web

demo: build ## A dashboard: four weeks of a simulated store, two live cameras, a real clip (DEMO=once: then end)
	@scripts/demo build/release/sillage $(or $(DEMO),serve)

test: deps ## Build everything and run all tests
	@cmake --preset release >/dev/null
	@cmake --build build/release -j $(JOBS)
	@ctest --test-dir build/release --output-on-failure -j $(JOBS)

test-asan: deps ## All tests under the address and undefined-behaviour sanitizers
	@cmake --preset asan-ubsan >/dev/null
	@cmake --build build/asan-ubsan -j $(JOBS)
	@ctest --test-dir build/asan-ubsan --output-on-failure -j $(JOBS)

test-tsan: deps ## All tests under the thread sanitizer
	@cmake --preset tsan >/dev/null
	@cmake --build build/tsan -j $(JOBS)
	@ctest --test-dir build/tsan --output-on-failure -j $(JOBS)

package: build ## Make a Debian package, build/release/sillage_*.deb
	@cd build/release && cpack

bench: build ## Measure speed and memory
	@cmake --build build/release -j $(JOBS)
	@bench/run build/release

bench-detector: build ## Our detector beside public ones: make bench-detector DATA=FOLDER
	@cmake --build build/release --target detector_table -j $(JOBS)
	@bench/detectors "$(or $(DATA),$(SILLAGE_DATA))"

format: ## Format all C++ files (Debian package clang-format)
	@git ls-files 'src/*.h' 'src/*.cc' 'tests/*.h' 'tests/*.cc' 'bench/*.cc' | xargs clang-format -i
