/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/trained-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

struct _FasciaTrainedPage
{
  GtkWidget parent_instance;

  GtkListBox *routines;
  GtkListBox *delays;
};

G_DEFINE_FINAL_TYPE (FasciaTrainedPage, fascia_trained_page, GTK_TYPE_WIDGET)

static GtkWidget *
new_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name", icon, NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static gboolean
is_for_recovery (const FasciaRoutine *routine)
{
  for (guint i = 0; i < routine->n_occasions; i++)
    if (routine->occasions[i] == FASCIA_OCCASION_RECOVERY)
      return routine->items->len > 0;

  return FALSE;
}

static void
add_routine (FasciaTrainedPage *self, FasciaContext *context, FasciaRoutine *routine)
{
  g_autofree char *minutes = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *facts = NULL;
  GtkWidget *row;

  if (!is_for_recovery (routine))
    return;
  minutes = fascia_wording_minutes ((int) fascia_phrase_routine_total_s (routine));
  tools = fascia_phrase_routine_tools (context, routine);
  facts = g_strdup_printf ("%s · %s", minutes, tools);
  row = new_row ("fascia-play-symbolic", fascia_text_get (&routine->name, fascia_context_get_language (context)), facts);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.start-routine");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", routine->id);
  gtk_list_box_append (self->routines, row);
}

static void
add_delay (FasciaTrainedPage *self, FasciaContext *context, guint minutes)
{
  FasciaClock *clock = fascia_context_get_clock (context);
  g_autofree char *length = fascia_phrase_length (minutes);
  g_autofree char *title = NULL;
  g_autofree char *time = fascia_phrase_time (fascia_clock_utc_us (clock) + minutes * G_TIME_SPAN_MINUTE, clock);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  /* Translators: a length of time, such as “In 30 minutes”. */
  title = g_strdup_printf (_("In %s"), length);
  /* Translators: a time of day. */
  subtitle = g_strdup_printf (_("At %s"), time);
  row = new_row ("fascia-bell-symbolic", title, subtitle);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.nudge");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", minutes);
  gtk_list_box_append (self->delays, row);
}

/* The user's own delay among the usual ones. */
static void
add_delays (FasciaTrainedPage *self, FasciaContext *context, guint own)
{
  static const guint usual[] = { 30, 60, 120 };
  gboolean added = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (!added && own <= usual[i])
        {
          add_delay (self, context, own);
          added = TRUE;
        }
      if (usual[i] != own)
        add_delay (self, context, usual[i]);
    }
  if (!added)
    add_delay (self, context, own);
}

static void
fascia_trained_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_TRAINED_PAGE);

  G_OBJECT_CLASS (fascia_trained_page_parent_class)->dispose (object);
}

static void
fascia_trained_page_class_init (FasciaTrainedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_trained_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/today/trained-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaTrainedPage, routines);
  gtk_widget_class_bind_template_child (widget_class, FasciaTrainedPage, delays);
}

static void
fascia_trained_page_init (FasciaTrainedPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_trained_page_new (FasciaContext *context)
{
  FasciaTrainedPage *self;
  FasciaCatalog *catalog;
  FasciaDiary *diary;
  FasciaReminderSettings settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
  g_autoptr (GPtrArray) own = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_TRAINED_PAGE, NULL);
  catalog = fascia_context_get_catalog (context);
  diary = fascia_context_get_diary (context, NULL);
  if (diary != NULL)
    {
      own = fascia_diary_list_routines (diary, NULL);
      if (!fascia_diary_get_reminder_settings (diary, &settings, NULL))
        settings = FASCIA_REMINDER_SETTINGS_DEFAULT;
    }
  for (guint i = 0; own != NULL && i < own->len; i++)
    add_routine (self, context, g_ptr_array_index (own, i));
  for (guint i = 0; i < fascia_catalog_get_n_routines (catalog); i++)
    add_routine (self, context, fascia_catalog_get_routine (catalog, i));
  add_delays (self, context, settings.nudge_min);

  return GTK_WIDGET (self);
}
