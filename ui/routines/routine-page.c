/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routines/routine-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/core/plan.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/text-row.h"

struct _FasciaRoutinePage
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *facts;
  GtkLabel *about;
  GtkButton *start;
  GtkListBox *items;
  GtkListBox *details;
};

G_DEFINE_FINAL_TYPE (FasciaRoutinePage, fascia_routine_page, GTK_TYPE_WIDGET)

static guint
item_total_s (const FasciaPlan *plan, guint item)
{
  guint total_s = 0;

  for (guint i = 0; i < plan->n_phases; i++)
    if (plan->phases[i].item == item)
      total_s += plan->phases[i].duration_s;

  return total_s;
}

static GtkWidget *
new_item_row (FasciaContext *context, const FasciaPlan *plan, guint index)
{
  const FasciaRoutineItem *item = g_ptr_array_index (plan->routine->items, index);
  g_autofree char *subtitle = fascia_phrase_item (item);
  g_autofree char *total = fascia_wording_duration ((int) item_total_s (plan, index));
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (total);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_context_get_technique_name (context, item->technique));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "go-next-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-technique");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", item->technique);

  return row;
}

static void
fascia_routine_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_ROUTINE_PAGE);

  G_OBJECT_CLASS (fascia_routine_page_parent_class)->dispose (object);
}

static void
fascia_routine_page_class_init (FasciaRoutinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_routine_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/routines/routine-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, name);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, facts);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, about);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, start);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, items);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, details);
}

static void
fascia_routine_page_init (FasciaRoutinePage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_routine_page_new (FasciaContext *context, FasciaRoutine *routine)
{
  FasciaRoutinePage *self;
  FasciaLanguage language;
  const char *about;
  g_autoptr (FasciaPlan) plan = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *total = NULL;
  g_autofree char *active = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *start = NULL;
  g_autofree char *count = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (routine != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_ROUTINE_PAGE, NULL);
  language = fascia_context_get_language (context);
  plan = fascia_plan_new (routine, fascia_context_get_catalog (context), NULL);
  tools = fascia_phrase_routine_tools (context, routine);
  total = fascia_wording_duration ((int) plan->total_s);
  active = fascia_wording_duration ((int) plan->active_s);
  count = g_strdup_printf (ngettext ("%u technique", "%u techniques", routine->items->len), routine->items->len);
  facts = g_strjoin (" · ",
                     fascia_wording_occasion (routine->n_occasions > 0 ? routine->occasions[0] : FASCIA_OCCASION_EVERYDAY),
                     fascia_wording_level (routine->level),
                     count,
                     NULL);
  /* Translators: a button that starts a routine of that many minutes and seconds. */
  start = g_strdup_printf (_("_Start · %s"), total);
  about = fascia_text_get (&routine->about, language);

  gtk_label_set_label (self->name, fascia_text_get (&routine->name, language));
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *about != '\0');
  fascia_set_button_label (self->start, start);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->start), "s", routine->id);

  for (guint i = 0; i < routine->items->len; i++)
    gtk_list_box_append (self->items, new_item_row (context, plan, i));

  gtk_list_box_append (self->details, fascia_text_row_new (NULL, _("Tools"), tools));
  gtk_list_box_append (self->details, fascia_text_row_new (NULL, _("Total time"), total));
  gtk_list_box_append (self->details, fascia_text_row_new (NULL, _("Of which rolling and holding"), active));

  return GTK_WIDGET (self);
}
