/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/safety-page.h"

#include <glib/gi18n-lib.h>

#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/phrases.h"
#include "widgets/rows.h"
#include "widgets/template.h"

struct _FasciaSafetyPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;

  FasciaContext *context;
  FasciaRoutine *routine;
  FasciaSafetyFacts *facts; /* NULL: ask the database */
  FasciaSafetyVerdict *verdict;
};

G_DEFINE_FINAL_TYPE (FasciaSafetyPage, fascia_safety_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_AGREED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append_head (FasciaSafetyPage *self)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  g_autofree char *said = self->verdict->outcome == FASCIA_SAFETY_ALLOWED ? fascia_wording_safety (self->verdict) : NULL;
  const char *const allowed[] = { "success", NULL };
  const char *const minded[] = { self->verdict->whole_body ? "error" : "warning", NULL };
  const char *title;
  const char *text;
  GtkWidget *label;

  switch (self->verdict->outcome)
    {
    case FASCIA_SAFETY_BLOCKED:
      title = self->verdict->whole_body ? _("Nothing Can Be Started Now") : _("This Cannot Be Started Now");
      text = _("This is general information, not a diagnosis. Whoever is named below can tell you more.");
      break;
    case FASCIA_SAFETY_CHANGED:
      title = _("Not All of It as Written");
      text = _("By your answers, this would be different. The routine itself stays as it is.");
      break;
    case FASCIA_SAFETY_ALLOWED:
    default:
      title = fascia_text_get (&self->routine->name, language);
      text = said;
      break;
    }
  gtk_box_append (self->box, g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", self->verdict->outcome == FASCIA_SAFETY_ALLOWED ? "fascia-check-symbolic" : "fascia-caution-symbolic",
                                           "pixel-size", 64,
                                           "css-classes", self->verdict->outcome == FASCIA_SAFETY_ALLOWED ? allowed : minded,
                                           NULL));
  label = fascia_text_new (title, "title-1");
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_box_append (self->box, label);
  label = fascia_text_new (text, NULL);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_box_append (self->box, label);
}

static void
agreed_cb (FasciaSafetyPage *self)
{
  g_signal_emit (self, signals[SIGNAL_AGREED], 0);
}

static void
append_start (FasciaSafetyPage *self)
{
  GtkWidget *button;

  if (self->verdict->outcome == FASCIA_SAFETY_BLOCKED)
    return;
  button = gtk_button_new ();
  fascia_set_button_label (GTK_BUTTON (button), self->verdict->outcome == FASCIA_SAFETY_CHANGED ? _("_Start It Changed") : _("_Start"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (agreed_cb), self);
  gtk_box_append (self->box, button);
}

/* When the area of @area has rested enough; "" when that is not known. */
static char *
describe_rest (FasciaSafetyPage *self, FasciaArea area)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GArray) areas = diary == NULL ? NULL : fascia_diary_list_resting_areas (diary, NULL);

  for (guint i = 0; areas != NULL && i < areas->len; i++)
    {
      const FasciaRestingArea *rest = &g_array_index (areas, FasciaRestingArea, i);

      if (rest->area == area)
        {
          g_autofree char *until = fascia_phrase_rest_until (rest->until_us, fascia_context_get_clock (self->context));

          /* Translators: a weekday and a time. */
          return g_strdup_printf (_("It was too much or hurt there last time; rests until %s."), until);
        }
    }

  return g_strdup ("");
}

static void
append_reasons (FasciaSafetyPage *self)
{
  guint32 conditions = self->verdict->reasons.conditions | self->verdict->cap_conditions;
  guint32 resting = self->verdict->reasons.resting;
  GtkWidget *group;

  if (conditions == 0 && resting == 0)
    return;
  group = fascia_group_new (_("Why"), NULL);
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    if (conditions & (1u << i))
      {
        GtkWidget *row = adw_preferences_row_new ();
        GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

        gtk_box_append (GTK_BOX (words), fascia_text_new (fascia_wording_condition ((FasciaCondition) i), "heading"));
        gtk_box_append (GTK_BOX (words), fascia_text_new (fascia_wording_advice (fascia_condition_get_advice ((FasciaCondition) i)), NULL));
        gtk_widget_add_css_class (words, "text-row");
        gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), words);
        gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      }
  for (guint i = 0; i < FASCIA_N_AREAS; i++)
    if (resting & FASCIA_AREA_BIT (i))
      {
        g_autofree char *until = describe_rest (self, (FasciaArea) i);
        GtkWidget *row = adw_action_row_new ();
        GtkWidget *button = gtk_button_new ();
        g_autofree char *name = NULL;

        adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_wording_area ((FasciaArea) i));
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), until);
        fascia_set_button_label (GTK_BUTTON (button), _("_End Rest"));
        gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
        gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.end-rest");
        gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", fascia_area_to_string ((FasciaArea) i));
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      }
  gtk_box_append (self->box, group);
}

static void
append_changes (FasciaSafetyPage *self)
{
  FasciaLanguage language = fascia_context_get_language (self->context);
  GtkWidget *group;

  if (self->verdict->outcome != FASCIA_SAFETY_CHANGED)
    return;
  group = fascia_group_new (_("What Would Be Different"), NULL);
  for (guint i = 0; i < self->verdict->n_items; i++)
    {
      const FasciaRoutineItem *item = g_ptr_array_index (self->routine->items, i);
      g_autofree char *change = NULL;
      GtkWidget *row;

      if (self->verdict->items[i].outcome == FASCIA_SAFETY_ALLOWED)
        continue;
      change = fascia_wording_safety_item (&self->verdict->items[i], language);
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fascia_context_get_technique_name (self->context, item->technique));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), change);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  if (self->verdict->pressure_cap > 0 && self->verdict->cap_conditions != 0)
    {
      g_autofree char *cap = fascia_wording_pressure_cap (self->verdict->pressure_cap);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cap);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (self->box, group);
}

static void
append_links (FasciaSafetyPage *self)
{
  GtkWidget *group = fascia_group_new (NULL, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("Health Check"), _("Something has changed, or a professional has said yes"), "win.show-health", NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("When Not to Roll"), _("What the article says of risks"), "win.open-section", "smr/risks"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             fascia_link_row_new (_("Find a Physiotherapist"), NULL, "win.open-section", "mfr/find-physio"));
  gtk_box_append (self->box, group);
  gtk_box_append (self->box,
                  fascia_text_new (_("General information for healthy adults. This is not treatment and does not replace a physiotherapist or doctor."),
                                   "dim-label"));
}

static void
refresh (FasciaSafetyPage *self)
{
  GtkWidget *child;

  g_clear_pointer (&self->verdict, fascia_safety_verdict_free);
  if (self->facts != NULL)
    self->verdict = fascia_safety_check (self->routine, fascia_context_get_catalog (self->context), self->facts);
  else
    self->verdict = fascia_context_check_routine (self->context, self->routine, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (self->verdict == NULL)
    return;

  append_head (self);
  append_start (self);
  append_reasons (self);
  append_changes (self);
  append_links (self);
}

static void
fascia_safety_page_dispose (GObject *object)
{
  FasciaSafetyPage *self = FASCIA_SAFETY_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->verdict, fascia_safety_verdict_free);
  g_clear_pointer (&self->facts, fascia_safety_facts_free);
  g_clear_pointer (&self->routine, fascia_routine_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_safety_page_parent_class)->dispose (object);
}

static void
fascia_safety_page_class_init (FasciaSafetyPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fascia_safety_page_dispose;
  signals[SIGNAL_AGREED] = g_signal_new ("agreed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fascia_safety_page_init (FasciaSafetyPage *self)
{
  self->box = fascia_column_new (GTK_WIDGET (self));
  self->scroller = gtk_widget_get_first_child (GTK_WIDGET (self));
}

GtkWidget *
fascia_safety_page_new (FasciaContext *context, FasciaRoutine *routine, FasciaSafetyFacts *facts)
{
  FasciaSafetyPage *self;
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (routine != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_SAFETY_PAGE, NULL);
  self->context = g_object_ref (context);
  self->routine = fascia_routine_ref (routine);
  self->facts = facts;
  diary = facts == NULL ? fascia_context_get_diary (context, NULL) : NULL;
  if (diary != NULL)
    g_signal_connect_object (diary, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return GTK_WIDGET (self);
}

FasciaRoutine *
fascia_safety_page_get_routine (FasciaSafetyPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SAFETY_PAGE (self), NULL);

  return self->routine;
}

const FasciaSafetyVerdict *
fascia_safety_page_get_verdict (FasciaSafetyPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SAFETY_PAGE (self), NULL);

  return self->verdict;
}
