/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/claim.h"

G_BEGIN_DECLS

/* Reads one file of the content. The first thing that is wrong is kept in @error and
 * every later complaint is dropped, so that parsers read straight through their keys
 * and ask once, at the end, whether all went well. */
typedef struct {
  char *name; /* of the file, for complaints */
  GKeyFile *file;
  GHashTable *lines; /* "group" and "group\nkey" → the line it stands in */
  GHashTable *asked; /* "group" and "group\nkey" of what the program knows */
  GError *error;
} FasciaReader;

/* @name: of the file, with its ending. */
void fascia_reader_init (FasciaReader *self, const char *name, const char *text, gsize length);
void fascia_reader_clear (FasciaReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FasciaReader, fascia_reader_clear)

/* Says of @group (nullable) and @key (nullable) what is wrong and what to do about it. */
void fascia_reader_refuse (FasciaReader *self, const char *group, const char *key, const char *complaint, ...) G_GNUC_PRINTF (4, 5);
/* To be called last, for what nobody has asked for by then nobody will.
 * Returns %FALSE, with @error set, when anything was wrong. */
gboolean fascia_reader_finish (FasciaReader *self, GError **error);

gboolean fascia_reader_has_group (FasciaReader *self, const char *group);
gboolean fascia_reader_has_key (FasciaReader *self, const char *group, const char *key);
/* (transfer full) (nullable): the value as written; it must be there. */
char *fascia_reader_value (FasciaReader *self, const char *group, const char *key);
/* (transfer full) (nullable): the value as written, or %NULL without complaint. */
char *fascia_reader_optional_value (FasciaReader *self, const char *group, const char *key);
/* In both languages, with the same numbers. */
void fascia_reader_text (FasciaReader *self, const char *group, const char *key, FasciaText *text);
/* May be left out, but not in one language only. */
void fascia_reader_optional_text (FasciaReader *self, const char *group, const char *key, FasciaText *text);
guint fascia_reader_number (FasciaReader *self, const char *group, const char *key, guint min, guint max);
/* Refuses @word (nullable: it is missing, and was refused already) when it is not @known. Returns @known. */
gboolean fascia_reader_expect_word (FasciaReader *self, const char *group, const char *key, const char *word, gboolean known);
/* (transfer full): words between semicolons; never %NULL; none stands twice. */
GStrv fascia_reader_words (FasciaReader *self, const char *group, const char *key);
/* (transfer full) (nullable) */
char *fascia_reader_slug (FasciaReader *self, const char *group, const char *key);
/* (transfer full): the words of @key, each the slug of an article section. */
GStrv fascia_reader_sections (FasciaReader *self, const char *group, const char *key);

typedef enum {
  FASCIA_CLAIMS_EVIDENCE, /* groups [evidence N]: of an article section */
  FASCIA_CLAIMS_OWN,      /* groups [claim N]: of one technique */
  FASCIA_CLAIMS_SHARED,   /* groups [claim N]: of all techniques that they fit */
} FasciaReaderClaims;
/* (transfer full) (element-type FasciaClaim): numbered from 1; may be empty. */
GPtrArray *fascia_reader_claims (FasciaReader *self, FasciaReaderClaims what);

/* Small letters, digits and single hyphens. */
gboolean fascia_content_is_slug (const char *word);
/* "smr/" or "mfr/" and a slug. */
gboolean fascia_content_is_section (const char *word);
gboolean fascia_content_have_same_numbers (const char *a, const char *b);
/* %TRUE, or the @line (from 1) of the first byte that is not UTF-8. */
gboolean fascia_content_is_utf8 (const char *text, gsize length, guint *line);

G_END_DECLS
