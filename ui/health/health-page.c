/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/health-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "widgets/template.h"
#include "widgets/toast.h"

/* The areas of the catalog, and the place that is not in the list. */
#define N_PLACES (FASCIA_N_AREAS + 1)

/* One line of the list, and what opens below it when it is true. */
typedef struct {
  FasciaHealthPage *page;
  FasciaCondition condition;
  AdwActionRow *row;
  GtkCheckButton *yes;
  GtkWidget *areas;         /* (nullable): a row */
  GtkCheckButton *inflamed; /* (nullable) */
  GtkWidget *inflamed_row;
  GtkCheckButton *cleared; /* (nullable) */
  GtkWidget *cleared_row;
  guint32 places; /* the areas chosen */
} Question;

struct _FasciaHealthPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *why;
  AdwPreferencesGroup *blocks;
  AdwPreferencesGroup *asks;
  GtkWidget *skip;
  GtkButton *done;

  FasciaContext *context;
  FasciaHealth health;
  Question questions[FASCIA_N_CONDITIONS];
};

G_DEFINE_FINAL_TYPE (FasciaHealthPage, fascia_health_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
now_us (FasciaHealthPage *self)
{
  return fascia_clock_utc_us (fascia_context_get_clock (self->context));
}

static void
update_done (FasciaHealthPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    any = any || gtk_check_button_get_active (self->questions[i].yes);
  fascia_set_button_label (self->done, any ? _("_Continue") : _("No_ne of These"));
}

/* What the buttons say goes into the answers. */
static void
take_answer (Question *self)
{
  FasciaHealth *health = &self->page->health;
  FasciaHealthAnswer *answer = &health->answers[self->condition];

  if (!gtk_check_button_get_active (self->yes))
    {
      fascia_health_answer_no (health, self->condition);
      return;
    }
  fascia_health_answer_yes (health, self->condition, self->places,
                            self->inflamed != NULL && gtk_check_button_get_active (self->inflamed), now_us (self->page));
  if (self->cleared == NULL)
    return;
  if (!gtk_check_button_get_active (self->cleared))
    answer->cleared_us = 0;
  else if (answer->cleared_us == 0)
    fascia_health_clear (health, self->condition, now_us (self->page));
}

static void
place_toggled_cb (GtkCheckButton *button, Question *self)
{
  guint32 place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));

  if (gtk_check_button_get_active (button))
    self->places |= place;
  else
    self->places &= ~place;
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static GtkWidget *
new_area_choice (Question *self, guint index)
{
  const char *name = index < FASCIA_N_AREAS ? fascia_wording_area ((FasciaArea) index) : _("The spine, or somewhere else");
  guint32 place = index < FASCIA_N_AREAS ? FASCIA_AREA_BIT (index) : FASCIA_AREA_BIT_ELSEWHERE;
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), new_label (name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), (self->places & place) != 0);
  g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (place));
  g_signal_connect (button, "toggled", G_CALLBACK (place_toggled_cb), self);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);

  return child;
}

/* Twenty buttons each, so only for those that are true. */
static void
fill_areas (Question *self)
{
  GtkWidget *box;
  GtkWidget *flow;

  if (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self->areas)) != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  for (guint i = 0; i < N_PLACES; i++)
    gtk_flow_box_append (GTK_FLOW_BOX (flow), new_area_choice (self, i));
  gtk_widget_add_css_class (box, "text-row");
  gtk_box_append (GTK_BOX (box), new_label (_("Where? Without a choice, everywhere counts.")));
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "caption-heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, fascia_wording_condition (self->condition), -1);
  gtk_box_append (GTK_BOX (box), flow);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->areas), box);
}

static void
update_question (Question *self)
{
  gboolean yes = gtk_check_button_get_active (self->yes);

  if (self->areas != NULL)
    {
      if (yes)
        fill_areas (self);
      gtk_widget_set_visible (self->areas, yes);
    }
  if (self->inflamed_row != NULL)
    gtk_widget_set_visible (self->inflamed_row, yes);
  if (self->cleared_row != NULL)
    gtk_widget_set_visible (self->cleared_row, yes);
  adw_action_row_set_subtitle (self->row, yes ? fascia_wording_advice (fascia_condition_get_advice (self->condition)) : "");
}

static void
yes_toggled_cb (Question *self)
{
  update_question (self);
  update_done (self->page);
}

static GtkWidget *
new_check_row (const char *title, gboolean inner, GtkCheckButton **check)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (inner)
    gtk_widget_add_css_class (row, "inner");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  *check = GTK_CHECK_BUTTON (button);

  return row;
}

static void
add_question (FasciaHealthPage *self, FasciaCondition condition)
{
  Question *question = &self->questions[condition];
  FasciaHealthAnswer *answer = &self->health.answers[condition];
  AdwPreferencesGroup *group = fascia_condition_is_ask_first (condition) ? self->asks : self->blocks;

  question->page = self;
  question->condition = condition;
  question->places = answer->areas;
  question->row = ADW_ACTION_ROW (new_check_row (fascia_wording_condition (condition), FALSE, &question->yes));
  gtk_check_button_set_active (question->yes, answer->answered_us != 0);
  adw_preferences_group_add (group, GTK_WIDGET (question->row));
  if (fascia_condition_asks_areas (condition))
    {
      /* Only such a row gets into the list of the group. */
      question->areas = adw_preferences_row_new ();
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (question->areas), FALSE);
      gtk_widget_set_focusable (question->areas, FALSE);
      adw_preferences_group_add (group, question->areas);
    }
  if (fascia_condition_asks_inflamed (condition))
    {
      question->inflamed_row = new_check_row (_("It is inflamed now"), TRUE, &question->inflamed);
      gtk_check_button_set_active (question->inflamed, answer->inflamed);
      adw_preferences_group_add (group, question->inflamed_row);
    }
  if (fascia_condition_is_ask_first (condition))
    {
      const char *title = condition == FASCIA_CONDITION_CHILD ? _("An adult is with me") : _("A professional has said yes");

      question->cleared_row = new_check_row (title, TRUE, &question->cleared);
      gtk_check_button_set_active (question->cleared, answer->cleared_us != 0);
      adw_preferences_group_add (group, question->cleared_row);
    }
  update_question (question);
  g_signal_connect_swapped (question->yes, "toggled", G_CALLBACK (yes_toggled_cb), question);
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPage *self = FASCIA_HEALTH_PAGE (widget);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    take_answer (&self->questions[i]);
  self->health.asked_us = now_us (self);
  if (diary != NULL && !fascia_diary_set_health (diary, &self->health, &error))
    {
      fascia_toast (widget, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, TRUE);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaHealthPage *self = FASCIA_HEALTH_PAGE (widget);
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  g_autoptr (GError) error = NULL;

  if (diary != NULL && !fascia_diary_skip_health_check (diary, &error))
    fascia_toast (widget, error->message);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, FALSE);
}

static void
fascia_health_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_HEALTH_PAGE);
  g_clear_object (&FASCIA_HEALTH_PAGE (object)->context);

  G_OBJECT_CLASS (fascia_health_page_parent_class)->dispose (object);
}

static void
fascia_health_page_class_init (FasciaHealthPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_health_page_dispose;

  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "health.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "health.skip", NULL, skip_action);

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/health/health-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, why);
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, blocks);
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, asks);
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, skip);
  gtk_widget_class_bind_template_child (widget_class, FasciaHealthPage, done);
}

static void
fascia_health_page_init (FasciaHealthPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_health_page_new (FasciaContext *context, FasciaHealthDue why, gboolean can_skip)
{
  FasciaHealthPage *self;
  g_autoptr (GTimeZone) zone = NULL;
  FasciaDiary *diary;
  FasciaHealth known = { 0 };

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_HEALTH_PAGE, NULL);
  self->context = g_object_ref (context);
  zone = fascia_clock_zone (fascia_context_get_clock (context));
  diary = fascia_context_get_diary (context, NULL);
  if (diary != NULL)
    fascia_diary_get_health (diary, &known, NULL);
  self->health = fascia_health_ask_again (&known, now_us (self), zone);

  gtk_label_set_label (self->why, why == FASCIA_HEALTH_NOT_DUE ? "" : fascia_wording_health_due (why));
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != FASCIA_HEALTH_NOT_DUE && !can_skip);
  gtk_widget_set_visible (self->skip, can_skip);
  for (guint i = 0; i < FASCIA_N_CONDITIONS; i++)
    add_question (self, (FasciaCondition) i);
  update_done (self);

  return GTK_WIDGET (self);
}

const FasciaHealth *
fascia_health_page_get_health (FasciaHealthPage *self)
{
  g_return_val_if_fail (FASCIA_IS_HEALTH_PAGE (self), NULL);

  return &self->health;
}
