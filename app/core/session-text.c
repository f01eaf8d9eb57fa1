/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/core/session-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* The text is a GVariant of this type. A change of it raises the version: a text
 * lives no longer than the session it tells of. */
#define VERSION 2
#define STEP_TYPE "(suuxxxb)" /* kind, credit, set, planned, length and ran µs, ran out */
#define ITEM_TYPE "(sssuuuuu)" /* technique, sides, tool or "", prepare, roll, hold, sets, rest */
#define TEXT_TYPE "(q"        /* version */                                       \
                  "sa" ITEM_TYPE /* the routine's id, and its items as they are played: \
                                    other tools and safety may have changed them */ \
                  "uba(sb)"   /* plan: switch seconds, right first; for techniques */ \
                  "s"         /* fingerprint of the plan */                       \
                  "sbbux"     /* state, started, phase begun, phase, its µs of this pass */ \
                  "xx"        /* µs of pauses, and of sleep in the present one */ \
                  "s"         /* reason of a stop, or "" */                       \
                  "a" STEP_TYPE                                                   \
                  "a(bs))"    /* for each credit: eased, why it was given up, or "" */

/* What a text may claim: far more than any session, far less than what overflows
 * when all of it is added up. */
#define MAX_PHASE_US ((gint64)100 * G_TIME_SPAN_DAY)
#define MAX_PAUSE_US ((gint64)10000 * G_TIME_SPAN_DAY)

static const char *const state_names[] = {
  [FASCIA_SESSION_READY] = "ready",
  [FASCIA_SESSION_COUNTING_IN] = "counting-in",
  [FASCIA_SESSION_RUNNING] = "running",
  [FASCIA_SESSION_PAUSED] = "paused",
  [FASCIA_SESSION_WAITING] = "waiting",
  [FASCIA_SESSION_FINISHED] = "finished",
  [FASCIA_SESSION_STOPPED] = "stopped",
};

/* Changes with whatever makes the phases of a plan others than they were. */
static char *
make_fingerprint (const FasciaPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *fingerprint;

  for (guint i = 0; i < plan->n_phases; i++)
    {
      const FasciaPhase *phase = &plan->phases[i];

      g_string_append_printf (text, "%u %s %u %s %s %u\n", phase->item, phase->technique, phase->duration_s,
                              fascia_phase_kind_to_string (phase->kind), fascia_side_to_string (phase->side), phase->set);
    }
  fingerprint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize)text->len);
  fingerprint[16] = '\0';
  return fingerprint;
}

char *
fascia_session_to_text (const FasciaSession *self, gint64 now_us)
{
  g_autoptr (FasciaSession) then = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *fingerprint = NULL;
  const FasciaRoutine *routine;
  const char *reason;
  gint64 pauses_us;
  GVariantBuilder builder;

  g_return_val_if_fail (self != NULL, NULL);

  /* As it will be when the tick that is late has come, and standing still there. */
  then = fascia_session_copy (self);
  fascia_session_tick (then, now_us, NULL);
  now_us = MAX (now_us, then->latest_us);
  pauses_us = fascia_session_get_elapsed_us (then, now_us) - then->slept_us;
  fascia_session_pause (then, now_us, NULL);
  for (guint i = 0; i < then->steps->len; i++)
    pauses_us -= fascia_session_step (then, i)->ran_us;

  fingerprint = make_fingerprint (then->plan);
  routine = then->plan->routine;
  reason = fascia_stop_reason_to_string (then->reason);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TEXT_TYPE));
  g_variant_builder_add (&builder, "q", VERSION);
  g_variant_builder_add (&builder, "s", routine->id);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a" ITEM_TYPE));
  for (guint i = 0; i < routine->items->len; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (routine->items, i);
      const char *tool = fascia_tool_to_string (item->tool);

      g_variant_builder_add (&builder, ITEM_TYPE, item->technique, fascia_sides_to_string (item->sides), tool != NULL ? tool : "",
                             item->prepare_s, item->roll_s, item->hold_s, item->sets, item->rest_s);
    }
  g_variant_builder_close (&builder);
  g_variant_builder_add (&builder, "u", then->plan->options.switch_s);
  g_variant_builder_add (&builder, "b", then->plan->options.first_side == FASCIA_SIDE_RIGHT);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(sb)"));
  for (guint i = 0; i < then->plan->options.n_first_sides; i++)
    {
      const FasciaFirstSide *first = &then->plan->options.first_sides[i];

      g_variant_builder_add (&builder, "(sb)", first->technique, first->side == FASCIA_SIDE_RIGHT);
    }
  g_variant_builder_close (&builder);
  g_variant_builder_add (&builder, "s", fingerprint);
  g_variant_builder_add (&builder, "s", state_names[then->state]);
  g_variant_builder_add (&builder, "b", then->started);
  g_variant_builder_add (&builder, "b", then->begun);
  g_variant_builder_add (&builder, "u", then->phase);
  g_variant_builder_add (&builder, "x", then->pass_ran_us);
  g_variant_builder_add (&builder, "x", pauses_us);
  g_variant_builder_add (&builder, "x", then->slept_us);
  g_variant_builder_add (&builder, "s", reason != NULL ? reason : "");
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a" STEP_TYPE));
  for (guint i = 0; i < then->steps->len; i++)
    {
      const FasciaSessionStep *step = fascia_session_step (then, i);

      g_variant_builder_add (&builder, STEP_TYPE, fascia_phase_kind_to_string (step->phase.kind), step->phase.credit,
                             step->phase.set, step->planned_us, step->length_us, step->ran_us, step->ran_out);
    }
  g_variant_builder_close (&builder);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(bs)"));
  for (guint i = 0; i < then->plan->n_credits; i++)
    {
      const char *why = fascia_stop_reason_to_string (then->marks[i].given_up);

      g_variant_builder_add (&builder, "(bs)", then->marks[i].eased, why != NULL ? why : "");
    }
  g_variant_builder_close (&builder);

  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (variant, FALSE);
}

/* --- And back ------------------------------------------------------------------- */

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_UNREADABLE,
                       _ ("What was written down of the session that was cut off cannot be read; save or discard it."));
  return FALSE;
}

static gboolean
refuse_other_plan (GError **error)
{
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID,
                       _ ("The routine was changed since the session was cut off, so it cannot go on; save or discard it."));
  return FALSE;
}

/* (transfer full) (nullable) */
static GVariant *
parse (const char *text, GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  guint16 version;

  if (g_utf8_validate (text, -1, NULL))
    variant = g_variant_parse (G_VARIANT_TYPE (TEXT_TYPE), text, NULL, NULL, NULL);
  if (variant != NULL)
    {
      g_variant_get_child (variant, 0, "q", &version);
      if (version == VERSION)
        return g_steal_pointer (&variant);
    }
  refuse (error);
  return NULL;
}

static gboolean
is_within (gint64 us, gint64 most_us)
{
  return us >= 0 && us <= most_us;
}

/* A step of @variant; what the text does not say follows from the credit it is of. */
static gboolean
read_step (GVariant *variant, const FasciaPlan *plan, FasciaSessionStep *step)
{
  const FasciaPlanCredit *credit;
  const char *kind;

  g_variant_get (variant, "(&suuxxxb)", &kind, &step->phase.credit, &step->phase.set,
                 &step->planned_us, &step->length_us, &step->ran_us, &step->ran_out);
  if (!fascia_phase_kind_from_string (kind, &step->phase.kind) || step->phase.credit >= plan->n_credits ||
      step->phase.set > FASCIA_MAX_SETS || !is_within (step->planned_us, MAX_PHASE_US) ||
      !is_within (step->length_us, MAX_PHASE_US) || !is_within (step->ran_us, MAX_PHASE_US))
    return FALSE;

  credit = &plan->credits[step->phase.credit];
  step->phase.item = credit->item;
  step->phase.technique = credit->technique;
  step->phase.side = credit->side;
  return TRUE;
}

/* The user may have split rolls and added holds, no more: what else the plan has is
 * all there, in its order, and no credit comes before an earlier one. */
static gboolean
follows_plan (const FasciaSession *self)
{
  guint next = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FasciaPhase *phase = &fascia_session_step (self, i)->phase;
      const FasciaPhase *planned;

      if (fascia_session_is_active_kind (phase->kind))
        {
          if (i > 0 && fascia_session_step (self, i - 1)->phase.credit > phase->credit)
            return FALSE;
          continue;
        }
      while (next < self->plan->n_phases && fascia_session_is_active_kind (self->plan->phases[next].kind))
        next++;
      if (next == self->plan->n_phases)
        return FALSE;
      planned = &self->plan->phases[next++];
      if (planned->kind != phase->kind || planned->credit != phase->credit || planned->set != phase->set)
        return FALSE;
    }
  while (next < self->plan->n_phases && fascia_session_is_active_kind (self->plan->phases[next].kind))
    next++;
  return next == self->plan->n_phases;
}

static gboolean
read_steps (FasciaSession *self, GVariant *variant)
{
  gsize n_steps = g_variant_n_children (variant);

  if (n_steps == 0 || n_steps > FASCIA_SESSION_MAX_STEPS)
    return FALSE;
  g_array_set_size (self->steps, 0);
  for (gsize i = 0; i < n_steps; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      FasciaSessionStep step = { 0 };

      if (!read_step (child, self->plan, &step))
        return FALSE;
      g_array_append_val (self->steps, step);
    }
  return follows_plan (self);
}

static gboolean
read_marks (FasciaSession *self, GVariant *variant)
{
  if (g_variant_n_children (variant) != self->plan->n_credits)
    return FALSE;
  for (guint i = 0; i < self->plan->n_credits; i++)
    {
      const char *why;

      g_variant_get_child (variant, i, "(b&s)", &self->marks[i].eased, &why);
      if (*why != '\0' &&
          (!fascia_stop_reason_from_string (why, &self->marks[i].given_up) ||
           !fascia_stop_reason_is_safety (self->marks[i].given_up)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_state (FasciaSession *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    {
      if (strcmp (state_names[i], name) == 0)
        {
          self->state = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* The parts fit together as in a session that lived. */
static gboolean
is_consistent (const FasciaSession *self)
{
  const FasciaSessionStep *present;
  gint64 ran_us = 0;

  if (self->phase >= self->steps->len)
    return FALSE;
  present = fascia_session_step (self, self->phase);
  for (guint i = 0; i < self->steps->len; i++)
    ran_us += fascia_session_step (self, i)->ran_us;

  if (!self->started && (ran_us != 0 || self->pauses_us != 0 || self->slept_us != 0 || self->begun || self->phase != 0))
    return FALSE;
  if (self->pass_ran_us < 0 || self->pass_ran_us > present->length_us || self->pass_ran_us > present->ran_us)
    return FALSE;
  if (!self->begun && (self->pass_ran_us != 0 || present->length_us != present->planned_us))
    return FALSE;

  switch (self->state)
    {
    case FASCIA_SESSION_READY:
      return !self->started;
    case FASCIA_SESSION_PAUSED:
      return self->started && self->begun;
    case FASCIA_SESSION_WAITING:
      return self->started && !self->begun && self->phase > 0;
    case FASCIA_SESSION_FINISHED:
      return self->started && self->phase + 1 == self->steps->len;
    case FASCIA_SESSION_STOPPED:
      return self->begun || !self->started || self->phase > 0;
    case FASCIA_SESSION_COUNTING_IN:
    case FASCIA_SESSION_RUNNING:
    default:
      return FALSE;
    }
}

static gboolean
read_session (FasciaSession *self, GVariant *variant)
{
  g_autoptr (GVariant) steps = NULL;
  g_autoptr (GVariant) marks = NULL;
  const char *state;
  const char *reason;

  g_variant_get (variant, "(q&sa" ITEM_TYPE "uba(sb)&s&sbbuxxx&s@a" STEP_TYPE "@a(bs))",
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 &state, &self->started, &self->begun, &self->phase, &self->pass_ran_us,
                 &self->pauses_us, &self->slept_us, &reason, &steps, &marks);
  if (!read_state (self, state) || !read_steps (self, steps) || !read_marks (self, marks))
    return FALSE;
  if (*reason != '\0' && !fascia_stop_reason_from_string (reason, &self->reason))
    return FALSE;
  return is_within (self->pauses_us, MAX_PAUSE_US) && is_within (self->slept_us, MAX_PAUSE_US) && is_consistent (self);
}

/* (transfer full) (nullable): within what any routine may be. */
static FasciaRoutineItem *
read_item (GVariant *variant)
{
  g_autoptr (FasciaRoutineItem) item = NULL;
  const char *technique, *sides, *tool;

  g_variant_get_child (variant, 0, "&s", &technique);
  item = fascia_routine_item_new (technique);
  g_variant_get (variant, "(&s&s&suuuuu)", &technique, &sides, &tool,
                 &item->prepare_s, &item->roll_s, &item->hold_s, &item->sets, &item->rest_s);
  if (*technique == '\0' || !fascia_sides_from_string (sides, &item->sides) || item->sides == FASCIA_SIDES_EITHER ||
      (*tool != '\0' && !fascia_tool_from_string (tool, &item->tool)) ||
      item->prepare_s > FASCIA_MAX_PREPARE_S || item->roll_s > FASCIA_MAX_ROLL_S || item->hold_s > FASCIA_MAX_HOLD_S ||
      item->sets < FASCIA_MIN_SETS || item->sets > FASCIA_MAX_SETS || item->rest_s > FASCIA_MAX_REST_S)
    return NULL;
  return g_steal_pointer (&item);
}

FasciaRoutine *
fascia_session_routine_from_text (const FasciaRoutine *named, const char *text, GError **error)
{
  g_autoptr (FasciaRoutine) played = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) items = NULL;
  const char *id;

  g_return_val_if_fail (named != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  variant = parse (text, error);
  if (variant == NULL)
    return NULL;
  g_variant_get_child (variant, 1, "&s", &id);
  if (strcmp (id, named->id) != 0)
    {
      refuse (error);
      return NULL;
    }
  played = fascia_routine_copy_without_items (named);
  items = g_variant_get_child_value (variant, 2);
  for (gsize i = 0; i < g_variant_n_children (items); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (items, i);
      FasciaRoutineItem *item = read_item (child);

      if (item == NULL)
        {
          refuse (error);
          return NULL;
        }
      g_ptr_array_add (played->items, item);
    }
  return g_steal_pointer (&played);
}

FasciaPlan *
fascia_session_plan_from_text (FasciaRoutine *routine, const FasciaCatalog *catalog, const char *text, GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GArray) first_sides = g_array_new (FALSE, FALSE, sizeof (FasciaFirstSide));
  g_autoptr (GVariantIter) iter = NULL;
  FasciaPlanOptions options = FASCIA_PLAN_OPTIONS_DEFAULT;
  FasciaFirstSide first;
  gboolean right;

  g_return_val_if_fail (routine != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  variant = parse (text, error);
  if (variant == NULL)
    return NULL;

  g_variant_get_child (variant, 3, "u", &options.switch_s);
  g_variant_get_child (variant, 4, "b", &right);
  options.first_side = right ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT;
  g_variant_get_child (variant, 5, "a(sb)", &iter);
  while (g_variant_iter_next (iter, "(&sb)", &first.technique, &right))
    {
      first.side = right ? FASCIA_SIDE_RIGHT : FASCIA_SIDE_LEFT;
      g_array_append_val (first_sides, first);
    }
  options.first_sides = (const FasciaFirstSide *)first_sides->data;
  options.n_first_sides = first_sides->len;

  if (options.switch_s < FASCIA_MIN_SWITCH_S || options.switch_s > FASCIA_MAX_SWITCH_S)
    {
      refuse (error);
      return NULL;
    }
  return fascia_plan_new (routine, catalog, &options);
}

FasciaSession *
fascia_session_new_from_text (FasciaPlan *plan, const FasciaSessionOptions *options, const char *text, GError **error)
{
  g_autoptr (FasciaSession) self = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *fingerprint = NULL;
  const char *written;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  variant = parse (text, error);
  if (variant == NULL)
    return NULL;

  fingerprint = make_fingerprint (plan);
  g_variant_get_child (variant, 6, "&s", &written);
  if (plan->n_phases == 0 || strcmp (fingerprint, written) != 0)
    {
      refuse_other_plan (error);
      return NULL;
    }

  self = fascia_session_new (plan, options);
  if (!read_session (self, variant))
    {
      refuse (error);
      return NULL;
    }
  self->paused_at_us = FASCIA_SESSION_UNKNOWN_US;
  fascia_session_renumber (self);
  return g_steal_pointer (&self);
}
