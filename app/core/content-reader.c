/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content-reader.h"

#include <string.h>

static char *
place_of (const char *group,
          const char *key)
{
  return g_strconcat (group, "\n", key, NULL);
}

static guint
line_of (FasciaReader *self,
         const char *group,
         const char *key)
{
  guint line = 0;

  if (key != NULL)
    {
      g_autofree char *place = place_of (group, key);

      line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, place));
    }
  if (line == 0 && group != NULL)
    line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, group));

  return line;
}

void
fascia_reader_refuse (FasciaReader *self,
                      const char *group,
                      const char *key,
                      const char *complaint,
                      ...)
{
  g_autoptr (GString) message = NULL;
  va_list arguments;
  guint line;

  if (self->error != NULL)
    return;

  message = g_string_new (self->name);
  line = line_of (self, group, key);
  if (line > 0)
    g_string_append_printf (message, ", line %u", line);
  if (group != NULL)
    g_string_append_printf (message, ", group [%s]", group);
  if (key != NULL)
    g_string_append_printf (message, ", key “%s”", key);
  g_string_append (message, ": ");
  va_start (arguments, complaint);
  g_string_append_vprintf (message, complaint, arguments);
  va_end (arguments);

  self->error = g_error_new_literal (FASCIA_ERROR, FASCIA_ERROR_CONTENT, message->str);
}

gboolean
fascia_content_is_utf8 (const char *text,
                        gsize length,
                        guint *line)
{
  const char *wrong;

  if (g_utf8_validate_len (text, length, &wrong))
    return TRUE;

  *line = 1;
  for (const char *at = text; at < wrong; at++)
    *line += *at == '\n';
  return FALSE;
}

/* Notes where a group or a key stands; of two that are the same GKeyFile would take
 * the last without a word. */
static void
note_line (FasciaReader *self,
           guint line,
           const char *group,
           const char *key)
{
  g_autofree char *place = key != NULL ? place_of (group, key) : g_strdup (group);

  if (g_hash_table_contains (self->lines, place))
    fascia_reader_refuse (self, group, key, "it stands twice, here and in line %u; keep one of them.", line);
  else
    g_hash_table_insert (self->lines, g_steal_pointer (&place), GUINT_TO_POINTER (line));
}

static void
note_lines (FasciaReader *self,
            const char *text,
            gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);
  const char *group = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *end = strpbrk (line, line[0] == '[' ? "]" : "=");

      if (line[0] == '\0' || line[0] == '#')
        continue;

      /* What is neither a group nor a key, GKeyFile refuses in its own words. */
      if (end == NULL || (line[0] != '[' && group == NULL))
        {
          fascia_reader_refuse (self, NULL, NULL, "line %u is neither a group, nor a note, nor a key of a group; correct it.", i + 1);
          return;
        }

      *end = '\0';
      if (line[0] == '[')
        {
          group = line + 1;
          note_line (self, i + 1, group, NULL);
        }
      else
        {
          note_line (self, i + 1, group, g_strchomp (line));
        }
    }
}

void
fascia_reader_init (FasciaReader *self,
                    const char *name,
                    const char *text,
                    gsize length)
{
  g_autoptr (GError) error = NULL;
  guint line;

  self->name = g_strdup (name);
  self->file = g_key_file_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->error = NULL;

  /* GKeyFile takes any bytes, and would not say where the wrong ones are. */
  if (!fascia_content_is_utf8 (text, length, &line))
    fascia_reader_refuse (self, NULL, NULL, "line %u is not written in UTF-8; save the file with that encoding.", line);
  else
    note_lines (self, text, length);
  /* Without the flag it would keep the texts of the user's language only. */
  if (self->error == NULL &&
      !g_key_file_load_from_data (self->file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    fascia_reader_refuse (self, NULL, NULL, "it cannot be read; correct it. (%s)", error->message);
}

void
fascia_reader_clear (FasciaReader *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->file, g_key_file_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_error (&self->error);
}

static void
refuse_unasked_keys (FasciaReader *self,
                     const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *place = place_of (group, keys[i]);

      if (!g_hash_table_contains (self->asked, place))
        fascia_reader_refuse (self, group, keys[i], "nothing reads it; correct its name or remove it.");
    }
}

static void
refuse_unasked (FasciaReader *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_hash_table_contains (self->asked, groups[i]))
        refuse_unasked_keys (self, groups[i]);
      else
        fascia_reader_refuse (self, groups[i], NULL, "nothing reads it; correct its name or remove it.");
    }
}

gboolean
fascia_reader_finish (FasciaReader *self,
                      GError **error)
{
  refuse_unasked (self);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
fascia_reader_has_group (FasciaReader *self,
                         const char *group)
{
  return g_key_file_has_group (self->file, group);
}

gboolean
fascia_reader_has_key (FasciaReader *self,
                       const char *group,
                       const char *key)
{
  return g_key_file_has_key (self->file, group, key, NULL);
}

char *
fascia_reader_value (FasciaReader *self,
                     const char *group,
                     const char *key)
{
  g_autofree char *value = g_key_file_get_value (self->file, group, key, NULL);

  g_hash_table_add (self->asked, g_strdup (group));
  g_hash_table_add (self->asked, place_of (group, key));

  if (value == NULL)
    fascia_reader_refuse (self, group, key, "it is missing; add it.");
  else if (value[0] == '\0')
    fascia_reader_refuse (self, group, key, "it is empty; write something.");
  else if (strchr (value, '\\') != NULL)
    fascia_reader_refuse (self, group, key, "there is a backslash in it, which means nothing here; remove it.");
  else
    return g_steal_pointer (&value);

  return NULL;
}

char *
fascia_reader_optional_value (FasciaReader *self,
                              const char *group,
                              const char *key)
{
  return fascia_reader_has_key (self, group, key) ? fascia_reader_value (self, group, key) : NULL;
}

/* (transfer none) (nullable): where the next run of digits in @text begins. */
static const char *
find_number (const char *text,
             gsize *length)
{
  while (*text != '\0' && !g_ascii_isdigit (*text))
    text++;

  for (*length = 0; g_ascii_isdigit (text[*length]);)
    (*length)++;

  return *length > 0 ? text : NULL;
}

gboolean
fascia_content_have_same_numbers (const char *a,
                                  const char *b)
{
  while (TRUE)
    {
      gsize length_a;
      gsize length_b;

      a = find_number (a, &length_a);
      b = find_number (b, &length_b);
      if (a == NULL || b == NULL)
        return a == b;
      if (length_a != length_b || strncmp (a, b, length_a) != 0)
        return FALSE;
      a += length_a;
      b += length_b;
    }
}

void
fascia_reader_text (FasciaReader *self,
                    const char *group,
                    const char *key,
                    FasciaText *text)
{
  g_autofree char *danish_key = g_strconcat (key, "[da]", NULL);
  g_autofree char *english = fascia_reader_value (self, group, key);
  g_autofree char *danish = fascia_reader_value (self, group, danish_key);

  if (english != NULL && danish != NULL && !fascia_content_have_same_numbers (english, danish))
    fascia_reader_refuse (self, group, danish_key, "its numbers are not those of the English text; make them agree.");

  fascia_text_clear (text);
  text->in[FASCIA_LANGUAGE_EN] = g_steal_pointer (&english);
  text->in[FASCIA_LANGUAGE_DA] = g_steal_pointer (&danish);
}

void
fascia_reader_optional_text (FasciaReader *self,
                             const char *group,
                             const char *key,
                             FasciaText *text)
{
  g_autofree char *danish_key = g_strconcat (key, "[da]", NULL);

  if (fascia_reader_has_key (self, group, key) || fascia_reader_has_key (self, group, danish_key))
    fascia_reader_text (self, group, key, text);
}

guint
fascia_reader_number (FasciaReader *self,
                      const char *group,
                      const char *key,
                      guint min,
                      guint max)
{
  g_autofree char *value = fascia_reader_value (self, group, key);
  guint64 number = 0;

  if (value != NULL && !g_ascii_string_to_unsigned (value, 10, min, max, &number, NULL))
    fascia_reader_refuse (self, group, key, "“%s” is not a whole number from %u to %u; correct it.", value, min, max);

  return (guint)number;
}

gboolean
fascia_reader_expect_word (FasciaReader *self,
                           const char *group,
                           const char *key,
                           const char *word,
                           gboolean known)
{
  if (!known && word != NULL)
    fascia_reader_refuse (self, group, key, "“%s” is not a word that is known here; see the list in order.ini.", word);

  return known;
}

GStrv
fascia_reader_words (FasciaReader *self,
                     const char *group,
                     const char *key)
{
  g_autofree char *value = fascia_reader_value (self, group, key);
  g_auto (GStrv) words = g_strsplit (value != NULL ? value : "", ";", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (words[i][0] == '\0')
        fascia_reader_refuse (self, group, key, "there is no word before or after a semicolon; remove the semicolon.");
      else if (!g_hash_table_add (seen, words[i]))
        fascia_reader_refuse (self, group, key, "“%s” stands in it twice; keep one of them.", words[i]);
    }

  return self->error == NULL ? g_steal_pointer (&words) : g_new0 (char *, 1);
}

gboolean
fascia_content_is_slug (const char *word)
{
  gboolean after_letter = FALSE;

  for (; *word != '\0'; word++)
    {
      if (g_ascii_islower (*word) || g_ascii_isdigit (*word))
        after_letter = TRUE;
      else if (*word == '-' && after_letter)
        after_letter = FALSE;
      else
        return FALSE;
    }

  return after_letter;
}

char *
fascia_reader_slug (FasciaReader *self,
                    const char *group,
                    const char *key)
{
  g_autofree char *word = fascia_reader_value (self, group, key);

  fascia_reader_expect_word (self, group, key, word, word != NULL && fascia_content_is_slug (word));

  return g_steal_pointer (&word);
}

gboolean
fascia_content_is_section (const char *word)
{
  return (g_str_has_prefix (word, "smr/") || g_str_has_prefix (word, "mfr/")) &&
         fascia_content_is_slug (word + strlen ("smr/"));
}

GStrv
fascia_reader_sections (FasciaReader *self,
                        const char *group,
                        const char *key)
{
  g_auto (GStrv) sections = fascia_reader_words (self, group, key);

  for (guint i = 0; sections[i] != NULL; i++)
    fascia_reader_expect_word (self, group, key, sections[i], fascia_content_is_section (sections[i]));

  return g_steal_pointer (&sections);
}
