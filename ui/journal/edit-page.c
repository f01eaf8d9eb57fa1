/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/edit-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "journal/item-row.h"
#include "widgets/day-row.h"
#include "widgets/rating.h"
#include "widgets/template.h"
#include "widgets/time-row.h"

#define DEFAULT_MINUTES 10

struct _FasciaEditPage
{
  GtkWidget parent_instance;

  FasciaDayRow *day;
  FasciaTimeRow *time;
  GtkWidget *minutes_row;
  GtkSpinButton *minutes;
  GtkWidget *active_row;
  GtkLabel *active;
  GtkListBox *items;
  AdwComboRow *add_technique;
  AdwComboRow *area_1;
  AdwComboRow *area_2;
  AdwComboRow *area_3;
  AdwComboRow *occasion;
  FasciaRating *before;
  FasciaRating *after;
  FasciaRating *pressure;
  AdwComboRow *next_day;
  GtkTextView *note;
  GtkLabel *counter;
  GtkLabel *problem;

  FasciaContext *context;
  FasciaLogEntry *entry; /* as it is in the log; or a new one */
  FasciaLogEntry *opened; /* (nullable): as the form had it at first */
  FasciaLogEntry *asked; /* the one that overlaps, while the user is asked */
  gboolean is_new;
  FasciaDay shown_day; /* what the form showed first: seconds stay where they are not changed */
  guint shown_minute;
};

G_DEFINE_FINAL_TYPE (FasciaEditPage, fascia_edit_page, GTK_TYPE_WIDGET)

enum {
  SAVED,
  LEFT,
  STAYED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What stands in the form ----------------------------------------------------- */

/* (element-type FasciaLogItem) (transfer full) */
static GPtrArray *
collect_items (FasciaEditPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) fascia_log_item_free);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->items)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (FASCIA_IS_ITEM_ROW (row))
      g_ptr_array_add (items, fascia_item_row_dup_item (FASCIA_ITEM_ROW (row)));

  return items;
}

static int
sum_items (const GPtrArray *items)
{
  int sum_s = 0;

  for (guint i = 0; i < items->len; i++)
    sum_s += ((const FasciaLogItem *) g_ptr_array_index (items, i))->done_s;

  return sum_s;
}

/* The minutes of a new session are split over what was done; later each has its own. */
static gboolean
has_timed_items (FasciaEditPage *self, const GPtrArray *items)
{
  return !self->is_new && items->len > 0;
}

static GTimeZone *
get_zone (FasciaEditPage *self)
{
  GTimeZone *zone = self->is_new ? NULL : g_time_zone_new_identifier (self->entry->started.zone);

  return zone != NULL ? zone : fascia_clock_zone (fascia_context_get_clock (self->context));
}

static gboolean
get_start (FasciaEditPage *self, gint64 *at_us)
{
  g_autoptr (GTimeZone) zone = get_zone (self);
  FasciaDay day = fascia_day_row_get_day (self->day);
  guint minute = fascia_time_row_get_minute_of_day (self->time);

  if (!self->is_new && minute == self->shown_minute && fascia_day_difference (day, self->shown_day) == 0)
    {
      *at_us = self->entry->started.utc_us;
      return TRUE;
    }

  return fascia_instant_at_local (day, minute, zone, at_us);
}

static char *
get_note (FasciaEditPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);

  return g_strstrip (text);
}

static void
take_areas (FasciaEditPage *self, FasciaLogEntry *entry)
{
  AdwComboRow *rows[] = { self->area_1, self->area_2, self->area_3 };

  entry->n_areas = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint selected = adw_combo_row_get_selected (rows[i]);
      gboolean twice = FALSE;

      if (selected == 0)
        continue;
      for (guint j = 0; j < entry->n_areas; j++)
        twice = twice || (guint) entry->areas[j] == selected - 1;
      if (!twice)
        entry->areas[entry->n_areas++] = (FasciaArea) (selected - 1);
    }
}

/* The minutes of a session by hand, split over its techniques as the command line
 * does; the first ones get what does not divide. */
static void
take_minutes (FasciaEditPage *self, FasciaLogEntry *entry)
{
  int total_s = gtk_spin_button_get_value_as_int (self->minutes) * 60;
  int n = (int) entry->items->len;

  for (int i = 0; i < n; i++)
    ((FasciaLogItem *) g_ptr_array_index (entry->items, i))->done_s = total_s / n + (i < total_s % n);
  entry->active_s = total_s;
}

/* (transfer full) (nullable): the form as a session. */
static FasciaLogEntry *
make_entry (FasciaEditPage *self)
{
  g_autoptr (FasciaLogEntry) entry = fascia_log_entry_copy (self->entry);
  g_autoptr (GTimeZone) zone = get_zone (self);
  g_autofree char *note = get_note (self);
  gint64 at_us;
  int pause_s = MAX (0, entry->elapsed_s - entry->active_s);

  if (!get_start (self, &at_us))
    return NULL;
  if (self->is_new || at_us != entry->started.utc_us)
    {
      fascia_instant_clear (&entry->started);
      fascia_instant_init (&entry->started, at_us, zone);
      entry->local_date = fascia_day_of_instant (at_us, zone);
    }
  g_ptr_array_unref (entry->items);
  entry->items = collect_items (self);
  if (has_timed_items (self, entry->items))
    entry->active_s = sum_items (entry->items);
  /* Minutes are coarser than what the timer measured: only a change is one. */
  else if (self->is_new || gtk_spin_button_get_value_as_int (self->minutes) != MAX (1, (entry->active_s + 30) / 60))
    take_minutes (self, entry);
  entry->elapsed_s = entry->active_s + (entry->source == FASCIA_SOURCE_TIMER ? pause_s : 0);
  take_areas (self, entry);
  entry->occasion = (FasciaOccasion) ((int) adw_combo_row_get_selected (self->occasion) - 1);
  entry->next_day = (FasciaNextDay) ((int) adw_combo_row_get_selected (self->next_day) - 1);
  entry->before = fascia_rating_get_value (self->before);
  entry->after = fascia_rating_get_value (self->after);
  entry->pressure = fascia_rating_get_value (self->pressure);
  g_free (entry->note);
  entry->note = *note == '\0' ? NULL : g_steal_pointer (&note);

  return g_steal_pointer (&entry);
}

/* --- What it says ---------------------------------------------------------------- */

static void
tell (FasciaEditPage *self, const char *problem)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_label_set_label (self->problem, problem == NULL ? "" : problem);
}

static const char *
find_problem (FasciaEditPage *self, glong n_characters)
{
  gint64 at_us;

  if (!get_start (self, &at_us))
    return _("This day does not exist where you were.");
  if (at_us > fascia_clock_utc_us (fascia_context_get_clock (self->context)))
    return _("This is in the future. A session is written down once it is done.");
  if (n_characters > FASCIA_MAX_NOTE_CHARACTERS)
    return _("The note is too long.");

  return NULL;
}

static void
update (FasciaEditPage *self)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *note = NULL;
  g_autofree char *counter = NULL;
  const char *problem;
  glong n_characters;
  gboolean timed;

  if (self->entry == NULL)
    return;
  items = collect_items (self);
  timed = has_timed_items (self, items);
  gtk_widget_set_visible (self->minutes_row, !timed);
  gtk_widget_set_visible (self->active_row, timed);
  if (timed)
    {
      g_autofree char *sum = fascia_wording_duration (sum_items (items));
      int measured_s = self->entry->measured_active_s != FASCIA_UNKNOWN_S ? self->entry->measured_active_s : self->entry->active_s;

      gtk_label_set_label (self->active, sum);
      if (self->entry->source == FASCIA_SOURCE_TIMER && measured_s != sum_items (items))
        {
          g_autofree char *measured = fascia_wording_duration (measured_s);
          /* Translators: a time that the timer measured, such as “Measured: 4:20”. */
          g_autofree char *subtitle = g_strdup_printf (_("Measured: %s"), measured);

          adw_action_row_set_subtitle (ADW_ACTION_ROW (self->active_row), subtitle);
        }
      else
        {
          adw_action_row_set_subtitle (ADW_ACTION_ROW (self->active_row), "");
        }
    }

  note = get_note (self);
  n_characters = g_utf8_strlen (note, -1);
  /* Translators: characters of a note, and how many there can be. */
  counter = g_strdup_printf (_("%1$ld of %2$d"), n_characters, FASCIA_MAX_NOTE_CHARACTERS);
  gtk_label_set_label (self->counter, counter);
  problem = find_problem (self, n_characters);
  tell (self, problem);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.save", problem == NULL);
}

/* --- Techniques ------------------------------------------------------------------ */

static void
remove_item_cb (FasciaEditPage *self, GtkWidget *row)
{
  gtk_list_box_remove (self->items, row);
  update (self);
}

static void
append_item (FasciaEditPage *self, const FasciaLogItem *item)
{
  GtkWidget *row = fascia_item_row_new (self->context, item, !self->is_new);
  int n_rows = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->items)); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_rows++;
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_item_cb), self, G_CONNECT_SWAPPED);
  /* Before the row that adds one more. */
  gtk_list_box_insert (self->items, row, n_rows - 1);
}

static void
append_technique (FasciaEditPage *self, const FasciaTechnique *technique, FasciaSide side)
{
  FasciaLogItem *item = fascia_log_item_new (technique->id, side);

  item->tool = technique->tools[0];
  item->status = FASCIA_ITEM_DONE;
  item->done_s = (int) ((technique->roll_s + technique->hold_s) * technique->sets);
  append_item (self, item);
  fascia_log_item_free (item);
}

static void
technique_chosen_cb (FasciaEditPage *self)
{
  guint selected = adw_combo_row_get_selected (self->add_technique);
  const FasciaTechnique *technique;

  if (self->entry == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  technique = fascia_catalog_get_technique (fascia_context_get_catalog (self->context), selected - 1);
  if (technique->sides == FASCIA_SIDES_BOTH)
    {
      append_technique (self, technique, FASCIA_SIDE_BOTH);
    }
  else
    {
      append_technique (self, technique, FASCIA_SIDE_LEFT);
      append_technique (self, technique, FASCIA_SIDE_RIGHT);
    }
  adw_combo_row_set_selected (self->add_technique, 0);
  update (self);
}

/* --- Saving ---------------------------------------------------------------------- */

static void
save (FasciaEditPage *self, FasciaLogEntry *entry)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  gboolean done = diary != NULL && (self->is_new ? fascia_diary_add_session (diary, entry, NULL, &error)
                                                 : fascia_diary_update_session (diary, entry, &error));

  if (done)
    {
      g_signal_emit (self, signals[SAVED], 0);
      return;
    }
  tell (self, error->message);
  g_signal_emit (self, signals[STAYED], 0);
}

static void
overlap_answered_cb (GObject *owner, const char *answer)
{
  FasciaEditPage *self = FASCIA_EDIT_PAGE (owner);
  g_autoptr (FasciaLogEntry) entry = g_steal_pointer (&self->asked);

  if (entry != NULL && g_str_equal (answer, "keep"))
    save (self, entry);
  else
    g_signal_emit (self, signals[STAYED], 0);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "change", _("_Change"), FASCIA_ANSWER_PLAIN },
    { "keep", _("_Keep Both"), FASCIA_ANSWER_SUGGESTED },
  };
  FasciaEditPage *self = FASCIA_EDIT_PAGE (widget);
  g_autoptr (FasciaLogEntry) entry = make_entry (self);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  gboolean overlaps = FALSE;

  if (entry == NULL)
    return;
  if (diary == NULL || !fascia_diary_find_overlap (diary, entry, &overlaps, &error))
    {
      tell (self, error->message);
      g_signal_emit (self, signals[STAYED], 0);
      return;
    }
  if (!overlaps)
    {
      save (self, entry);
      return;
    }
  g_clear_pointer (&self->asked, fascia_log_entry_free);
  self->asked = g_steal_pointer (&entry);
  fascia_compat_ask (widget, _("These Sessions Overlap"), _("Another session was at that time. Change the time, or keep both."),
                     answers, G_N_ELEMENTS (answers), "keep", "change", overlap_answered_cb, G_OBJECT (self));
}

/* --- Leaving --------------------------------------------------------------------- */

static gboolean
same_item (const FasciaLogItem *a, const FasciaLogItem *b)
{
  return g_str_equal (a->technique, b->technique) && a->side == b->side && a->tool == b->tool &&
         a->done_s == b->done_s && a->status == b->status && a->reason == b->reason;
}

/* In all that the form can change. */
static gboolean
same_entry (const FasciaLogEntry *a, const FasciaLogEntry *b)
{
  if (a->started.utc_us != b->started.utc_us || a->active_s != b->active_s || a->occasion != b->occasion ||
      a->before != b->before || a->after != b->after || a->pressure != b->pressure || a->next_day != b->next_day ||
      g_strcmp0 (a->note, b->note) != 0 || a->n_areas != b->n_areas || a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->n_areas; i++)
    if (a->areas[i] != b->areas[i])
      return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    if (!same_item (g_ptr_array_index (a->items, i), g_ptr_array_index (b->items, i)))
      return FALSE;

  return TRUE;
}

static void
leave_answered_cb (GObject *owner, const char *answer)
{
  FasciaEditPage *self = FASCIA_EDIT_PAGE (owner);

  if (g_str_equal (answer, "save"))
    gtk_widget_activate_action (GTK_WIDGET (self), "entry.save", NULL);
  else if (g_str_equal (answer, "discard"))
    g_signal_emit (self, signals[LEFT], 0);
  else
    g_signal_emit (self, signals[STAYED], 0);
}

/* --- Filling --------------------------------------------------------------------- */

static void
set_choices (AdwComboRow *row, GPtrArray *names, guint selected)
{
  g_autoptr (GtkStringList) model = NULL;

  g_ptr_array_add (names, NULL);
  model = gtk_string_list_new ((const char *const *) names->pdata);
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, selected);
}

static void
fill_choices (FasciaEditPage *self)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  g_autoptr (GPtrArray) techniques = g_ptr_array_new ();
  g_autoptr (GPtrArray) occasions = g_ptr_array_new ();
  g_autoptr (GPtrArray) next_days = g_ptr_array_new ();
  AdwComboRow *areas[] = { self->area_1, self->area_2, self->area_3 };

  g_ptr_array_add (techniques, _("Choose…"));
  for (guint i = 0; i < fascia_catalog_get_n_techniques (catalog); i++)
    g_ptr_array_add (techniques,
                     (char *) fascia_text_get (&fascia_catalog_get_technique (catalog, i)->name, fascia_context_get_language (self->context)));
  set_choices (self->add_technique, techniques, 0);

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();

      g_ptr_array_add (names, _("None"));
      for (guint area = 0; area < FASCIA_N_AREAS; area++)
        g_ptr_array_add (names, (char *) fascia_wording_area (area));
      set_choices (areas[i], names, i < self->entry->n_areas ? (guint) self->entry->areas[i] + 1 : 0);
    }

  g_ptr_array_add (occasions, _("None"));
  for (guint i = 0; i < FASCIA_N_OCCASIONS; i++)
    g_ptr_array_add (occasions, (char *) fascia_wording_occasion (i));
  set_choices (self->occasion, occasions, (guint) (self->entry->occasion + 1));

  g_ptr_array_add (next_days, _("Not answered"));
  for (guint i = 0; i < FASCIA_N_NEXT_DAYS; i++)
    g_ptr_array_add (next_days, (char *) fascia_wording_next_day (i));
  set_choices (self->next_day, next_days, (guint) (self->entry->next_day + 1));
}

static void
fill (FasciaEditPage *self)
{
  FasciaLogEntry *entry = self->entry;
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autoptr (GTimeZone) zone = get_zone (self);
  gint64 at_us = entry->started.utc_us;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  /* Most are written down right after. */
  if (self->is_new)
    at_us = fascia_clock_utc_us (clock) - DEFAULT_MINUTES * G_TIME_SPAN_MINUTE;
  utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  local = self->is_new ? g_date_time_to_timezone (utc, zone) : g_date_time_add_seconds (utc, entry->started.utc_offset_s);
  self->shown_day = fascia_day_new ((guint) g_date_time_get_year (local),
                                    (guint) g_date_time_get_month (local),
                                    (guint) g_date_time_get_day_of_month (local));
  self->shown_minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));

  fascia_day_row_set_day (self->day, self->shown_day, fascia_day_of_instant (fascia_clock_utc_us (clock), zone));
  fascia_time_row_set_minute_of_day (self->time, self->shown_minute);
  gtk_spin_button_set_value (self->minutes, self->is_new ? DEFAULT_MINUTES : MAX (1, (entry->active_s + 30) / 60));
  fill_choices (self);
  for (guint i = 0; i < entry->items->len; i++)
    append_item (self, g_ptr_array_index (entry->items, i));
  fascia_rating_set_value (self->before, entry->before);
  fascia_rating_set_value (self->after, entry->after);
  fascia_rating_set_value (self->pressure, entry->pressure);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), entry->note == NULL ? "" : entry->note, -1);
}

static void
fascia_edit_page_dispose (GObject *object)
{
  FasciaEditPage *self = FASCIA_EDIT_PAGE (object);

  g_clear_pointer (&self->entry, fascia_log_entry_free);
  g_clear_pointer (&self->asked, fascia_log_entry_free);
  g_clear_pointer (&self->opened, fascia_log_entry_free);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_EDIT_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_edit_page_parent_class)->dispose (object);
}

static void
fascia_edit_page_class_init (FasciaEditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_edit_page_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STAYED] = g_signal_new ("stayed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "entry.save", NULL, save_action);

  g_type_ensure (FASCIA_TYPE_DAY_ROW);
  g_type_ensure (FASCIA_TYPE_RATING);
  g_type_ensure (FASCIA_TYPE_TIME_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/edit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, day);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, time);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, minutes_row);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, minutes);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, active_row);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, active);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, add_technique);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, area_1);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, area_2);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, area_3);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, occasion);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, before);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, after);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, pressure);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, next_day);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, note);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, counter);
  gtk_widget_class_bind_template_child (widget_class, FasciaEditPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, technique_chosen_cb);
}

static void
fascia_edit_page_init (FasciaEditPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->note), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fascia_edit_page_new (FasciaContext *context, const FasciaLogEntry *entry)
{
  FasciaEditPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_EDIT_PAGE, NULL);
  self->context = g_object_ref (context);
  self->is_new = entry == NULL;
  self->entry = self->is_new ? fascia_log_entry_new () : fascia_log_entry_copy (entry);
  if (self->is_new)
    self->entry->source = FASCIA_SOURCE_MANUAL;
  fill (self);
  update (self);
  self->opened = make_entry (self);

  return GTK_WIDGET (self);
}

gboolean
fascia_edit_page_has_changes (FasciaEditPage *self)
{
  g_autoptr (FasciaLogEntry) entry = NULL;

  g_return_val_if_fail (FASCIA_IS_EDIT_PAGE (self), FALSE);

  entry = make_entry (self);

  return entry == NULL || self->opened == NULL || !same_entry (entry, self->opened);
}

void
fascia_edit_page_leave (FasciaEditPage *self)
{
  /* What cannot be saved is not offered to be. */
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "discard", _("_Discard"), FASCIA_ANSWER_DESTRUCTIVE },
    { "save", _("_Save"), FASCIA_ANSWER_SUGGESTED },
  };
  gboolean savable;

  g_return_if_fail (FASCIA_IS_EDIT_PAGE (self));

  savable = !gtk_widget_get_visible (GTK_WIDGET (self->problem));
  fascia_compat_ask (GTK_WIDGET (self), _("Save Your Changes?"), _("What is not saved is lost."),
                     answers, savable ? G_N_ELEMENTS (answers) : G_N_ELEMENTS (answers) - 1, savable ? "save" : "cancel", "cancel",
                     leave_answered_cb, G_OBJECT (self));
}
