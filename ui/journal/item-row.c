/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/item-row.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

#define LONGEST_S (24 * 3600)
#define STEP_S 5

struct _FasciaItemRow
{
  AdwExpanderRow parent_instance;

  FasciaContext *context;
  FasciaLogItem *item;
  gboolean timed;
  GArray *sides;    /* of FasciaSide: what the rows of the first choice stand for */
  GArray *tools;    /* of FasciaTool */
  GArray *statuses; /* of FasciaItemStatus */
};

G_DEFINE_FINAL_TYPE (FasciaItemRow, fascia_item_row, ADW_TYPE_EXPANDER_ROW)

enum {
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update (FasciaItemRow *self)
{
  g_autofree char *title = fascia_phrase_log_item (self->context, self->item);
  g_autofree char *time = fascia_phrase_log_item_time (self->item);
  g_autofree char *subtitle = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  if (!self->timed)
    return;
  if (self->item->measured_s != FASCIA_UNKNOWN_S && self->item->measured_s != self->item->done_s)
    {
      g_autofree char *measured = fascia_wording_duration (self->item->measured_s);

      /* Translators: what became of a technique, its time, and what the timer measured
       * before it was edited: “Done · 1:00 (measured: 0:40)”. */
      subtitle = g_strdup_printf (_("%1$s · %2$s (measured: %3$s)"), fascia_wording_item_status (self->item->status), time, measured);
    }
  else
    {
      subtitle = g_strdup_printf ("%s · %s", fascia_wording_item_status (self->item->status), time);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
changed (FasciaItemRow *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
side_cb (FasciaItemRow *self, GParamSpec *pspec, AdwComboRow *row)
{
  self->item->side = g_array_index (self->sides, FasciaSide, adw_combo_row_get_selected (row));
  changed (self);
}

static void
tool_cb (FasciaItemRow *self, GParamSpec *pspec, AdwComboRow *row)
{
  self->item->tool = g_array_index (self->tools, FasciaTool, adw_combo_row_get_selected (row));
  changed (self);
}

static void
status_cb (FasciaItemRow *self, GParamSpec *pspec, AdwComboRow *row)
{
  self->item->status = g_array_index (self->statuses, FasciaItemStatus, adw_combo_row_get_selected (row));
  /* A reason for safety belongs to what was stopped. */
  if (self->item->status != FASCIA_ITEM_STOPPED && fascia_stop_reason_is_safety (self->item->reason))
    self->item->reason = FASCIA_REASON_NONE;
  changed (self);
}

static void
time_cb (FasciaItemRow *self, GtkSpinButton *spin)
{
  self->item->done_s = gtk_spin_button_get_value_as_int (spin);
  changed (self);
}

static gboolean
output_cb (GtkSpinButton *spin)
{
  g_autofree char *text = fascia_wording_duration ((int) gtk_adjustment_get_value (gtk_spin_button_get_adjustment (spin)));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

/* “1:20”, “1:02:03”, or plain seconds. */
static int
input_cb (GtkSpinButton *spin, double *value)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (spin)), ":", 3);
  guint64 total = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, LONGEST_S, &number, NULL))
        return GTK_INPUT_ERROR;
      total = total * 60 + number;
    }
  *value = (double) MIN (total, LONGEST_S);

  return TRUE;
}

static void
remove_cb (FasciaItemRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static GtkWidget *
new_choice (const char *title, GPtrArray *names, guint selected)
{
  g_autoptr (GtkStringList) model = NULL;
  GtkWidget *row = adw_combo_row_new ();

  g_ptr_array_add (names, NULL);
  model = gtk_string_list_new ((const char *const *) names->pdata);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);

  return row;
}

static void
add_choice (FasciaItemRow *self, GtkWidget *row, GCallback callback)
{
  g_signal_connect_object (row, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* What the technique can be done on, and what is in the log already. */
static void
add_side (FasciaItemRow *self, const FasciaTechnique *technique)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (FasciaSide side = FASCIA_SIDE_LEFT; side <= FASCIA_SIDE_BOTH; side++)
    {
      gboolean fits = technique == NULL || technique->sides == FASCIA_SIDES_EITHER ||
                      (technique->sides == FASCIA_SIDES_BOTH) == (side == FASCIA_SIDE_BOTH);

      if (!fits && side != self->item->side)
        continue;
      if (side == self->item->side)
        selected = self->sides->len;
      g_array_append_val (self->sides, side);
      g_ptr_array_add (names, (char *) fascia_wording_side (side));
    }
  if (self->sides->len > 1)
    add_choice (self, new_choice (_("Side"), names, selected), G_CALLBACK (side_cb));
}

static void
add_tool (FasciaItemRow *self, const FasciaTechnique *technique)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  FasciaTool none = FASCIA_TOOL_NONE;
  guint selected = 0;
  gboolean known = self->item->tool == FASCIA_TOOL_NONE;

  g_array_append_val (self->tools, none);
  g_ptr_array_add (names, _("Not known"));
  for (guint i = 0; technique != NULL && i < technique->n_tools; i++)
    {
      if (technique->tools[i] == self->item->tool)
        {
          selected = self->tools->len;
          known = TRUE;
        }
      g_array_append_val (self->tools, technique->tools[i]);
      g_ptr_array_add (names, (char *) fascia_wording_tool (technique->tools[i]));
    }
  if (!known)
    {
      selected = self->tools->len;
      g_array_append_val (self->tools, self->item->tool);
      g_ptr_array_add (names, (char *) fascia_wording_tool (self->item->tool));
    }
  add_choice (self, new_choice (_("Tool"), names, selected), G_CALLBACK (tool_cb));
}

/* Stopping for safety happens; it is not made up afterwards. */
static void
add_status (FasciaItemRow *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (FasciaItemStatus status = FASCIA_ITEM_DONE; status <= FASCIA_ITEM_STOPPED; status++)
    {
      if (status == FASCIA_ITEM_STOPPED && self->item->status != FASCIA_ITEM_STOPPED)
        continue;
      if (status == self->item->status)
        selected = self->statuses->len;
      g_array_append_val (self->statuses, status);
      g_ptr_array_add (names, (char *) fascia_wording_item_status (status));
    }
  add_choice (self, new_choice (_("Outcome"), names, selected), G_CALLBACK (status_cb));
}

static void
add_time (FasciaItemRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, LONGEST_S, STEP_S);

  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), self->item->done_s);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (time_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (spin, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Time"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_remove (FasciaItemRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Remove"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "list-remove-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
fascia_item_row_finalize (GObject *object)
{
  FasciaItemRow *self = FASCIA_ITEM_ROW (object);

  g_clear_pointer (&self->item, fascia_log_item_free);
  g_clear_pointer (&self->sides, g_array_unref);
  g_clear_pointer (&self->tools, g_array_unref);
  g_clear_pointer (&self->statuses, g_array_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_item_row_parent_class)->finalize (object);
}

static void
fascia_item_row_class_init (FasciaItemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_item_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fascia_item_row_init (FasciaItemRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->sides = g_array_new (FALSE, FALSE, sizeof (FasciaSide));
  self->tools = g_array_new (FALSE, FALSE, sizeof (FasciaTool));
  self->statuses = g_array_new (FALSE, FALSE, sizeof (FasciaItemStatus));
}

GtkWidget *
fascia_item_row_new (FasciaContext *context, const FasciaLogItem *item, gboolean timed)
{
  FasciaItemRow *self;
  const FasciaTechnique *technique;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_ITEM_ROW, NULL);
  self->context = g_object_ref (context);
  self->item = fascia_log_item_copy (item);
  self->timed = timed;
  technique = fascia_catalog_find_technique (fascia_context_get_catalog (context), item->technique);
  add_side (self, technique);
  add_tool (self, technique);
  if (timed)
    {
      add_time (self);
      add_status (self);
    }
  add_remove (self);
  update (self);

  return GTK_WIDGET (self);
}

FasciaLogItem *
fascia_item_row_dup_item (FasciaItemRow *self)
{
  g_return_val_if_fail (FASCIA_IS_ITEM_ROW (self), NULL);

  return fascia_log_item_copy (self->item);
}
