/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fascia/core/log-entry.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "civil.h"

#define MAX_RATING 10
#define MAX_MANUAL_MINUTES 1440

/* A session of less active time does not count for the goal (content-facts 7.3). */
#define MIN_COUNTED_S 120

FasciaLogItem *
fascia_log_item_new (const char *technique, FasciaSide side)
{
  FasciaLogItem *self;

  g_return_val_if_fail (technique != NULL, NULL);

  self = g_new0 (FasciaLogItem, 1);
  self->technique = g_strdup (technique);
  self->side = side;
  self->tool = FASCIA_TOOL_NONE;
  self->planned_s = FASCIA_UNKNOWN_S;
  self->measured_s = FASCIA_UNKNOWN_S;
  self->status = FASCIA_ITEM_DONE;
  self->reason = FASCIA_REASON_NONE;
  return self;
}

FasciaLogItem *
fascia_log_item_copy (const FasciaLogItem *self)
{
  FasciaLogItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaLogItem, 1);
  *copy = *self;
  copy->technique = g_strdup (self->technique);
  return copy;
}

void
fascia_log_item_free (FasciaLogItem *self)
{
  if (self == NULL)
    return;
  g_free (self->technique);
  g_free (self);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fascia_log_item_free);
}

FasciaLogEntry *
fascia_log_entry_new (void)
{
  FasciaLogEntry *self = g_new0 (FasciaLogEntry, 1);

  self->measured_active_s = FASCIA_UNKNOWN_S;
  self->measured_elapsed_s = FASCIA_UNKNOWN_S;
  self->source = FASCIA_SOURCE_TIMER;
  self->occasion = FASCIA_OCCASION_NONE;
  self->before = FASCIA_UNRATED;
  self->after = FASCIA_UNRATED;
  self->pressure = FASCIA_UNRATED;
  self->next_day = FASCIA_NEXT_DAY_NONE;
  self->items = new_items ();
  return self;
}

FasciaLogEntry *
fascia_log_entry_copy (const FasciaLogEntry *self)
{
  FasciaLogEntry *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FasciaLogEntry, 1);
  *copy = *self;
  copy->uuid = g_strdup (self->uuid);
  copy->started.zone = g_strdup (self->started.zone);
  copy->routine = g_strdup (self->routine);
  copy->note = g_strdup (self->note);
  copy->items = new_items ();
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (copy->items, fascia_log_item_copy (g_ptr_array_index (self->items, i)));
  return copy;
}

void
fascia_log_entry_free (FasciaLogEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  fascia_instant_clear (&self->started);
  g_free (self->routine);
  g_free (self->note);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* --- Is it a possible session? ------------------------------------------------- */

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (FASCIA_ERROR, FASCIA_ERROR_INVALID, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* An enumeration read from outside may hold any number. */
static gboolean
is_within (int value, int first, int last)
{
  return value >= first && value <= last;
}

static gboolean
is_rating (int rating)
{
  return rating == FASCIA_UNRATED || is_within (rating, 0, MAX_RATING);
}

static gboolean
validate_start (const FasciaLogEntry *self, GError **error)
{
  gint64 local_s = civil_floor_div (self->started.utc_us, G_USEC_PER_SEC) + self->started.utc_offset_s;

  if (self->started.zone == NULL || *self->started.zone == '\0')
    return refuse (error, _ ("The session has no time zone; give the one it was done in."));
  if (!is_within (self->started.utc_offset_s, -18 * 3600, 18 * 3600))
    return refuse (error, _ ("An offset of %d seconds is too far from UTC; give one within 18 hours."), self->started.utc_offset_s);
  if (!fascia_day_is_valid (self->local_date))
    return refuse (error, _ ("The session has no date; give the day it was done on."));
  if ((gint64)self->local_date.julian - JULIAN_1970 != civil_floor_div (local_s, SECONDS_PER_DAY))
    {
      g_autofree char *date = fascia_day_to_string (self->local_date);
      g_autofree char *start = fascia_instant_format (self->started.utc_us, self->started.utc_offset_s);

      return refuse (error, _ ("The date %s is not the date of the start, %s; make them agree."), date, start);
    }
  return TRUE;
}

static gboolean
validate_areas (const FasciaLogEntry *self, GError **error)
{
  if (self->n_areas > FASCIA_MAX_AREAS_OF_SESSION)
    return refuse (error, _ ("A session has at most %d areas; leave some out."), FASCIA_MAX_AREAS_OF_SESSION);
  for (guint i = 0; i < self->n_areas; i++)
    {
      if (!is_within ((int)self->areas[i], 0, FASCIA_N_AREAS - 1))
        return refuse (error, _ ("Area %u of the session is not one of the body map; choose another."), i + 1);
      for (guint j = 0; j < i; j++)
        {
          if (self->areas[j] == self->areas[i])
            return refuse (error, _ ("The area “%s” is given twice; give it once."), fascia_area_to_string (self->areas[i]));
        }
    }
  return TRUE;
}

static gboolean
validate_note (const FasciaLogEntry *self, GError **error)
{
  if (self->note == NULL)
    return TRUE;
  if (!g_utf8_validate (self->note, -1, NULL))
    return refuse (error, _ ("The note is not UTF-8 text; write it anew."));
  if (g_utf8_strlen (self->note, -1) > FASCIA_MAX_NOTE_CHARACTERS)
    return refuse (error, _ ("The note is longer than %d characters; shorten it."), FASCIA_MAX_NOTE_CHARACTERS);
  return TRUE;
}

static gboolean
validate_item (const FasciaLogItem *item, const FasciaCatalog *catalog, GError **error)
{
  if (item->technique == NULL || *item->technique == '\0')
    return refuse (error, _ ("An item of the session names no technique; name one or leave the item out."));
  if (catalog != NULL && fascia_catalog_find_technique (catalog, item->technique) == NULL)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("There is no technique “%s”; choose one from the guide."), item->technique);
      return FALSE;
    }
  if (!is_within ((int)item->side, FASCIA_SIDE_LEFT, FASCIA_SIDE_BOTH))
    return refuse (error, _ ("The side of “%s” is not left, right or both; choose one of them."), item->technique);
  if (!is_within (item->tool, FASCIA_TOOL_NONE, FASCIA_N_TOOLS - 1))
    return refuse (error, _ ("The tool of “%s” is not one that there is; choose another or none."), item->technique);
  if (item->planned_s < 0 && item->planned_s != FASCIA_UNKNOWN_S)
    return refuse (error, _ ("The planned time of “%s” is negative; give whole seconds from 0."), item->technique);
  if (item->done_s < 0)
    return refuse (error, _ ("The time of “%s” is negative; give whole seconds from 0."), item->technique);
  if (!is_within ((int)item->status, FASCIA_ITEM_DONE, FASCIA_ITEM_STOPPED) ||
      !is_within (item->reason, FASCIA_REASON_NONE, FASCIA_REASON_OTHER))
    return refuse (error, _ ("What became of “%s” is not done, partial, skipped or stopped; choose one of them."), item->technique);
  if (item->status == FASCIA_ITEM_STOPPED && !fascia_stop_reason_is_safety (item->reason))
    return refuse (error, _ ("“%s” was stopped for safety but has no such reason; give one."), item->technique);
  return TRUE;
}

gboolean
fascia_log_entry_validate (const FasciaLogEntry *self, const FasciaCatalog *catalog, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->uuid == NULL || !g_uuid_string_is_valid (self->uuid))
    return refuse (error, _ ("The session has no valid UUID; give it a new one."));
  if (!validate_start (self, error))
    return FALSE;
  if (self->active_s < 0 || self->elapsed_s < 0)
    return refuse (error, _ ("The session has a negative length; give whole seconds from 0."));
  if (self->active_s > self->elapsed_s)
    return refuse (error, _ ("The session was active for longer than it lasted; make the active time the shorter one."));
  if (!is_within ((int)self->source, FASCIA_SOURCE_TIMER, FASCIA_SOURCE_MANUAL))
    return refuse (error, _ ("The session comes neither from the timer nor from hand; choose one of them."));
  if (!is_within (self->occasion, FASCIA_OCCASION_NONE, FASCIA_N_OCCASIONS - 1))
    return refuse (error, _ ("The context of the session is not warm-up, recovery or everyday; choose one of them or none."));
  if (self->routine != NULL && *self->routine == '\0')
    return refuse (error, _ ("The routine of the session has no name; name one or leave it out."));
  if (self->routine_version < 0)
    return refuse (error, _ ("The version of the routine is negative; give 0 or more."));
  if (!is_rating (self->before) || !is_rating (self->after) || !is_rating (self->pressure))
    return refuse (error, _ ("A rating is outside 0 to %d; give one inside or leave it out."), MAX_RATING);
  if (!is_within (self->next_day, FASCIA_NEXT_DAY_NONE, FASCIA_NEXT_DAY_WORSE))
    return refuse (error, _ ("The next day was not fine, sore or worse; choose one of them or none."));
  if (!validate_areas (self, error) || !validate_note (self, error))
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    {
      if (!validate_item (g_ptr_array_index (self->items, i), catalog, error))
        return FALSE;
    }
  return TRUE;
}

/* --- By hand ------------------------------------------------------------------- */

static void
add_manual_item (GPtrArray *items, const FasciaTechnique *technique, FasciaSide side)
{
  FasciaLogItem *item = fascia_log_item_new (technique->id, side);

  /* Where there is a choice of tools nobody knows which one it was. */
  if (technique->n_tools == 1)
    item->tool = technique->tools[0];
  g_ptr_array_add (items, item);
}

static gboolean
add_manual_items (GPtrArray *items, const FasciaCatalog *catalog, const FasciaManualItem *named, GError **error)
{
  const FasciaTechnique *technique = fascia_catalog_find_technique (catalog, named->technique);
  gboolean one_side = named->side_given && named->side != FASCIA_SIDE_BOTH;

  if (technique == NULL)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
                   _ ("There is no technique “%s”; choose one from the guide."), named->technique);
      return FALSE;
    }

  if (one_side && technique->sides == FASCIA_SIDES_BOTH)
    return refuse (error, _ ("“%s” has no left and right side; leave the side out."), technique->id);
  if (one_side)
    {
      add_manual_item (items, technique, named->side);
    }
  else if (technique->sides == FASCIA_SIDES_LEFT_RIGHT || (technique->sides == FASCIA_SIDES_EITHER && !named->side_given))
    {
      add_manual_item (items, technique, FASCIA_SIDE_LEFT);
      add_manual_item (items, technique, FASCIA_SIDE_RIGHT);
    }
  else
    {
      add_manual_item (items, technique, FASCIA_SIDE_BOTH);
    }
  return TRUE;
}

gboolean
fascia_log_entry_set_manual_items (FasciaLogEntry *self, const FasciaCatalog *catalog, const FasciaManualItem *items, guint n_items, int minutes, GError **error)
{
  g_autoptr (GPtrArray) made = NULL;
  guint total_s;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (n_items == 0 || (catalog != NULL && items != NULL), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!is_within (minutes, 1, MAX_MANUAL_MINUTES))
    return refuse (error, _ ("A session by hand lasts 1 to %d minutes, not %d."), MAX_MANUAL_MINUTES, minutes);

  made = new_items ();
  for (guint i = 0; i < n_items; i++)
    {
      if (!add_manual_items (made, catalog, &items[i], error))
        return FALSE;
    }

  total_s = (guint)minutes * 60;
  for (guint i = 0; i < made->len; i++)
    {
      FasciaLogItem *item = g_ptr_array_index (made, i);

      item->done_s = (int)(total_s / made->len + (i < total_s % made->len ? 1 : 0));
    }

  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&made);
  self->active_s = (int)total_s;
  self->elapsed_s = (int)total_s;
  return TRUE;
}

/* --- From the timer ------------------------------------------------------------ */

void
fascia_log_entry_take_session (FasciaLogEntry *self, const FasciaSession *session, gint64 now_us)
{
  const FasciaPlan *plan;
  gint64 so_far_us = 0;
  gint64 so_far_s = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (session != NULL);

  plan = fascia_session_get_plan (session);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < plan->n_credits; i++)
    {
      const FasciaPlanCredit *planned = &plan->credits[i];
      FasciaSessionCredit credit = fascia_session_get_credit (session, i, now_us);
      FasciaLogItem *item = fascia_log_item_new (planned->technique, planned->side);
      gint64 until_s;

      /* The running sum is cut to seconds, not each item: so nothing is lost or
       * gained over the session. */
      so_far_us += credit.done_us;
      until_s = so_far_us / G_USEC_PER_SEC;
      item->done_s = (int)(until_s - so_far_s);
      so_far_s = until_s;

      item->tool = planned->tool;
      item->planned_s = (int)planned->planned_s;
      item->status = credit.status;
      item->reason = credit.reason;
      g_ptr_array_add (self->items, item);
    }
  self->active_s = (int)so_far_s;
  self->elapsed_s = (int)(fascia_session_get_elapsed_us (session, now_us) / G_USEC_PER_SEC);
}

/* --- Does it count? ------------------------------------------------------------ */

static gboolean
is_done_somewhere (const FasciaLogEntry *self, const char *technique, FasciaSide side)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (self->items, i);

      if (item->status == FASCIA_ITEM_DONE && item->side == side && strcmp (item->technique, technique) == 0)
        return TRUE;
    }
  return FALSE;
}

/* On each side that the session had for it, if in several of its items. */
static gboolean
is_finished_on_all_sides (const FasciaLogEntry *self, const char *technique)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (self->items, i);

      if (strcmp (item->technique, technique) == 0 && !is_done_somewhere (self, technique, item->side))
        return FALSE;
    }
  return TRUE;
}

/* The first item of @entry with the technique and side of @item that is not in @taken. */
static const FasciaLogItem *
find_same_item (const FasciaLogEntry *entry, const FasciaLogItem *item, GHashTable *taken)
{
  for (guint i = 0; i < entry->items->len; i++)
    {
      const FasciaLogItem *other = g_ptr_array_index (entry->items, i);

      if (other->side == item->side && g_str_equal (other->technique, item->technique) && g_hash_table_add (taken, (gpointer)other))
        return other;
    }
  return NULL;
}

void
fascia_log_entry_keep_measured (FasciaLogEntry *self, const FasciaLogEntry *before)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  g_return_if_fail (self != NULL);
  g_return_if_fail (before != NULL);

  if (before->source != FASCIA_SOURCE_TIMER)
    return;

  self->measured_active_s = before->measured_active_s;
  self->measured_elapsed_s = before->measured_elapsed_s;
  if (self->measured_active_s == FASCIA_UNKNOWN_S &&
      (self->active_s != before->active_s || self->elapsed_s != before->elapsed_s))
    {
      self->measured_active_s = before->active_s;
      self->measured_elapsed_s = before->elapsed_s;
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      FasciaLogItem *item = g_ptr_array_index (self->items, i);
      const FasciaLogItem *was = find_same_item (before, item, taken);

      item->measured_s = FASCIA_UNKNOWN_S;
      if (was == NULL)
        continue;
      if (was->measured_s != FASCIA_UNKNOWN_S)
        item->measured_s = was->measured_s;
      else if (was->done_s != item->done_s)
        item->measured_s = was->done_s;
    }
}

gboolean
fascia_log_entry_counts (const FasciaLogEntry *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->source == FASCIA_SOURCE_MANUAL)
    return self->active_s >= MIN_COUNTED_S;

  for (guint i = 0; i < self->items->len; i++)
    {
      const FasciaLogItem *item = g_ptr_array_index (self->items, i);

      /* The score must never reward pushing through pain. */
      if (item->status == FASCIA_ITEM_STOPPED && fascia_stop_reason_is_safety (item->reason) && self->active_s > 0)
        return TRUE;
      if (self->active_s >= MIN_COUNTED_S && is_finished_on_all_sides (self, item->technique))
        return TRUE;
    }
  return FALSE;
}
