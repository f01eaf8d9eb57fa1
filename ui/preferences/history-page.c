/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/history-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

/* About two months of daily reminders, and no more rows than a list shows at once. */
#define SHOWN 100

struct _FasciaHistoryPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *broken;
  AdwPreferencesGroup *group;

  FasciaContext *context;
  FasciaDiary *diary;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (FasciaHistoryPage, fascia_history_page, GTK_TYPE_WIDGET)

static const char *
get_icon (FasciaOutcome outcome)
{
  switch (outcome)
    {
    case FASCIA_OUTCOME_STARTED:
    case FASCIA_OUTCOME_OPENED:
      return "fascia-done-symbolic";
    case FASCIA_OUTCOME_SNOOZED:
    case FASCIA_OUTCOME_NOT_TODAY:
      return "fascia-paused-symbolic";
    case FASCIA_OUTCOME_MISSED:
    case FASCIA_OUTCOME_FAILED:
      return "fascia-caution-symbolic";
    case FASCIA_OUTCOME_SILENT:
    case FASCIA_OUTCOME_DISMISSED:
    case FASCIA_OUTCOME_WITHDRAWN:
      return "fascia-skipped-symbolic";
    case FASCIA_OUTCOME_SHOWN:
    default:
      return "fascia-bell-symbolic";
    }
}

static GtkWidget *
new_row (FasciaHistoryPage *self, const FasciaReminderRecord *record)
{
  FasciaClock *clock = fascia_context_get_clock (self->context);
  g_autofree char *moment = fascia_phrase_moment (record->recorded_us, clock);
  g_autofree char *title = NULL;
  g_autofree char *why = fascia_wording_why (record->reminder);
  GtkWidget *row = adw_action_row_new ();

  /* Translators: when, and what became of a reminder, such as “Today 18:00 · Shown”. */
  title = g_strdup_printf (_("%1$s · %2$s"), moment, fascia_wording_outcome (record->outcome));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", get_icon (record->outcome),
                                           NULL));

  return row;
}

static void
update (FasciaHistoryPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = fascia_diary_list_reminder_history (self->diary, SHOWN, &error);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (records == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->broken, text);
      gtk_stack_set_visible_child_name (self->stack, "broken");
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      GtkWidget *row = new_row (self, g_ptr_array_index (records, i));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->group, row);
    }
  gtk_stack_set_visible_child_name (self->stack, records->len == 0 ? "empty" : "list");
}

static void
fascia_history_page_dispose (GObject *object)
{
  FasciaHistoryPage *self = FASCIA_HISTORY_PAGE (object);

  if (self->diary != NULL)
    g_signal_handlers_disconnect_by_data (self->diary, self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->diary);
  g_clear_object (&self->context);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (fascia_history_page_parent_class)->dispose (object);
}

static void
fascia_history_page_class_init (FasciaHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_history_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaHistoryPage, broken);
  gtk_widget_class_bind_template_child (widget_class, FasciaHistoryPage, group);
}

static void
fascia_history_page_init (FasciaHistoryPage *self)
{
  self->rows = g_ptr_array_new ();
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_history_page_new (FasciaContext *context, FasciaDiary *diary)
{
  FasciaHistoryPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);

  self = g_object_new (FASCIA_TYPE_HISTORY_PAGE, NULL);
  self->context = g_object_ref (context);
  self->diary = g_object_ref (diary);
  g_signal_connect_swapped (diary, "changed", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}
