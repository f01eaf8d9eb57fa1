/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routines/routines-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"

struct _FasciaRoutinesPage
{
  GtkWidget parent_instance;

  GtkWidget *groups;

  FasciaContext *context;
};

G_DEFINE_FINAL_TYPE (FasciaRoutinesPage, fascia_routines_page, GTK_TYPE_WIDGET)

static const char *
occasion_title (FasciaOccasion occasion)
{
  switch (occasion)
    {
    case FASCIA_OCCASION_WARM_UP:
      return _("Before Training");
    case FASCIA_OCCASION_RECOVERY:
      return _("After Training");
    case FASCIA_OCCASION_EVERYDAY:
    case FASCIA_OCCASION_NONE:
    default:
      return _("Everyday");
    }
}

static GtkWidget *
create_row_cb (gpointer item, gpointer data)
{
  FasciaRoutinesPage *self = data;
  FasciaRoutine *routine = fascia_catalog_find_routine (fascia_context_get_catalog (self->context),
                                                        gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  g_autofree char *tools = fascia_phrase_routine_tools (self->context, routine);
  g_autofree char *total = fascia_wording_duration ((int) fascia_phrase_routine_total_s (routine));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (total);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_text_get (&routine->name, fascia_context_get_language (self->context)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), tools);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "go-next-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-routine");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", routine->id);

  return row;
}

static void
fill (FasciaRoutinesPage *self)
{
  static const FasciaOccasion order[] = { FASCIA_OCCASION_EVERYDAY, FASCIA_OCCASION_WARM_UP, FASCIA_OCCASION_RECOVERY };
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (GtkStringList) ids = gtk_string_list_new (NULL);
      GtkWidget *group;
      GtkWidget *list;

      for (guint j = 0; j < fascia_catalog_get_n_routines (catalog); j++)
        {
          FasciaRoutine *routine = fascia_catalog_get_routine (catalog, j);

          if (routine->n_occasions > 0 && routine->occasions[0] == order[i])
            gtk_string_list_append (ids, routine->id);
        }
      if (g_list_model_get_n_items (G_LIST_MODEL (ids)) == 0)
        continue;

      group = adw_preferences_group_new ();
      list = gtk_list_box_new ();
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (list, "boxed-list");
      gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (ids), create_row_cb, self, NULL);
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), occasion_title (order[i]));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
      gtk_box_append (GTK_BOX (self->groups), group);
    }
}

static void
fascia_routines_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_ROUTINES_PAGE);
  g_clear_object (&FASCIA_ROUTINES_PAGE (object)->context);

  G_OBJECT_CLASS (fascia_routines_page_parent_class)->dispose (object);
}

static void
fascia_routines_page_class_init (FasciaRoutinesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_routines_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/routines/routines-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinesPage, groups);
}

static void
fascia_routines_page_init (FasciaRoutinesPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_routines_page_new (FasciaContext *context)
{
  FasciaRoutinesPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_ROUTINES_PAGE, NULL);
  self->context = g_object_ref (context);
  fill (self);

  return GTK_WIDGET (self);
}
