/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/sync.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A line is the beginning of the SHA-256 of its JSON, a space, and the JSON: whether a
 * file has come over whole is seen in each line by itself. */

#define FORMAT "fascia-sync"
#define VERSION 1
#define DELETED "deleted"
/* No record is nested deeper; the parser would follow any depth. */
#define MAX_DEPTH 10

/* --- Names ---------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
fascia_sync_list_files (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_autofree char *shown = g_filename_display_name (folder);

      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("The sync folder “%s” cannot be looked into; make it readable for you."), shown);
      return NULL;
    }
  /* Services write under hidden or other names and rename at the end. */
  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && name[0] != '~' && g_str_has_suffix (name, FASCIA_SYNC_ENDING) && g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

char *
fascia_sync_make_name (const char *machine, guint number)
{
  return g_strdup_printf ("%s-%04u" FASCIA_SYNC_ENDING, machine, number);
}

gboolean
fascia_sync_parse_name (const char *name, const char *machine, guint *number)
{
  g_autofree char *digits = NULL;
  g_autofree char *same = NULL;
  guint64 value;

  if (!g_str_has_prefix (name, machine) || name[strlen (machine)] != '-' || !g_str_has_suffix (name, FASCIA_SYNC_ENDING))
    return FALSE;
  name += strlen (machine) + 1;
  if (strlen (name) <= strlen (FASCIA_SYNC_ENDING))
    return FALSE;
  digits = g_strndup (name, strlen (name) - strlen (FASCIA_SYNC_ENDING));
  if (!g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT, &value, NULL))
    return FALSE;
  *number = (guint) value;
  /* Not, say, a conflict copy. */
  same = fascia_sync_make_name (machine, *number);
  return g_str_has_suffix (same, name);
}

/* --- Writing -------------------------------------------------------------------- */

/* Puts the sum before what was appended since @start, and ends the line. */
static void
finish_line (GString *text, gsize start)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text->str + start, text->len - start);

  sum[FASCIA_SYNC_SUM_LENGTH] = '\0';
  g_string_insert_c (text, (gssize) start, ' ');
  g_string_insert (text, (gssize) start, sum);
  g_string_append_c (text, '\n');
}

void
fascia_sync_append_header (GString *text, const char *machine)
{
  gsize start = text->len;

  g_string_append_printf (text, "{\"format\":\"" FORMAT "\",\"version\":%d,\"machine\":\"%s\"}", VERSION, machine);
  finish_line (text, start);
}

void
fascia_sync_append_record (GString *text, const FasciaRecord *record)
{
  gsize start = text->len;

  g_string_append_printf (text, "{\"%s\":", record->deleted ? DELETED : fascia_record_kind_to_string (record->kind));
  fascia_record_append_json (record, text);
  g_string_append_c (text, '}');
  finish_line (text, start);
}

/* --- Reading -------------------------------------------------------------------- */

static gboolean
has_right_sum (const char *line, gsize length)
{
  const gsize start = FASCIA_SYNC_SUM_LENGTH + 1;
  g_autofree char *sum = NULL;

  if (length <= start || length > FASCIA_SYNC_MAX_LINE || line[FASCIA_SYNC_SUM_LENGTH] != ' ')
    return FALSE;
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) line + start, length - start);
  return memcmp (sum, line, FASCIA_SYNC_SUM_LENGTH) == 0;
}

static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* (transfer none) (nullable): what a line with a right sum holds. */
static JsonObject *
parse (JsonParser *parser, const char *line, gsize length)
{
  const char *text = line + FASCIA_SYNC_SUM_LENGTH + 1;
  JsonNode *root;

  length -= FASCIA_SYNC_SUM_LENGTH + 1;
  if (!g_utf8_validate_len (text, length, NULL) || !is_shallow (text, length) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

FasciaSyncLine
fascia_sync_parse_record (JsonParser *parser, const char *line, gsize length, FasciaRecord **record)
{
  JsonObject *object;
  JsonObject *inner = NULL;
  FasciaRecordKind kind = FASCIA_RECORD_SESSION;
  g_autoptr (GList) words = NULL;

  *record = NULL;
  if (!has_right_sum (line, length))
    return FASCIA_SYNC_BROKEN;
  object = parse (parser, line, length);
  words = object != NULL ? json_object_get_members (object) : NULL;
  if (words != NULL && words->next == NULL &&
      (g_str_equal (words->data, DELETED) || fascia_record_kind_from_string (words->data, &kind)))
    {
      JsonNode *node = json_object_get_member (object, words->data);

      inner = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    }
  if (inner != NULL)
    *record = g_str_equal (words->data, DELETED) ? fascia_record_from_tombstone (inner, NULL)
                                                 : fascia_record_from_json (kind, inner, NULL);
  return *record != NULL ? FASCIA_SYNC_RECORD : FASCIA_SYNC_NEWER;
}

FasciaSyncLine
fascia_sync_parse_header (JsonParser *parser, const char *line, gsize length)
{
  JsonObject *object;
  JsonNode *format, *version;

  if (!has_right_sum (line, length))
    return FASCIA_SYNC_BROKEN;
  object = parse (parser, line, length);
  format = object != NULL ? json_object_get_member (object, "format") : NULL;
  version = object != NULL ? json_object_get_member (object, "version") : NULL;
  if (format == NULL || g_strcmp0 (json_node_get_value_type (format) == G_TYPE_STRING ? json_node_get_string (format) : NULL, FORMAT) != 0 ||
      version == NULL || json_node_get_value_type (version) != G_TYPE_INT64)
    return FASCIA_SYNC_BROKEN;
  return json_node_get_int (version) <= VERSION ? FASCIA_SYNC_RECORD : FASCIA_SYNC_NEWER;
}
