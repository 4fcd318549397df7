/* Files in a folder of their own below /tmp. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/catalogues.h"

#include "source/article.h"

#include <stdlib.h>

void bed_open(struct catalogue_bed *bed)
{
	*bed = (struct catalogue_bed){0};
	arena_init_must(&bed->arena);
	char *folder = (char *)arena_copy(&bed->arena, SLICE("/tmp/taiyaku-bed-XXXXXX")).ptr;
	assert_non_null(mkdtemp(folder));
	bed->folder = folder;
	bed->out = open_memstream(&bed->told, &bed->told_len);
	assert_non_null(bed->out);
	problems_init(&bed->problems, bed->out, LANG_EN);
	buffer_init(&bed->bytes, BUFFER_MAX_PAGE);
	article_setup();
}

void bed_close(struct catalogue_bed *bed)
{
	catalogue_free(bed->catalogue);
	buffer_release(&bed->bytes);
	(void)fclose(bed->out);
	free(bed->told);
	problems_init(&bed->problems, stderr, LANG_EN);
	assert_int_equal(folder_remove(bed->folder, &bed->problems), STATUS_OK);
	arena_release(&bed->arena);
}

void bed_put(struct catalogue_bed *bed, const char *name, const char *text)
{
	const char *path = path_join(&bed->arena, bed->folder, name);
	assert_int_equal(file_write(path, slice_from(text), &bed->problems), STATUS_OK);
}

void bed_compile_folder(struct catalogue_bed *bed, const char *content, const char *site,
			size_t n_threads)
{
	struct config *config;
	struct knowledge kb;
	assert_int_equal(config_read(site, &bed->problems, &config), STATUS_OK);
	struct knowledge_options options = {.content = content,
					    .config = config,
					    .n_threads = n_threads,
					    .texts = catalogue_texts};
	assert_int_equal(knowledge_read(&kb, &options, &bed->problems), STATUS_OK);
	buffer_clear(&bed->bytes);
	catalogue_free(bed->catalogue);
	catalogue_write(&kb, config, SLICE("https://help.example/"), &bed->bytes);
	assert_false(bed->bytes.failed);
	assert_int_equal(catalogue_open_bytes(buffer_view(&bed->bytes), "test.bin", &bed->problems,
					      &bed->catalogue),
			 STATUS_OK);
	knowledge_release(&kb);
	config_free(config);
}

void bed_compile(struct catalogue_bed *bed, size_t n_threads)
{
	bed_compile_folder(bed, path_join(&bed->arena, bed->folder, "content"),
			   path_join(&bed->arena, bed->folder, "site.yaml"), n_threads);
}
