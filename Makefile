# Taiyaku: one Makefile, not recursive: where it calls itself, it is for another
# variant of the same build. `make help` lists the targets.

VERSION := 0.1.0

# All processors, unless the user says -j.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-print-directory --no-builtin-rules

# --- What to build with -----------------------------------------------------

PREFIX  ?= /usr/local
DESTDIR ?=
VARIANT ?= release
BUILD   := build/$(VARIANT)

# `make V=1` shows the commands.
V ?=
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

PACKAGES := libcmark-gfm libxml-2.0 icu-uc icu-i18n yaml-0.1 jansson libxxhash
# Loaded when serve needs it, not linked: generator/site/http_library.h.
PACKAGE_LOADED := libmicrohttpd

CFLAGS ?= -O3 -g
flags_release :=
flags_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
flags_tsan    := -O1 -fsanitize=thread -fno-omit-frame-pointer
flags_cov     := -O0 --coverage
flags_fuzz    := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

warnings := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla \
	-Wformat=2 -Wno-format-nonliteral
defines   = -D_GNU_SOURCE -DTAIYAKU_VERSION='"$(VERSION)"' -DTAIYAKU_PREFIX='"$(PREFIX)"' \
	-DTAIYAKU_HTTP_LIBRARY='"$(loaded_soname)"'

# These run once, at the first use, and are silent: $(flags) reports.
once = $(eval $(1) := $(shell exec 2>/dev/null; $(2)))$($(1))
package_cflags = $(call once,package_cflags,pkg-config --cflags $(PACKAGES) $(PACKAGE_LOADED))
package_libs   = $(call once,package_libs,pkg-config --libs $(PACKAGES))
# As the linker would: from the file that is there for it.
loaded_soname  = $(call once,loaded_soname,readelf -d \
	"$$(pkg-config --variable=libdir $(PACKAGE_LOADED))/$(PACKAGE_LOADED).so" | \
	sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')

# Other people's headers are not ours to warn about.
foreign     = $(patsubst -I%,-isystem %,$(package_cflags))

all_cflags  = -std=c17 $(CFLAGS) $(flags_$(VARIANT)) $(warnings) -fvisibility=hidden \
	$(defines) -Iinclude -Igenerator $(foreign) -pthread $(CPPFLAGS)
all_ldflags = $(CFLAGS) $(flags_$(VARIANT)) -pthread -Wl,--as-needed $(LDFLAGS)
all_libs    = $(package_libs) -lcmark-gfm-extensions -lcmark-gfm -lm $(LDLIBS)

# --- What there is ----------------------------------------------------------

sources      := $(wildcard generator/*/*.c)
main_source  := generator/cmd/main.c
headers      := $(wildcard include/*/*.h generator/*/*.h)
objects      := $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(main_source),$(sources)))
main_object  := $(patsubst %.c,$(BUILD)/%.o,$(main_source))
library      := $(BUILD)/libtaiyaku.a
program      := $(BUILD)/taiyaku
flags        := $(BUILD)/flags

test_sources := $(wildcard tests/*/test_*.c)
test_scripts := $(wildcard tests/*/test_*.sh)
test_headers := $(wildcard tests/*/*.h)
test_helpers := $(wildcard tests/support/*.c)
fuzz_targets := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
tests        := $(patsubst %.c,$(BUILD)/%,$(test_sources))
test_support := $(patsubst %.c,$(BUILD)/%.o,$(test_helpers))
vnu          := tests/browser/node_modules/vnu-jar/package.json

scripts      := .ci/run .ci/install-packages tests/run.sh $(wildcard tests/*/*.sh)

# Corpora, suites and schemas that the tests read and the repository does not hold.
export TAIYAKU_SHARED ?= ../shared

.DELETE_ON_ERROR:
.SECONDARY:

# --- What to make -----------------------------------------------------------

.PHONY: all program tests run-tests

## all             the program, build/release/taiyaku (the default)
all: program

program: $(program)
tests: $(tests)
program tests:
	@: # or make says that there is nothing to do

.PHONY: site check asan tsan cov bench torture fuzz install-packages

## site            install what is missing, build, publish content/ to site/public/
site:
	@.ci/install-packages build
	@$(MAKE) program VARIANT=release BUILD=build/release
	@build/release/taiyaku build
	@echo 'Open $(CURDIR)/site/public/index.html'

## check           install what is missing, run all tests under ASan and UBSan
check:
	@.ci/install-packages build check
	@$(MAKE) run-tests VARIANT=asan BUILD=build/asan

## asan, tsan      the tests under AddressSanitizer and UBSan; under ThreadSanitizer
asan tsan:
	@$(MAKE) run-tests VARIANT=$@ BUILD=build/$@

## cov             the tests, then which lines they reached
cov:
	@.ci/install-packages build check cov
	@find build/cov -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) run-tests VARIANT=cov BUILD=build/cov
	@gcovr --root . --filter generator/ build/cov

## corpus          every page of every real article through the HTML checker
.PHONY: corpus
corpus:
	@.ci/install-packages build check
	@$(MAKE) program $(vnu)
	@CORPUS=all BUILD=build/release TAIYAKU=build/release/taiyaku TEST_TIMEOUT=1800 \
		tests/run.sh tests/published/test_corpus.sh

## bench           a table of ratios, measured now: BENCH_CORPUS=DIR of articles,
##                 BENCH_WHERE=DIR to write to, if not to memory
BENCH_CORPUS ?= ../shared/corpus
BENCH_WHERE  ?=
bench:
	@.ci/install-packages build check
	@$(MAKE) build/release/taiyaku build/release/tests/bench/bench \
		build/release/tests/bench/bench_lookup build/release/tests/bench/bench_explain \
		VARIANT=release BUILD=build/release
	@build/release/tests/bench/bench build/release/taiyaku $(BENCH_CORPUS) $(BENCH_WHERE)
	@build/release/tests/bench/bench_lookup build/release/taiyaku
	@build/release/tests/bench/bench_explain build/release/taiyaku

## bench-search    the search of a base of BENCH_SEARCH_ARTICLES made-up articles
BENCH_SEARCH_ARTICLES ?= 100000
.PHONY: bench-search
bench-search: $(vnu)
	@.ci/install-packages build check
	@$(MAKE) build/release/taiyaku VARIANT=release BUILD=build/release
	@tests/bench/search.mjs build/release/taiyaku build/bench-search $(BENCH_SEARCH_ARTICLES)

## bench-qa        how often each translation rule fires on BENCH_CORPUS
.PHONY: bench-qa
bench-qa:
	@.ci/install-packages build check
	@$(MAKE) build/release/tests/bench/bench_qa VARIANT=release BUILD=build/release
	@build/release/tests/bench/bench_qa $(BENCH_CORPUS)

## torture         200 builds killed, a full disk, inputs of every size that take long
torture:
	@.ci/install-packages build
	@$(MAKE) program VARIANT=release BUILD=build/release
	@for test in kills full_disk limits; do \
		KILLS=200 LIMIT_SIZES='60000 1000000 6200000' BUILD=build/release \
			TAIYAKU=$(CURDIR)/build/release/taiyaku tests/cmd/test_$$test.sh || \
			[ $$? = 77 ] || exit 1; \
	done

## fuzz            every fuzz target for FUZZ_SECONDS (60) each, with clang's libFuzzer
fuzz:
	@.ci/install-packages build check lint
	@$(MAKE) program VARIANT=release BUILD=build/release
	@$(MAKE) fuzz-targets CC=clang VARIANT=fuzz BUILD=build/fuzz
	@BUILD=build/fuzz tests/fuzz/run.sh

.PHONY: fuzz-targets
fuzz-targets: $(fuzz_targets)

$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(library)
	$(call say,LINK,$@)
	$(Q)$(CC) $(all_ldflags) -fsanitize=fuzzer -o $@ $^ $(all_libs)

## install-packages  what a build needs; KINDS="build check lint cov" for more
KINDS ?= build
install-packages:
	@.ci/install-packages $(KINDS)

run-tests: $(program) $(tests) $(vnu)
	@BUILD=$(BUILD) TAIYAKU=$(program) tests/run.sh $(tests) $(test_scripts)

# The HTML checker, the driver of the browser, axe-core. Without a network the tests
# that need them say so.
$(vnu): tests/browser/package.json tests/browser/package-lock.json
	$(call say,NPM,$(<D))
	$(Q)cd $(<D) && npm ci --no-audit --no-fund --loglevel=error >/dev/null || true
	$(Q)[ ! -f $@ ] || touch $@

# --- Rules ------------------------------------------------------------------

# Changes when the compiler or a flag does, and then everything is built again.
quote = '$(subst ','\'',$(1))'
.PHONY: FORCE
$(flags): FORCE
	@command -v $(firstword $(CC)) >/dev/null && \
		pkg-config --print-errors --short-errors --exists $(PACKAGES) $(PACKAGE_LOADED) || \
		{ echo 'Packages are missing: run `make site` or `make install-packages`.' >&2; exit 1; }
	@mkdir -p $(@D)
	@printf '%s\n' $(call quote,$(CC) $(all_cflags) $(all_ldflags) $(all_libs)) >$@.now
	@if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

$(BUILD)/%.o: %.c $(flags)
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(all_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/generator/%.o: all_cflags += -Wpedantic
$(BUILD)/tests/%.o: all_cflags += -Itests

# They embed them.
$(BUILD)/generator/check/report_assets.o: generator/check/report.css generator/check/report.js
$(BUILD)/generator/site/preview.o: generator/site/preview.js

$(library): $(objects)
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^

$(program): $(main_object) $(library)
	$(call say,LINK,$@)
	$(Q)$(CC) $(all_ldflags) -o $@ $^ $(all_libs)

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(test_support) $(library)
	$(call say,LINK,$@)
	$(Q)$(CC) $(all_ldflags) -o $@ $^ $(all_libs) -lcmocka

# Where memory runs out when the test says so.
$(BUILD)/tests/kb/test_memory: private all_ldflags += \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=reallocarray

-include $(patsubst %.c,$(BUILD)/%.d,$(sources) $(wildcard tests/*/*.c))

# --- Lint -------------------------------------------------------------------

CLANG_FORMAT ?= clang-format-14
CLANG_TIDY   ?= clang-tidy-14

lint_checks := lint-format lint-rules lint-scripts lint-headers lint-gcc lint-clang lint-tidy \
	lint-cppcheck
.PHONY: lint format $(lint_checks)

## lint            install what is missing, then every check that runs nothing
lint:
	@.ci/install-packages build check lint
	@$(MAKE) -k $(lint_checks)
	@echo 'lint: clean'

## format          let clang-format rewrite the sources
format:
	$(CLANG_FORMAT) -i $(sources) $(headers) $(test_sources) $(test_helpers) $(test_headers)

lint-format:
	@$(CLANG_FORMAT) --dry-run -Werror $(sources) $(headers) $(test_sources) $(test_helpers) \
		$(test_headers)

lint-rules:
	@tests/lint/folder-order.sh
	@tests/lint/foreign-headers.sh
	@tests/lint/header-guards.sh
	@tests/lint/banned-functions.sh

lint-scripts:
	@shellcheck $(scripts)

lint-gcc:
	@$(MAKE) program tests CC=gcc BUILD=build/lint/gcc CFLAGS='-O2 -Werror'

lint-clang:
	@$(MAKE) program tests CC=clang BUILD=build/lint/clang CFLAGS='-O0 -Werror'

# Each header alone: it must bring what it uses.
lint-headers: $(headers:%=build/lint/alone/%)
build/lint/alone/%: % $(headers) $(flags)
	@mkdir -p $(@D)
	$(Q)$(CC) $(all_cflags) -Werror -fsyntax-only -include $< -x c /dev/null
	@touch $@

# How many states of a function the analyser looks at: a third of its own limit, which
# takes two fifths of the time. TIDY_STATES=225000 for all of them.
TIDY_STATES ?= 75000
tidy_flags = -Xclang -analyzer-config -Xclang max-nodes=$(TIDY_STATES)

lint-tidy: $(sources:%=build/lint/tidy/%)
build/lint/tidy/%: % $(headers) .clang-tidy $(flags)
	@mkdir -p $(@D)
	$(call say,TIDY,$<)
	$(Q)$(CLANG_TIDY) --quiet $< -- $(all_cflags) $(tidy_flags) 2>$@.err || { sed '/ generated\.$$/d' $@.err; exit 1; }
	@touch $@

lint-cppcheck:
	@mkdir -p build/lint/cppcheck
	$(call say,CPPCHECK,generator)
	$(Q)cppcheck --quiet --enable=warning,performance,portability,style --std=c11 --language=c \
		--library=tests/lint/cppcheck.xml \
		--suppressions-list=tests/lint/cppcheck-suppressions.txt --inline-suppr \
		--cppcheck-build-dir=build/lint/cppcheck --error-exitcode=1 -D_GNU_SOURCE \
		-Iinclude -Igenerator generator

# --- Install ----------------------------------------------------------------

# Absolute, and quoted for the shell: what is deleted below is what was meant,
# also where a folder has a blank in its name.
install_root = $(shell realpath -m -- $(call quote,$(DESTDIR)$(PREFIX)))
bin_dir   = $(call quote,$(install_root)/bin)
data_dir  = $(call quote,$(install_root)/share/taiyaku)
doc_dir   = $(call quote,$(install_root)/share/doc/taiyaku)
man_dir   = $(call quote,$(install_root)/share/man)
share_dir = $(call quote,$(install_root)/share)
docs     := $(wildcard LICENSE README*.md docs/*.md)

# What the program writes of itself: its man pages and completions.
own_pages := man1/taiyaku.1 man5/taiyaku-article.5 man5/taiyaku-site.5
own_files := $(own_pages:%=man/%) $(own_pages:%=man/ja/%) \
	bash-completion/completions/taiyaku zsh/site-functions/_taiyaku \
	fish/vendor_completions.d/taiyaku.fish
own_dir   := $(BUILD)/share

$(own_dir)/%: write = completion --lang en $(firstword $(subst -, ,$(subst /, ,$*)))
$(own_dir)/man/%: write = manual --lang en $(@F)
$(own_dir)/man/ja/%: write = manual --lang ja $(@F)
$(own_dir)/%: $(program) $(wildcard templates/man/*)
	@mkdir -p $(@D)
	$(Q)$(program) $(write) >$@

# What of a folder is installed where; the man pages are listed for uninstall.
install_tree = cd $(1) && find . -type f -exec install -D -m 644 {} $(2)/{} \;

.PHONY: install uninstall help clean

## install         the program, its templates, its catalogue, the man pages, to DESTDIR and PREFIX
install: $(program) $(own_files:%=$(own_dir)/%)
	$(program) build -q --man all -o $(BUILD)/public
	@$(MAKE) uninstall
	install -d $(data_dir)
	install -D -m 755 $(program) $(bin_dir)/taiyaku
	$(call install_tree,templates,$(data_dir)/templates)
	$(call install_tree,site/assets,$(data_dir)/assets)
	install -m 644 -t $(data_dir) $(BUILD)/public/catalogue.bin
	$(call install_tree,$(BUILD)/public/man,$(man_dir))
	$(call install_tree,$(own_dir),$(share_dir))
	cd $(BUILD)/public/man && find . -type f >$(data_dir)/man-pages
	install -D -m 644 -t $(doc_dir) $(docs)

## uninstall       what install wrote
uninstall:
	@if [ -f $(data_dir)/man-pages ]; then \
		cd $(man_dir) && xargs -r -d '\n' rm -f <$(data_dir)/man-pages; fi
	@if [ -d $(share_dir) ]; then cd $(share_dir) && rm -f $(own_files); fi
	rm -rf $(bin_dir)/taiyaku $(data_dir) $(doc_dir)

## clean           remove everything that was built
clean:
	rm -rf build site/public site/.public.taiyaku

## help            this list
help:
	@sed -n 's/^## /  /p' Makefile
