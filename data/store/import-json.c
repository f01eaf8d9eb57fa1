/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "data/store/merge.h"

/* The document is walked by hand and only one record at a time is given to a parser:
 * a log of any length needs no more memory than its text, and nothing that a file can
 * contain (nesting a million deep, a record of a gigabyte) reaches that parser. */

#define MAX_DEPTH 8
#define MAX_RECORD_BYTES (1024 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  const char *at;
  const char *end;
} Span;

typedef struct
{
  Span whole;
  Span lists[FASCIA_N_RECORD_KINDS];  /* with their brackets; nothing: absent */
  Span deleted;
} Document;

static gboolean
fail_cut (GError **error)
{
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("This is no export of Fascia, or only a part of one. Nothing was changed."));
  return FALSE;
}

static void
skip_space (Span *text)
{
  while (text->at < text->end && strchr (" \t\r\n", *text->at) != NULL)
    text->at++;
}

static gboolean
skip_char (Span *text, char wanted)
{
  skip_space (text);
  if (text->at == text->end || *text->at != wanted)
    return FALSE;
  text->at++;
  return TRUE;
}

/* Behind the closing quote. */
static gboolean
skip_string (Span *text)
{
  for (text->at++; text->at < text->end; text->at++)
    {
      if (*text->at == '"')
        {
          text->at++;
          return TRUE;
        }
      if (*text->at == '\\')
        text->at++;
    }
  return FALSE;
}

/* One value, from its first character to behind its last. What is inside is for the
 * parser to judge; only its end and its depth are looked for. */
static gboolean
take_value (Span *text, gsize max_depth, Span *value)
{
  gsize depth = 0;

  skip_space (text);
  value->at = text->at;
  while (text->at < text->end)
    {
      char next = *text->at;

      if (next == '"')
        {
          if (!skip_string (text))
            return FALSE;
        }
      else if (depth == 0 && strchr (",]} \t\r\n", next) != NULL)
        return FALSE; /* nothing is no value */
      else if (next == '{' || next == '[')
        {
          if (++depth > max_depth)
            return FALSE;
          text->at++;
        }
      else if (next == '}' || next == ']')
        {
          depth--;
          text->at++;
        }
      else if (depth > 0)
        text->at++;
      else
        while (text->at < text->end && strchr (",]} \t\r\n", *text->at) == NULL)
          text->at++;
      if (depth == 0)
        {
          value->end = text->at;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_text (const Span *value, const char *text)
{
  return (gsize) (value->end - value->at) == strlen (text) && memcmp (value->at, text, strlen (text)) == 0;
}

static gboolean
check_version (const Span *value, GError **error)
{
  g_autofree char *text = g_strndup (value->at, MIN (value->end - value->at, 20));
  guint64 version;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT64, &version, NULL))
    return fail_cut (error);
  if (version > FASCIA_EXCHANGE_VERSION)
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_NEWER,
                           _ ("This was written by a newer Fascia; update Fascia to read it. Nothing was changed."));
      return FALSE;
    }
  return TRUE;
}

static void
note_list (Document *self, const Span *key, const Span *value)
{
  if (is_text (key, "\"deleted\""))
    self->deleted = *value;
  for (guint kind = 0; kind < FASCIA_N_RECORD_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("\"%s\"", fascia_record_kind_to_list ((FasciaRecordKind) kind));

      if (is_text (key, name))
        self->lists[kind] = *value;
    }
}

/* Finds the lists. Keys that this version does not know are passed over. */
static gboolean
find_lists (Document *self, GError **error)
{
  Span text = self->whole;
  Span key, value;
  gboolean has_format = FALSE;
  gboolean has_version = FALSE;

  if (!skip_char (&text, '{'))
    return fail_cut (error);
  do
    {
      if (!take_value (&text, 0, &key) || *key.at != '"' || !skip_char (&text, ':') ||
          !take_value (&text, MAX_DEPTH + 1, &value))
        return fail_cut (error);
      if (is_text (&key, "\"format\""))
        has_format = is_text (&value, "\"fascia\"");
      else if (is_text (&key, "\"version\""))
        {
          if (!check_version (&value, error))
            return FALSE;
          has_version = TRUE;
        }
      else
        note_list (self, &key, &value);
    }
  while (skip_char (&text, ','));
  if (!skip_char (&text, '}'))
    return fail_cut (error);
  skip_space (&text);
  return (text.at == text.end && has_format && has_version) || fail_cut (error);
}

typedef struct
{
  const Document *document;
  FasciaMerge *merge;
  JsonParser *parser;
} Reader;

static FasciaRecord *
parse_record (Reader *self, const Span *value, FasciaRecordKind kind, gboolean deleted, GError **error)
{
  JsonNode *root;

  if (value->end - value->at > MAX_RECORD_BYTES || *value->at != '{' ||
      !json_parser_load_from_data (self->parser, value->at, value->end - value->at, NULL) ||
      (root = json_parser_get_root (self->parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("it is no JSON object."));
      return NULL;
    }
  return deleted ? fascia_record_from_tombstone (json_node_get_object (root), error)
                 : fascia_record_from_json (kind, json_node_get_object (root), error);
}

static gboolean
read_record (Reader *self, const char *list, guint number, const Span *value, FasciaRecordKind kind, gboolean deleted, GError **error)
{
  const Span *whole = &self->document->whole;
  g_autoptr (FasciaRecord) record = NULL;
  g_autoptr (GError) cause = NULL;

  if (!fascia_merge_report (self->merge, (double) (value->at - whole->at) / (double) (whole->end - whole->at), error))
    return FALSE;
  if (fascia_merge_skip (self->merge))
    return TRUE;
  record = parse_record (self, value, kind, deleted, &cause);
  if (record == NULL)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                   _ ("Record %u of “%s” cannot be read: %s Nothing was changed."), number, list, cause->message);
      return FALSE;
    }
  return fascia_merge_take (self->merge, record, error);
}

static gboolean
read_list (Reader *self, const char *list, const Span *span, FasciaRecordKind kind, gboolean deleted, GError **error)
{
  Span text = *span;
  Span value;
  guint number = 0;

  if (text.at == NULL)
    return TRUE;
  if (!skip_char (&text, '['))
    return fail_cut (error);
  if (skip_char (&text, ']'))
    return TRUE;
  do
    {
      if (!take_value (&text, MAX_DEPTH, &value))
        return fail_cut (error);
      if (!read_record (self, list, ++number, &value, kind, deleted, error))
        return FALSE;
    }
  while (skip_char (&text, ','));
  return skip_char (&text, ']') || fail_cut (error);
}

static gboolean
read_document (FasciaMerge *merge, gpointer data, GError **error)
{
  const Document *document = data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  Reader reader = { .document = document, .merge = merge, .parser = parser };
  const Span *settings = &document->lists[FASCIA_RECORD_SETTINGS];

  if (settings->at != NULL &&
      !read_record (&reader, fascia_record_kind_to_list (FASCIA_RECORD_SETTINGS), 1, settings, FASCIA_RECORD_SETTINGS, FALSE, error))
    return FALSE;
  for (FasciaRecordKind kind = FASCIA_RECORD_SETTINGS + 1; kind < FASCIA_N_RECORD_KINDS; kind++)
    if (!read_list (&reader, fascia_record_kind_to_list (kind), &document->lists[kind], kind, FALSE, error))
      return FALSE;
  return read_list (&reader, "deleted", &document->deleted, FASCIA_RECORD_SESSION, TRUE, error);
}

gboolean
fascia_exchange_read_json (FasciaStore *store, const char *text, gsize length, gboolean dry_run, FasciaMergeSummary *summary, GCancellable *cancellable, FasciaProgressFunc progress, gpointer progress_data, GError **error)
{
  Document document = { .whole = { text, text + length } };
  FasciaMerge merge = {
    .store = store,
    .summary = summary,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = progress_data,
    .dry_run = dry_run,
  };

  g_return_val_if_fail (store != NULL && text != NULL && summary != NULL, FALSE);

  *summary = (FasciaMergeSummary){ 0 };
  /* Some editors put a mark before the text. */
  if (length >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    document.whole.at += strlen (BYTE_ORDER_MARK);
  if (!g_utf8_validate_len (document.whole.at, document.whole.end - document.whole.at, NULL))
    return fail_cut (error);
  return find_lists (&document, error) && fascia_merge_run (&merge, read_document, &document, error);
}
