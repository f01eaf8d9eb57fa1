/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "welcome/welcome-page.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "health/health-page.h"
#include "widgets/template.h"
#include "widgets/time-row.h"
#include "widgets/toast.h"

#define N_STEPS 3
#define USUAL_MINUTE (18 * 60)

struct _FasciaWelcomePage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back;
  GtkStack *steps;
  AdwPreferencesGroup *tools;
  GtkWidget *first;
  GtkWidget *second;
  GtkSpinButton *goal;
  GtkSwitch *remind;
  FasciaTimeRow *time;

  FasciaContext *context;
  FasciaErrands *errands;
  GtkCheckButton *owned[FASCIA_N_TOOLS];
  guint step;
  char *rule; /* (nullable): added in this first start */
};

G_DEFINE_FINAL_TYPE (FasciaWelcomePage, fascia_welcome_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const step_names[N_STEPS] = { "tools", "goal", "health" };

static void
health_finished_cb (FasciaWelcomePage *self, gboolean answered)
{
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

static void
show_step (FasciaWelcomePage *self, guint step)
{
  g_autofree char *subtitle = NULL;

  /* The long list is made when it is reached: the window shows sooner. */
  if (step == 2 && gtk_stack_get_child_by_name (self->steps, "health") == NULL)
    {
      GtkWidget *page = fascia_health_page_new (self->context, FASCIA_HEALTH_NEVER_ASKED, TRUE);

      g_signal_connect_object (page, "finished", G_CALLBACK (health_finished_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->steps, page, "health");
    }
  self->step = step;
  gtk_stack_set_visible_child_name (self->steps, step_names[step]);
  gtk_widget_set_visible (self->back, step > 0);
  /* Translators: which step of how many, such as “Step 1 of 3”. */
  subtitle = g_strdup_printf (_("Step %u of %u"), step + 1, N_STEPS);
  adw_window_title_set_subtitle (self->title, subtitle);
  if (step == 0)
    gtk_widget_grab_focus (self->first);
  else if (step == 1)
    gtk_widget_grab_focus (self->second);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->steps), GTK_DIR_TAB_FORWARD);
}

static gboolean
save_tools (FasciaWelcomePage *self, FasciaDiary *diary, GError **error)
{
  guint tools = 0;

  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    if (gtk_check_button_get_active (self->owned[i]))
      tools |= FASCIA_TOOL_BIT (i);

  return fascia_diary_set_owned_tools (diary, tools, error);
}

static void
told_cb (GObject *owner, gpointer result)
{
  const char *problem = result;

  if (problem != NULL && gtk_widget_get_root (GTK_WIDGET (owner)) != NULL)
    fascia_toast (gtk_widget_get_first_child (GTK_WIDGET (FASCIA_WELCOME_PAGE (owner)->steps)), problem);
}

static gboolean
save_goal (FasciaWelcomePage *self, FasciaDiary *diary, GError **error)
{
  g_autoptr (FasciaRule) rule = NULL;

  if (!fascia_diary_set_goal (diary, (guint) gtk_spin_button_get_value_as_int (self->goal), error))
    return FALSE;
  /* Whoever went back and changed it means one reminder, not two. */
  if (self->rule != NULL && !fascia_diary_remove_rule (diary, self->rule, error))
    return FALSE;
  g_clear_pointer (&self->rule, g_free);
  if (!gtk_switch_get_active (self->remind))
    return TRUE;

  rule = fascia_rule_new ();
  g_clear_pointer (&rule->uuid, g_free);
  rule->kind = FASCIA_RULE_WHEN_NEEDED;
  rule->slack = 1;
  rule->minute_of_day = fascia_time_row_get_minute_of_day (self->time);
  rule->enabled = TRUE;
  if (!fascia_diary_add_rule (diary, rule, error))
    return FALSE;
  self->rule = g_strdup (rule->uuid);
  fascia_errands_apply (self->errands, told_cb, G_OBJECT (self));

  return TRUE;
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWelcomePage *self = FASCIA_WELCOME_PAGE (widget);
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary = fascia_context_get_diary (self->context, &error);
  gboolean saved = diary != NULL && (self->step == 0 ? save_tools (self, diary, &error) : save_goal (self, diary, &error));

  if (saved)
    show_step (self, self->step + 1);
  else
    fascia_toast (gtk_widget_get_first_child (GTK_WIDGET (self->steps)), error->message);
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWelcomePage *self = FASCIA_WELCOME_PAGE (widget);

  show_step (self, self->step + 1);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaWelcomePage *self = FASCIA_WELCOME_PAGE (widget);

  if (self->step > 0)
    show_step (self, self->step - 1);
}

static void
fill_tools (FasciaWelcomePage *self)
{
  FasciaDiary *diary = fascia_context_get_diary (self->context, NULL);
  guint tools = FASCIA_ALL_TOOL_BITS;

  if (diary != NULL)
    fascia_diary_get_owned_tools (diary, &tools, NULL);
  for (guint i = 0; i < FASCIA_N_TOOLS; i++)
    {
      const char *name = fascia_wording_tool ((FasciaTool) i);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (tools & FASCIA_TOOL_BIT (i)) != 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_preferences_group_add (self->tools, row);
      self->owned[i] = GTK_CHECK_BUTTON (check);
    }
}

static void
fascia_welcome_page_dispose (GObject *object)
{
  FasciaWelcomePage *self = FASCIA_WELCOME_PAGE (object);

  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_WELCOME_PAGE);
  g_clear_object (&self->errands);
  g_clear_object (&self->context);
  g_clear_pointer (&self->rule, g_free);

  G_OBJECT_CLASS (fascia_welcome_page_parent_class)->dispose (object);
}

static void
fascia_welcome_page_class_init (FasciaWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_welcome_page_dispose;

  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "welcome.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "welcome.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "welcome.back", NULL, back_action);

  g_type_ensure (FASCIA_TYPE_TIME_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/welcome/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, back);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, steps);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, tools);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, first);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, second);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, goal);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, remind);
  gtk_widget_class_bind_template_child (widget_class, FasciaWelcomePage, time);
}

static void
fascia_welcome_page_init (FasciaWelcomePage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_welcome_page_new (FasciaContext *context, FasciaErrands *errands)
{
  FasciaWelcomePage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_ERRANDS (errands), NULL);

  self = g_object_new (FASCIA_TYPE_WELCOME_PAGE, NULL);
  self->context = g_object_ref (context);
  self->errands = g_object_ref (errands);
  fascia_time_row_set_minute_of_day (self->time, USUAL_MINUTE);
  fill_tools (self);
  show_step (self, 0);

  return GTK_WIDGET (self);
}
