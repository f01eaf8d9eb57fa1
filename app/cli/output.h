/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fascia/core/types.h"

G_BEGIN_DECLS

/**
 * FasciaTable:
 *
 * Text in columns, as wide as their widest cell on the screen. The last column is
 * not padded; control characters of the user's own texts become spaces.
 */
typedef struct _FasciaTable FasciaTable;
/* @right_aligned: a bit for each column of numbers. */
FasciaTable *fascia_table_new (guint n_columns, guint right_aligned);
void fascia_table_free (FasciaTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaTable, fascia_table_free)
/* As many strings as there are columns. */
void fascia_table_add_row (FasciaTable *self, ...);
void fascia_table_append_to (FasciaTable *self, GString *out);

/* Columns @text takes on a terminal. */
guint fascia_output_width (const char *text);
/* (transfer full): cut to @width columns, with “…” where something went. */
char *fascia_output_ellipsize (const char *text, guint width);
/* @label, then @text wrapped to 78 columns behind @indent ones. */
void fascia_output_append_paragraph (GString *out, const char *label, guint indent, const char *text);

/* Appends @words to a list of words of the field: "Foam roller, massage ball". */
void fascia_output_append_listed (GString *list, const char *words);

/* JSON members; unknown values are null. */
void fascia_json_string (JsonBuilder *builder, const char *name, const char *value);
void fascia_json_int (JsonBuilder *builder, const char *name, gint64 value);
/* Null when @value is @unknown. */
void fascia_json_known_int (JsonBuilder *builder, const char *name, gint64 value, gint64 unknown);
void fascia_json_boolean (JsonBuilder *builder, const char *name, gboolean value);
void fascia_json_strv (JsonBuilder *builder, const char *name, char *const *values);
/* Begin an array member; end it with json_builder_end_array(). */
void fascia_json_begin_array (JsonBuilder *builder, const char *name);

/* Appends what @builder built: an object over several lines for people's eyes. */
void fascia_json_append_document (GString *out, JsonBuilder *builder);
/* {"ok": true}: what a writer answers. */
void fascia_json_append_ok (GString *out);
/* A list of objects, one a line: written as it grows, for a log may be long. */
void fascia_json_begin_list (GString *out);
void fascia_json_append_element (GString *out, JsonBuilder *builder);
void fascia_json_end_list (GString *out);

/* Writes everything to standard output; %FASCIA_ERROR_FAILED when it is closed or full. */
gboolean fascia_output_write (const GString *out, GError **error);

G_END_DECLS
