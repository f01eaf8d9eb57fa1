/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content-reader.h"
#include "fascia/core/content.h"

typedef struct {
  guint prepare_s;
  guint roll_s;
  guint hold_s;
  guint sets;
  guint rest_s;
} Dose;

static Dose
read_dose (FasciaReader *self,
           const char *group)
{
  Dose dose;

  dose.prepare_s = fascia_reader_number (self, group, "prepare", 0, FASCIA_MAX_PREPARE_S);
  dose.roll_s = fascia_reader_number (self, group, "roll", 0, FASCIA_MAX_ROLL_S);
  dose.hold_s = fascia_reader_number (self, group, "hold", 0, FASCIA_MAX_HOLD_S);
  dose.sets = fascia_reader_number (self, group, "sets", FASCIA_MIN_SETS, FASCIA_MAX_SETS);
  dose.rest_s = fascia_reader_number (self, group, "rest", 0, FASCIA_MAX_REST_S);

  if (dose.roll_s > 0 && dose.roll_s < FASCIA_MIN_ROLL_S)
    fascia_reader_refuse (self, group, "roll", "%u s is too short to do anything; write %d or more, or 0 for none.",
                          dose.roll_s, FASCIA_MIN_ROLL_S);
  if (dose.roll_s == 0 && dose.hold_s == 0)
    fascia_reader_refuse (self, group, "roll", "it and “hold” are both 0, so there is nothing to do; give one of them time.");
  if (dose.sets * (dose.roll_s + dose.hold_s) > FASCIA_MAX_MUSCLE_S)
    fascia_reader_refuse (self, group, "sets", "all sets together roll and hold for more than %d s on one side; shorten them.",
                          FASCIA_MAX_MUSCLE_S);

  return dose;
}

static void
read_tools (FasciaReader *self,
            FasciaTechnique *technique)
{
  g_auto (GStrv) words = fascia_reader_words (self, "technique", "tools");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaTool tool = FASCIA_TOOL_NONE;

      if (fascia_reader_expect_word (self, "technique", "tools", words[i], fascia_tool_from_string (words[i], &tool)))
        technique->tools[technique->n_tools++] = tool;
    }
}

static void
read_places (FasciaReader *self,
             FasciaTechnique *technique)
{
  g_auto (GStrv) words = fascia_reader_words (self, "technique", "places");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaPlaces place = 0;

      if (fascia_reader_expect_word (self, "technique", "places", words[i], fascia_place_from_string (words[i], &place)))
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
  g_auto (FasciaReader) reader = { NULL };
  g_autofree char *name = g_strconcat (id, ".ini", NULL);
  g_autofree char *area = NULL;
  g_autofree char *sides = NULL;
  g_autofree char *position = NULL;
  Dose dose;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fascia_reader_init (&reader, name, text, length);
  self = g_new0 (FasciaTechnique, 1);
  self->id = g_strdup (id);
  if (!fascia_content_is_slug (id))
    fascia_reader_refuse (&reader, NULL, NULL, "its name may have small letters, digits and single hyphens only; rename it.");

  fascia_reader_text (&reader, "technique", "name", &self->name);
  fascia_reader_text (&reader, "technique", "muscles", &self->muscles);
  area = fascia_reader_value (&reader, "technique", "area");
  fascia_reader_expect_word (&reader, "technique", "area", area, fascia_area_from_string (area, &self->area));
  read_tools (&reader, self);
  sides = fascia_reader_value (&reader, "technique", "sides");
  fascia_reader_expect_word (&reader, "technique", "sides", sides, fascia_sides_from_string (sides, &self->sides));
  self->level = fascia_reader_number (&reader, "technique", "level", 1, 3);
  read_places (&reader, self);
  position = fascia_reader_value (&reader, "technique", "position");
  fascia_reader_expect_word (&reader, "technique", "position", position, fascia_position_from_string (position, &self->position));
  if (fascia_reader_has_key (&reader, "technique", "partner"))
    self->partner = fascia_reader_slug (&reader, "technique", "partner");
  self->sections = fascia_reader_sections (&reader, "technique", "sections");

  dose = read_dose (&reader, "dose");
  self->prepare_s = dose.prepare_s;
  self->roll_s = dose.roll_s;
  self->hold_s = dose.hold_s;
  self->sets = dose.sets;
  self->rest_s = dose.rest_s;

  fascia_reader_text (&reader, "cues", "set-up", &self->cue_set_up);
  fascia_reader_text (&reader, "cues", "roll", &self->cue_roll);
  fascia_reader_text (&reader, "cues", "hold", &self->cue_hold);

  fascia_reader_text (&reader, "text", "start", &self->start);
  fascia_reader_text (&reader, "text", "movement", &self->movement);
  fascia_reader_text (&reader, "text", "easier", &self->easier);
  fascia_reader_text (&reader, "text", "harder", &self->harder);
  fascia_reader_text (&reader, "text", "mistakes", &self->mistakes);
  fascia_reader_text (&reader, "text", "caution", &self->caution);
  self->claims = fascia_reader_claims (&reader, FASCIA_CLAIMS_OWN);

  if (!fascia_reader_finish (&reader, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
read_occasions (FasciaReader *self,
                FasciaRoutine *routine)
{
  g_auto (GStrv) words = fascia_reader_words (self, "routine", "contexts");

  for (guint i = 0; words[i] != NULL; i++)
    {
      FasciaOccasion occasion = FASCIA_OCCASION_NONE;

      if (fascia_reader_expect_word (self, "routine", "contexts", words[i], fascia_occasion_from_string (words[i], &occasion)))
        routine->occasions[routine->n_occasions++] = occasion;
    }
}

static GStrv
read_audience (FasciaReader *self)
{
  g_auto (GStrv) audience = fascia_reader_words (self, "routine", "audience");

  for (guint i = 0; audience[i] != NULL; i++)
    fascia_reader_expect_word (self, "routine", "audience", audience[i], fascia_content_is_slug (audience[i]));

  return g_steal_pointer (&audience);
}

static void
read_item (FasciaReader *self,
           const char *group,
           FasciaRoutine *routine)
{
  g_autofree char *technique = fascia_reader_slug (self, group, "technique");
  g_autofree char *sides = fascia_reader_value (self, group, "sides");
  FasciaRoutineItem *item;
  Dose dose;

  item = fascia_routine_item_new (technique != NULL ? technique : "");
  g_ptr_array_add (routine->items, item);
  /* "either" leaves a technique's user a choice; a routine has made it. */
  fascia_reader_expect_word (self, group, "sides", sides,
                             fascia_sides_from_string (sides, &item->sides) && item->sides != FASCIA_SIDES_EITHER);
  if (fascia_reader_has_key (self, group, "tool"))
    {
      g_autofree char *tool = fascia_reader_value (self, group, "tool");

      fascia_reader_expect_word (self, group, "tool", tool, fascia_tool_from_string (tool, &item->tool));
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
  g_auto (FasciaReader) reader = { NULL };
  g_autofree char *name = g_strconcat (id, ".ini", NULL);
  guint n_items = 0;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fascia_reader_init (&reader, name, text, length);
  self = fascia_routine_new (id);
  if (!fascia_content_is_slug (id))
    fascia_reader_refuse (&reader, NULL, NULL, "its name may have small letters, digits and single hyphens only; rename it.");

  fascia_reader_text (&reader, "routine", "name", &self->name);
  fascia_reader_text (&reader, "routine", "about", &self->about);
  fascia_reader_optional_text (&reader, "routine", "afterwards", &self->afterwards);
  read_occasions (&reader, self);
  g_strfreev (self->audience);
  self->audience = read_audience (&reader);
  self->level = fascia_reader_number (&reader, "routine", "level", 1, 3);
  if (fascia_reader_has_key (&reader, "routine", "pressure-cap"))
    self->pressure_cap = fascia_reader_number (&reader, "routine", "pressure-cap", 1, 10);
  self->version = fascia_reader_number (&reader, "routine", "version", 1, G_MAXINT);
  g_strfreev (self->sections);
  self->sections = fascia_reader_sections (&reader, "routine", "sections");

  do
    {
      g_autofree char *group = g_strdup_printf ("item %u", ++n_items);

      if (n_items > 1 && !fascia_reader_has_group (&reader, group))
        break;
      read_item (&reader, group, self);
  } while (reader.error == NULL);

  if (!fascia_reader_finish (&reader, error))
    return NULL;

  return g_steal_pointer (&self);
}
