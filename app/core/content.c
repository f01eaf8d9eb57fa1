/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/content.h"

#include <string.h>

/* Reads one file. The first thing that is wrong is kept in @error and every
 * later complaint is dropped, so that parsers read straight through their keys
 * and ask once, at the end, whether all went well. */
typedef struct {
  const char *id;
  GKeyFile *file;
  GHashTable *asked; /* "group" and "group\nkey" of what the program knows */
  GError *error;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->file, g_key_file_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* @complaint is a whole sentence that says what is wrong and what to do. */
static void
refuse (Reader *self,
        const char *group,
        const char *key,
        const char *complaint,
        ...) G_GNUC_PRINTF (4, 5);

static void
refuse (Reader *self,
        const char *group,
        const char *key,
        const char *complaint,
        ...)
{
  g_autoptr (GString) message = NULL;
  va_list arguments;

  if (self->error != NULL)
    return;

  message = g_string_new (NULL);
  g_string_append_printf (message, "%s.ini", self->id);
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

/* GKeyFile takes any bytes, and would not say where the wrong ones are. */
static void
refuse_wrong_bytes (Reader *self,
                    const char *text,
                    gsize length)
{
  const char *wrong;
  guint line = 1;

  if (g_utf8_validate_len (text, length, &wrong))
    return;

  for (const char *at = text; at < wrong; at++)
    line += *at == '\n';
  refuse (self, NULL, NULL, "line %u is not written in UTF-8; save the file with that encoding.", line);
}

static void
reader_init (Reader *self,
             const char *id,
             const char *text,
             gsize length)
{
  g_autoptr (GError) error = NULL;

  self->id = id;
  self->file = g_key_file_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->error = NULL;

  refuse_wrong_bytes (self, text, length);
  /* Without the flag it would keep the texts of the user's language only. */
  if (self->error == NULL &&
      !g_key_file_load_from_data (self->file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    refuse (self, NULL, NULL, "it cannot be read; correct it. (%s)", error->message);
}

static char *
place_of (const char *group,
          const char *key)
{
  return g_strconcat (group, "\n", key, NULL);
}

static void
refuse_unasked_keys (Reader *self,
                     const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *place = place_of (group, keys[i]);

      if (!g_hash_table_contains (self->asked, place))
        refuse (self, group, keys[i], "nothing reads it; correct its name or remove it.");
    }
}

/* To be called last: what nobody has asked for by then, nobody will. */
static void
refuse_unasked (Reader *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_hash_table_contains (self->asked, groups[i]))
        refuse_unasked_keys (self, groups[i]);
      else
        refuse (self, groups[i], NULL, "nothing reads it; correct its name or remove it.");
    }
}

static gboolean
has_key (Reader *self,
         const char *group,
         const char *key)
{
  return g_key_file_has_key (self->file, group, key, NULL);
}

/* (transfer full) (nullable): the value as written; it must be there. */
static char *
read_value (Reader *self,
            const char *group,
            const char *key)
{
  g_autofree char *value = g_key_file_get_value (self->file, group, key, NULL);

  g_hash_table_add (self->asked, g_strdup (group));
  g_hash_table_add (self->asked, place_of (group, key));

  if (value == NULL)
    refuse (self, group, key, "it is missing; add it.");
  else if (value[0] == '\0')
    refuse (self, group, key, "it is empty; write something.");
  else if (strchr (value, '\\') != NULL)
    refuse (self, group, key, "there is a backslash in it, which means nothing here; remove it.");
  else
    return g_steal_pointer (&value);

  return NULL;
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

static gboolean
have_same_numbers (const char *a,
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

static void
read_text (Reader *self,
           const char *group,
           const char *key,
           FasciaText *text)
{
  g_autofree char *danish_key = g_strconcat (key, "[da]", NULL);
  g_autofree char *english = read_value (self, group, key);
  g_autofree char *danish = read_value (self, group, danish_key);

  if (english != NULL && danish != NULL && !have_same_numbers (english, danish))
    refuse (self, group, danish_key, "its numbers are not those of the English text; make them agree.");

  fascia_text_clear (text);
  text->in[FASCIA_LANGUAGE_EN] = g_steal_pointer (&english);
  text->in[FASCIA_LANGUAGE_DA] = g_steal_pointer (&danish);
}

/* A text that may be left out, but not in one language only. */
static void
read_optional_text (Reader *self,
                    const char *group,
                    const char *key,
                    FasciaText *text)
{
  g_autofree char *danish_key = g_strconcat (key, "[da]", NULL);

  if (has_key (self, group, key) || has_key (self, group, danish_key))
    read_text (self, group, key, text);
}

static guint
read_number (Reader *self,
             const char *group,
             const char *key,
             guint min,
             guint max)
{
  g_autofree char *value = read_value (self, group, key);
  guint64 number = 0;

  if (value != NULL && !g_ascii_string_to_unsigned (value, 10, min, max, &number, NULL))
    refuse (self, group, key, "“%s” is not a whole number from %u to %u; correct it.", value, min, max);

  return (guint)number;
}

static gboolean
expect_word (Reader *self,
             const char *group,
             const char *key,
             const char *word,
             gboolean known)
{
  if (!known && word != NULL)
    refuse (self, group, key, "“%s” is not a word that is known here; see the list in order.ini.", word);

  return known;
}

/* (transfer full): never %NULL; no word in it stands twice. */
static GStrv
read_words (Reader *self,
            const char *group,
            const char *key)
{
  g_autofree char *value = read_value (self, group, key);
  g_auto (GStrv) words = g_strsplit (value != NULL ? value : "", ";", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (words[i][0] == '\0')
        refuse (self, group, key, "there is no word before or after a semicolon; remove the semicolon.");
      else if (!g_hash_table_add (seen, words[i]))
        refuse (self, group, key, "“%s” stands in it twice; keep one of them.", words[i]);
    }

  return self->error == NULL ? g_steal_pointer (&words) : g_new0 (char *, 1);
}

/* Small letters, digits and single hyphens. */
static gboolean
is_slug (const char *word)
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

/* (transfer full) (nullable) */
static char *
read_slug (Reader *self,
           const char *group,
           const char *key)
{
  g_autofree char *word = read_value (self, group, key);

  expect_word (self, group, key, word, word != NULL && is_slug (word));

  return g_steal_pointer (&word);
}

static GStrv
read_sections (Reader *self,
               const char *group)
{
  g_auto (GStrv) sections = read_words (self, group, "sections");

  for (guint i = 0; sections[i] != NULL; i++)
    expect_word (self, group, "sections", sections[i],
                 (g_str_has_prefix (sections[i], "smr/") || g_str_has_prefix (sections[i], "mfr/")) &&
                     is_slug (sections[i] + strlen ("smr/")));

  return g_steal_pointer (&sections);
}

typedef struct {
  guint prepare_s;
  guint roll_s;
  guint hold_s;
  guint sets;
  guint rest_s;
} Dose;

static Dose
read_dose (Reader *self,
           const char *group)
{
  Dose dose;

  dose.prepare_s = read_number (self, group, "prepare", 0, FASCIA_MAX_PREPARE_S);
  dose.roll_s = read_number (self, group, "roll", 0, FASCIA_MAX_ROLL_S);
  dose.hold_s = read_number (self, group, "hold", 0, FASCIA_MAX_HOLD_S);
  dose.sets = read_number (self, group, "sets", FASCIA_MIN_SETS, FASCIA_MAX_SETS);
  dose.rest_s = read_number (self, group, "rest", 0, FASCIA_MAX_REST_S);

  if (dose.roll_s > 0 && dose.roll_s < FASCIA_MIN_ROLL_S)
    refuse (self, group, "roll", "%u s is too short to do anything; write %d or more, or 0 for none.",
            dose.roll_s, FASCIA_MIN_ROLL_S);
  if (dose.roll_s == 0 && dose.hold_s == 0)
    refuse (self, group, "roll", "it and “hold” are both 0, so there is nothing to do; give one of them time.");
  if (dose.sets * (dose.roll_s + dose.hold_s) > FASCIA_MAX_MUSCLE_S)
    refuse (self, group, "sets", "all sets together roll and hold for more than %d s on one side; shorten them.",
            FASCIA_MAX_MUSCLE_S);

  return dose;
}

static void
read_tools (Reader *self,
            FasciaTechnique *technique)
{
  g_auto (GStrv) words = read_words (self, "technique", "tools");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaTool tool = FASCIA_TOOL_NONE;

      if (expect_word (self, "technique", "tools", words[i], fascia_tool_from_string (words[i], &tool)))
        technique->tools[technique->n_tools++] = tool;
    }
}

static void
read_places (Reader *self,
             FasciaTechnique *technique)
{
  g_auto (GStrv) words = read_words (self, "technique", "places");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaPlaces place = 0;

      if (expect_word (self, "technique", "places", words[i], fascia_place_from_string (words[i], &place)))
        technique->places |= place;
    }
}

FasciaTechnique *
fascia_content_parse_technique (const char *id,
                                const char *text,
                                gsize length,
                                GError **error)
{
  g_autoptr (FasciaTechnique) self = NULL;
  g_auto (Reader) reader = { NULL };
  g_autofree char *area = NULL;
  g_autofree char *sides = NULL;
  Dose dose;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  reader_init (&reader, id, text, length);
  self = g_new0 (FasciaTechnique, 1);
  self->id = g_strdup (id);
  if (!is_slug (id))
    refuse (&reader, NULL, NULL, "its name may have small letters, digits and single hyphens only; rename it.");

  read_text (&reader, "technique", "name", &self->name);
  read_text (&reader, "technique", "muscles", &self->muscles);
  area = read_value (&reader, "technique", "area");
  expect_word (&reader, "technique", "area", area, fascia_area_from_string (area, &self->area));
  read_tools (&reader, self);
  sides = read_value (&reader, "technique", "sides");
  expect_word (&reader, "technique", "sides", sides, fascia_sides_from_string (sides, &self->sides));
  self->level = read_number (&reader, "technique", "level", 1, 3);
  read_places (&reader, self);
  if (has_key (&reader, "technique", "partner"))
    self->partner = read_slug (&reader, "technique", "partner");
  self->sections = read_sections (&reader, "technique");

  dose = read_dose (&reader, "dose");
  self->prepare_s = dose.prepare_s;
  self->roll_s = dose.roll_s;
  self->hold_s = dose.hold_s;
  self->sets = dose.sets;
  self->rest_s = dose.rest_s;

  read_text (&reader, "cues", "set-up", &self->cue_set_up);
  read_text (&reader, "cues", "roll", &self->cue_roll);
  read_text (&reader, "cues", "hold", &self->cue_hold);

  read_text (&reader, "text", "start", &self->start);
  read_text (&reader, "text", "movement", &self->movement);
  read_text (&reader, "text", "easier", &self->easier);
  read_text (&reader, "text", "harder", &self->harder);
  read_text (&reader, "text", "mistakes", &self->mistakes);
  read_text (&reader, "text", "caution", &self->caution);

  refuse_unasked (&reader);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
read_occasions (Reader *self,
                FasciaRoutine *routine)
{
  g_auto (GStrv) words = read_words (self, "routine", "contexts");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaOccasion occasion = FASCIA_OCCASION_NONE;

      if (expect_word (self, "routine", "contexts", words[i], fascia_occasion_from_string (words[i], &occasion)))
        routine->occasions[routine->n_occasions++] = occasion;
    }
}

static GStrv
read_audience (Reader *self)
{
  g_auto (GStrv) audience = read_words (self, "routine", "audience");

  for (guint i = 0; audience[i] != NULL; i++)
    expect_word (self, "routine", "audience", audience[i], is_slug (audience[i]));

  return g_steal_pointer (&audience);
}

static void
read_item (Reader *self,
           const char *group,
           FasciaRoutine *routine)
{
  g_autofree char *technique = read_slug (self, group, "technique");
  g_autofree char *sides = read_value (self, group, "sides");
  FasciaRoutineItem *item;
  Dose dose;

  item = fascia_routine_item_new (technique != NULL ? technique : "");
  g_ptr_array_add (routine->items, item);
  /* "either" leaves a technique's user a choice; a routine has made it. */
  expect_word (self, group, "sides", sides,
               fascia_sides_from_string (sides, &item->sides) && item->sides != FASCIA_SIDES_EITHER);
  if (has_key (self, group, "tool"))
    {
      g_autofree char *tool = read_value (self, group, "tool");

      expect_word (self, group, "tool", tool, fascia_tool_from_string (tool, &item->tool));
    }

  dose = read_dose (self, group);
  item->prepare_s = dose.prepare_s;
  item->roll_s = dose.roll_s;
  item->hold_s = dose.hold_s;
  item->sets = dose.sets;
  item->rest_s = dose.rest_s;
}

FasciaRoutine *
fascia_content_parse_routine (const char *id,
                              const char *text,
                              gsize length,
                              GError **error)
{
  g_autoptr (FasciaRoutine) self = NULL;
  g_auto (Reader) reader = { NULL };
  guint n_items = 0;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  reader_init (&reader, id, text, length);
  self = fascia_routine_new (id);
  if (!is_slug (id))
    refuse (&reader, NULL, NULL, "its name may have small letters, digits and single hyphens only; rename it.");

  read_text (&reader, "routine", "name", &self->name);
  read_text (&reader, "routine", "about", &self->about);
  read_optional_text (&reader, "routine", "afterwards", &self->afterwards);
  read_occasions (&reader, self);
  g_strfreev (self->audience);
  self->audience = read_audience (&reader);
  self->level = read_number (&reader, "routine", "level", 1, 3);
  if (has_key (&reader, "routine", "pressure-cap"))
    self->pressure_cap = read_number (&reader, "routine", "pressure-cap", 1, 10);
  self->version = read_number (&reader, "routine", "version", 1, G_MAXINT);
  g_strfreev (self->sections);
  self->sections = read_sections (&reader, "routine");

  do
    {
      g_autofree char *group = g_strdup_printf ("item %u", ++n_items);

      if (n_items > 1 && !g_key_file_has_group (reader.file, group))
        break;
      read_item (&reader, group, self);
  } while (reader.error == NULL);

  refuse_unasked (&reader);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return NULL;
    }

  return g_steal_pointer (&self);
}
