/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "routines/routine-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/core/plan.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "guide/leads.h"
#include "routines/swap.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
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
  GtkWidget *missing_card;
  GtkLabel *missing;
  GtkButton *swap;

  FasciaContext *context;
  FasciaRoutine *routine;
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
  GtkWidget *row = fascia_link_row_new (fascia_context_get_technique_name (context, item->technique), subtitle,
                                        "win.open-technique", item->technique);

  fascia_row_add_fact (row, total);

  return row;
}

static void
append_sections (FasciaRoutinePage *self)
{
  for (guint i = 0; self->routine->sections != NULL && self->routine->sections[i] != NULL; i++)
    {
      const FasciaArticleSection *section = fascia_catalog_find_section (fascia_context_get_catalog (self->context), self->routine->sections[i]);

      if (section != NULL)
        gtk_list_box_append (self->details, fascia_section_row_new (self->context, section));
    }
}

/* Which of its tools the user does not have, and what one could do instead. */
static void
update_missing (FasciaRoutinePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  guint owned = FASCIA_ALL_TOOL_BITS;
  g_autofree char *missing = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (FasciaRoutine) swapped = NULL;

  if (diary != NULL)
    fascia_diary_get_owned_tools (diary, &owned, NULL);
  missing = fascia_swap_describe_missing (self->routine, owned);
  gtk_widget_set_visible (self->missing_card, missing != NULL);
  if (missing == NULL)
    return;
  swapped = fascia_swap_missing_tools (self->routine, catalog, owned);
  gtk_widget_set_visible (GTK_WIDGET (self->swap), swapped != NULL);
  if (swapped == NULL)
    {
      /* Translators: tools that the user does not have. */
      text = g_strdup_printf (_("It needs what is not among your tools: %s."), missing);
    }
  else
    {
      changes = fascia_swap_describe (self->routine, swapped, catalog, fascia_context_get_language (self->context));
      /* Translators: tools that the user does not have, and techniques to do instead. */
      text = g_strdup_printf (_("It needs what is not among your tools: %1$s. Without it: %2$s."), missing, changes);
    }
  gtk_label_set_label (self->missing, text);
}

static void
fascia_routine_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_ROUTINE_PAGE);
  g_clear_object (&FASCIA_ROUTINE_PAGE (object)->context);
  g_clear_pointer (&FASCIA_ROUTINE_PAGE (object)->routine, fascia_routine_unref);

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
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, missing_card);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, missing);
  gtk_widget_class_bind_template_child (widget_class, FasciaRoutinePage, swap);
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
  FasciaDiary *diary;
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
  self->context = g_object_ref (context);
  self->routine = fascia_routine_ref (routine);
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
  append_sections (self);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->swap), "s", routine->id);
  diary = fascia_context_get_diary (context, NULL);
  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (update_missing), self, G_CONNECT_SWAPPED);
  update_missing (self);

  return GTK_WIDGET (self);
}
