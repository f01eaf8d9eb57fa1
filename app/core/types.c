/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/types.h"

/* The position of a name is its enumeration value, so these lists are only ever
 * appended to: databases and exports of every age hold these words. */
static const char *const side_names[] = { "left", "right", "both" };
static const char *const sides_names[] = { "left-right", "both", "either" };
static const char *const phase_kind_names[] = { "prepare", "roll", "hold", "switch", "rest" };
static const char *const tool_names[] = { "foam-roller", "massage-ball", "tennis-ball", "double-ball", "massage-stick" };
static const char *const area_names[] = {
  "foot", "calf", "lower-leg", "thigh-front", "thigh-outer", "thigh-inner", "thigh-back",
  "buttock", "hip-side", "hip-front", "upper-back", "side-back", "chest", "shoulder-front",
  "shoulder-back", "shoulder-top", "upper-arm", "forearm", "hand"
};
static const char *const place_names[] = { "floor", "wall", "chair", "desk", "table" };
static const char *const occasion_names[] = { "warm-up", "recovery", "everyday" };
static const char *const source_names[] = { "timer", "manual" };
static const char *const item_status_names[] = { "done", "partial", "skipped", "stopped" };
static const char *const stop_reason_names[] = {
  "tired", "too-much", "pain", "nerve", "dizzy", "doctor", "emergency", "other"
};
static const char *const next_day_names[] = { "fine", "sore", "worse" };
static const char *const grade_names[] = { "article", "trial", "consensus", "practice" };
static const char *const about_names[] = { "dose", "pressure", "caution", "effect", "pace", "movement" };
static const char *const reference_kind_names[] = {
  "article", "trial", "review", "consensus", "survey", "guidance", "case", "study"
};
static const char *const verified_names[] = { "read", "abstract", "second-hand" };

G_STATIC_ASSERT (G_N_ELEMENTS (tool_names) == FASCIA_N_TOOLS);
G_STATIC_ASSERT (G_N_ELEMENTS (area_names) == FASCIA_N_AREAS);
G_STATIC_ASSERT (G_N_ELEMENTS (place_names) == FASCIA_N_PLACES);
G_STATIC_ASSERT (G_N_ELEMENTS (occasion_names) == FASCIA_N_OCCASIONS);
G_STATIC_ASSERT (G_N_ELEMENTS (grade_names) == FASCIA_N_GRADES);

static const char *
name_of (const char *const *names,
         int n_names,
         int value)
{
  return value >= 0 && value < n_names ? names[value] : NULL;
}

static int
value_of (const char *const *names,
          int n_names,
          const char *text)
{
  for (int i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], text) == 0)
      return i;

  return -1;
}

#define DEFINE_NAMES(Type, prefix, names)                     \
  const char *                                                \
      prefix##_to_string (Type value)                         \
  {                                                           \
    return name_of (names, G_N_ELEMENTS (names), (int)value); \
  }                                                           \
                                                              \
  gboolean                                                    \
      prefix##_from_string (const char *text,                 \
                            Type *value)                      \
  {                                                           \
    int found = value_of (names, G_N_ELEMENTS (names), text); \
                                                              \
    if (found < 0)                                            \
      return FALSE;                                           \
                                                              \
    *value = (Type)found;                                     \
    return TRUE;                                              \
  }

DEFINE_NAMES (FasciaSide, fascia_side, side_names)
DEFINE_NAMES (FasciaSides, fascia_sides, sides_names)
DEFINE_NAMES (FasciaPhaseKind, fascia_phase_kind, phase_kind_names)
DEFINE_NAMES (FasciaTool, fascia_tool, tool_names)
DEFINE_NAMES (FasciaArea, fascia_area, area_names)
DEFINE_NAMES (FasciaOccasion, fascia_occasion, occasion_names)
DEFINE_NAMES (FasciaSource, fascia_source, source_names)
DEFINE_NAMES (FasciaItemStatus, fascia_item_status, item_status_names)
DEFINE_NAMES (FasciaStopReason, fascia_stop_reason, stop_reason_names)
DEFINE_NAMES (FasciaNextDay, fascia_next_day, next_day_names)
DEFINE_NAMES (FasciaGrade, fascia_grade, grade_names)
DEFINE_NAMES (FasciaAbout, fascia_about, about_names)
DEFINE_NAMES (FasciaReferenceKind, fascia_reference_kind, reference_kind_names)
DEFINE_NAMES (FasciaVerified, fascia_verified, verified_names)

/* Places are bits: their names stand at the bit's position. */
const char *
fascia_place_to_string (FasciaPlaces place)
{
  guint bits = (guint)place;

  if (bits == 0 || (bits & (bits - 1)) != 0)
    return NULL;

  return name_of (place_names, FASCIA_N_PLACES, g_bit_nth_lsf (bits, -1));
}

gboolean
fascia_place_from_string (const char *text,
                          FasciaPlaces *place)
{
  int found = value_of (place_names, FASCIA_N_PLACES, text);

  if (found < 0)
    return FALSE;

  *place = (FasciaPlaces)(1 << found);
  return TRUE;
}

gboolean
fascia_stop_reason_is_safety (FasciaStopReason reason)
{
  return reason != FASCIA_REASON_NONE && reason != FASCIA_REASON_TIRED;
}

const char *
fascia_text_get (const FasciaText *text,
                 FasciaLanguage language)
{
  g_return_val_if_fail ((guint)language < FASCIA_N_LANGUAGES, "");

  return text->in[language] != NULL ? text->in[language] : "";
}

void
fascia_text_copy (const FasciaText *from,
                  FasciaText *to)
{
  FasciaText copy;

  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    copy.in[i] = g_strdup (fascia_text_get (from, i));

  fascia_text_clear (to);
  *to = copy;
}

void
fascia_text_clear (FasciaText *text)
{
  for (guint i = 0; i < FASCIA_N_LANGUAGES; i++)
    g_clear_pointer (&text->in[i], g_free);
}
