# `make demo`: the main job on one scenario, from nothing. `make test`: the tests, from nothing.
# Both install what is missing first (see .ci/prepare); `make demo TOOLS=private` keeps that inside this folder.

BINARY := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)/release/placewell
SCENARIO ?= scenarios/wolverhampton-2014
OUT ?= out/$(notdir $(SCENARIO))

.PHONY: demo test laws build prepare bench clean
.NOTPARALLEL:

demo: build
	@$(BINARY) match $(SCENARIO) --out $(OUT)
	@echo
	@echo "Open $(OUT)/report.html in a browser, $(OUT)/report.xlsx in Excel. All children in them are invented."

test: prepare
	cargo test --release --locked

# Laws at the size of whole councils, which take minutes.
laws: prepare
	cargo test --release --locked --test it -- --ignored --nocapture --test-threads 1 laws_at_size

build: prepare
	@echo "build: compiling placewell and its solver (5 to 15 minutes the first time, most of them without a word; seconds after that)"
	@cargo build --release --locked

prepare:
	@TOOLS=$(TOOLS) .ci/prepare

bench: prepare
	cargo bench --locked

clean:
	cargo clean
	rm -rf out
