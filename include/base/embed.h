/*
 * A file as bytes of the program. C17 cannot embed one; the assembler can.
 *
 *     EMBED(report_css, "generator/check/report.css");
 *     …slice_between(report_css, report_css_end)…
 *
 * The path is relative to the root of the repository, where the compiler runs. The
 * Makefile must know that the object file is made of it.
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

/* What is declared cannot stand in parentheses. */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define EMBED(name, path)                                                                          \
	__asm__(".pushsection .rodata\n"                                                           \
		".hidden " #name "\n"                                                              \
		".hidden " #name "_end\n"                                                          \
		".globl " #name "\n"                                                               \
		".globl " #name "_end\n" #name ": .incbin \"" path "\"\n" #name "_end:\n"          \
		".byte 0\n"                                                                        \
		".popsection\n");                                                                  \
	extern const char name[];                                                                  \
	extern const char name##_end[]
/* NOLINTEND(bugprone-macro-parentheses) */

#endif
