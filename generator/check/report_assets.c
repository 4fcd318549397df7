/* C17 cannot embed a file; the assembler can. Paths are relative to the root of
   the repository, where the compiler runs. */
#include "report_assets.h"

#define EMBED(name, path)                                                                          \
	__asm__(".pushsection .rodata\n"                                                           \
		".hidden report_" name "\n"                                                        \
		".hidden report_" name "_end\n"                                                    \
		".globl report_" name "\n"                                                         \
		".globl report_" name "_end\n"                                                     \
		"report_" name ": .incbin \"" path "\"\n"                                          \
		"report_" name "_end:\n"                                                           \
		".byte 0\n"                                                                        \
		".popsection\n")

EMBED("css", "generator/check/report.css");
EMBED("js", "generator/check/report.js");

extern const char report_css[];
extern const char report_css_end[];
extern const char report_js[];
extern const char report_js_end[];

struct slice report_asset_css(void)
{
	return slice_between(report_css, report_css_end);
}

struct slice report_asset_js(void)
{
	return slice_between(report_js, report_js_end);
}
