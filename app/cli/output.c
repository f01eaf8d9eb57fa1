/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define LINE_WIDTH 78
#define COLUMN_GAP 2

struct _FasciaTable {
  guint n_columns;
  guint right_aligned;
  GPtrArray *cells; /* row after row */
};

FasciaTable *
fascia_table_new (guint n_columns, guint right_aligned)
{
  FasciaTable *self = g_new0 (FasciaTable, 1);

  self->n_columns = n_columns;
  self->right_aligned = right_aligned;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
fascia_table_free (FasciaTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* A note may hold a line break, or an escape sequence that a terminal would obey. */
static char *
without_control_characters (const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

void
fascia_table_add_row (FasciaTable *self, ...)
{
  va_list cells;

  va_start (cells, self);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, without_control_characters (va_arg (cells, const char *)));
  va_end (cells);
}

static void
append_spaces (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

void
fascia_table_append_to (FasciaTable *self, GString *out)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns], fascia_output_width (self->cells->pdata[i]));

  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = self->cells->pdata[i];
      guint column = i % self->n_columns;
      guint padding = widths[column] - fascia_output_width (cell);
      gboolean right = self->right_aligned & (1u << column);
      gboolean last = column == self->n_columns - 1;

      if (right)
        append_spaces (out, padding);
      g_string_append (out, cell);
      if (!last)
        append_spaces (out, COLUMN_GAP + (right ? 0 : padding));
      else
        {
          while (out->len > 0 && out->str[out->len - 1] == ' ')
            g_string_truncate (out, out->len - 1);
          g_string_append_c (out, '\n');
        }
    }
}

static guint
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

guint
fascia_output_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));
  return width;
}

char *
fascia_output_ellipsize (const char *text, guint width)
{
  guint so_far = 0;

  if (fascia_output_width (text) <= width)
    return g_strdup (text);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      so_far += character_width (g_utf8_get_char (p));
      if (so_far > width - 1)
        {
          g_autofree char *kept = g_strndup (text, p - text);

          return g_strconcat (g_strchomp (kept), "…", NULL);
        }
    }
  g_assert_not_reached ();
}

void
fascia_output_append_paragraph (GString *out, const char *label, guint indent, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  guint column = fascia_output_width (label);
  gboolean fresh = TRUE;

  g_string_append (out, label);
  if (column < indent)
    {
      append_spaces (out, indent - column);
      column = indent;
    }
  else if (column > 0)
    {
      g_string_append_c (out, ' ');
      column++;
    }

  for (guint i = 0; words[i]; i++)
    {
      guint width = fascia_output_width (words[i]);

      if (width == 0)
        continue;
      if (!fresh && column + 1 + width > LINE_WIDTH)
        {
          g_string_append_c (out, '\n');
          append_spaces (out, indent);
          column = indent;
          fresh = TRUE;
        }
      if (!fresh)
        {
          g_string_append_c (out, ' ');
          column++;
        }
      g_string_append (out, words[i]);
      column += width;
      fresh = FALSE;
    }
  g_string_append_c (out, '\n');
}

void
fascia_output_append_listed (GString *list, const char *words)
{
  if (list->len == 0)
    {
      g_string_append (list, words);
      return;
    }
  g_string_append (list, ", ");
  if (*words)
    {
      g_string_append_unichar (list, g_unichar_tolower (g_utf8_get_char (words)));
      g_string_append (list, g_utf8_next_char (words));
    }
}

void
fascia_json_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
fascia_json_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
fascia_json_known_int (JsonBuilder *builder, const char *name, gint64 value, gint64 unknown)
{
  json_builder_set_member_name (builder, name);
  if (value == unknown)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, value);
}

void
fascia_json_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
fascia_json_begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

void
fascia_json_strv (JsonBuilder *builder, const char *name, char *const *values)
{
  fascia_json_begin_array (builder, name);
  for (guint i = 0; values && values[i]; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

void
fascia_json_append_document (GString *out, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_string_append (out, text);
  g_string_append_c (out, '\n');
}

void
fascia_json_append_ok (GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fascia_json_boolean (builder, "ok", TRUE);
  json_builder_end_object (builder);
  fascia_json_append_document (out, builder);
}

void
fascia_json_begin_list (GString *out)
{
  g_string_append_c (out, '[');
}

void
fascia_json_append_element (GString *out, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_string_append (out, out->str[out->len - 1] == '[' ? "\n" : ",\n");
  g_string_append (out, text);
}

void
fascia_json_end_list (GString *out)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "]\n" : "\n]\n");
}

gboolean
fascia_output_write (const GString *out, GError **error)
{
  gsize done = 0;

  while (done < out->len)
    {
      gssize n = write (STDOUT_FILENO, out->str + done, out->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED,
                               errno == ENOSPC
                                   ? _ ("The answer could not be written to standard output: no space is left.")
                                   : _ ("The answer could not be written to standard output."));
          return FALSE;
        }
      done += n;
    }
  return TRUE;
}
