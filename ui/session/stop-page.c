/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/stop-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "widgets/template.h"

struct _FasciaStopPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *keep_going;
  GtkScrolledWindow *signs_scroller;
  GtkBox *signs;
  GtkWidget *signs_back;
  GtkWidget *outcome;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *advice;
  GtkLabel *contact;
  GtkWidget *go_on;
  GtkWidget *finish;
  GtkWidget *read;
};

G_DEFINE_FINAL_TYPE (FasciaStopPage, fascia_stop_page, GTK_TYPE_WIDGET)

/* What one may feel, from what cannot wait to what only ends the technique. */
static const struct {
  FasciaStopReason reason;
  const char *title;
  const char *signs[6];
} levels[] = {
  { FASCIA_REASON_EMERGENCY,
    N_("Needs Help at Once"),
    { N_("Chest pain, or trouble breathing"),
      N_("Sudden droop of the face, trouble with speech or sight, or a weak arm"),
      N_("Sudden severe headache or neck pain"),
      N_("Dark urine together with severe muscle pain") } },
  { FASCIA_REASON_DOCTOR,
    N_("Needs a Doctor Today"),
    { N_("One calf or leg that is newly swollen, warm, red or painful"),
      N_("Pain after a fall"),
      N_("Numbness in the seat area, or no control of bladder or bowel") } },
  { FASCIA_REASON_NERVE,
    N_("Ends the Session"),
    { N_("Tingling or numbness"),
      N_("Weakness"),
      N_("Pain that shoots into an arm or leg") } },
  { FASCIA_REASON_DIZZY,
    NULL,
    { N_("Dizziness, nausea or headache"),
      N_("A racing or stumbling heart") } },
  { FASCIA_REASON_PAIN,
    N_("Ends This Technique"),
    { N_("Sharp, stabbing or burning pain"),
      N_("Pain that grows"),
      N_("A bruise") } },
  { FASCIA_REASON_OTHER,
    NULL,
    { N_("Something else: end the session") } },
};

static GtkWidget *
new_sign_row (FasciaStopReason reason, const char *sign)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean technique_only = reason == FASCIA_REASON_PAIN;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sign);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           "icon-name", "go-next-symbolic",
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), technique_only ? "session.give-up" : "session.stop");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", fascia_stop_reason_to_string (reason));

  return row;
}

static void
add_signs (FasciaStopPage *self)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      /* Without a title of its own a level goes on with the one before. */
      if (levels[i].title != NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(levels[i].title));
          gtk_widget_add_css_class (group, fascia_stop_reason_to_string (levels[i].reason));
          gtk_box_append (self->signs, group);
        }
      for (guint j = 0; j < G_N_ELEMENTS (levels[i].signs) && levels[i].signs[j] != NULL; j++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_sign_row (levels[i].reason, _(levels[i].signs[j])));
    }
}

static void
fascia_stop_page_dispose (GObject *object)
{
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_STOP_PAGE);

  G_OBJECT_CLASS (fascia_stop_page_parent_class)->dispose (object);
}

static void
fascia_stop_page_class_init (FasciaStopPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_stop_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/stop-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, keep_going);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, signs_scroller);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, signs);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, signs_back);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, icon);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, advice);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, contact);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, go_on);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, finish);
  gtk_widget_class_bind_template_child (widget_class, FasciaStopPage, read);
}

static void
fascia_stop_page_init (FasciaStopPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
  add_signs (self);
}

void
fascia_stop_page_ask (FasciaStopPage *self)
{
  g_return_if_fail (FASCIA_IS_STOP_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, "why");
}

void
fascia_stop_page_show_signs (FasciaStopPage *self)
{
  g_return_if_fail (FASCIA_IS_STOP_PAGE (self));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->signs_scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, "signs");
}

gboolean
fascia_stop_page_asks (FasciaStopPage *self)
{
  g_return_val_if_fail (FASCIA_IS_STOP_PAGE (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "outcome") != 0;
}

gboolean
fascia_stop_page_has_advice (FasciaStopReason reason)
{
  switch (reason)
    {
    case FASCIA_REASON_NERVE:
    case FASCIA_REASON_DIZZY:
    case FASCIA_REASON_DOCTOR:
    case FASCIA_REASON_EMERGENCY:
      return TRUE;
    case FASCIA_REASON_NONE:
    case FASCIA_REASON_TIRED:
    case FASCIA_REASON_TOO_MUCH:
    case FASCIA_REASON_PAIN:
    case FASCIA_REASON_OTHER:
    default:
      return FALSE;
    }
}

static void
show_outcome (FasciaStopPage *self, FasciaStopReason reason, const char *title, const char *advice, const char *contact)
{
  static const char *const styles[] = { "emergency", "doctor", NULL };
  g_autofree char *spoken = NULL;

  for (guint i = 0; styles[i] != NULL; i++)
    gtk_widget_remove_css_class (self->outcome, styles[i]);
  if (reason == FASCIA_REASON_EMERGENCY || reason == FASCIA_REASON_DOCTOR)
    gtk_widget_add_css_class (self->outcome, fascia_stop_reason_to_string (reason));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->advice, advice);
  gtk_label_set_label (self->contact, contact);
  gtk_stack_set_visible_child_name (self->stack, "outcome");

  spoken = g_strdup_printf ("%s. %s %s", title, advice, contact);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->outcome), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  fascia_compat_announce (GTK_WIDGET (self), spoken);
}

void
fascia_stop_page_show_advice (FasciaStopPage *self, FasciaStopReason reason)
{
  g_return_if_fail (FASCIA_IS_STOP_PAGE (self));
  g_return_if_fail (fascia_stop_page_has_advice (reason));

  gtk_widget_set_visible (self->go_on, FALSE);
  gtk_widget_set_visible (self->finish, FALSE);
  gtk_widget_set_visible (self->read, TRUE);
  if (reason == FASCIA_REASON_EMERGENCY)
    show_outcome (self, reason,
                  /* Translators: with the number itself where your language has one country. */
                  _("Call Your Local Emergency Number Now"),
                  _("Stay where you are, and say what you feel and where you are. If somebody is near, ask for help."),
                  _("In all of Europe the number is 112."));
  else if (reason == FASCIA_REASON_DOCTOR)
    show_outcome (self, reason, _("See a Doctor Today"),
                  /* Translators: who to call in your country by day and at night; no regional numbers. */
                  _("Call your own doctor at once, and the out-of-hours medical helpline when the surgery is closed."),
                  _("Do not wait overnight with numbness in the seat area, trouble with bladder or bowel, or a leg that is swollen, warm or red."));
  else if (reason == FASCIA_REASON_NERVE)
    show_outcome (self, reason, _("The Session Is Over"),
                  _("Stop now. Note what you felt. Let it settle, and do not roll there again while you feel it."),
                  _("If it does not pass, or comes back, ask your own doctor. Not sure? Ask a physiotherapist before you go on."));
  else
    show_outcome (self, reason, _("The Session Is Over"),
                  _("Sit or lie down until it passes, and breathe calmly. Note what you felt."),
                  _("If it does not pass, call your own doctor, or the out-of-hours medical helpline when the surgery is closed."));
}

void
fascia_stop_page_show_rest (FasciaStopPage *self, FasciaStopReason reason, const char *area, const char *until)
{
  g_autofree char *advice = NULL;

  g_return_if_fail (FASCIA_IS_STOP_PAGE (self));

  gtk_widget_set_visible (self->go_on, TRUE);
  gtk_widget_set_visible (self->finish, TRUE);
  gtk_widget_set_visible (self->read, FALSE);
  if (area == NULL)
    advice = g_strdup (_("This technique is skipped."));
  else
    /* Translators: an area of the body, a weekday and a time: “This area rests for 48 hours, until Sun 17:30: Calf.” */
    advice = g_strdup_printf (_("This area rests for 48 hours, until %2$s: %1$s."), area, until);
  show_outcome (self, reason, _("Technique Skipped"), advice,
                reason == FASCIA_REASON_PAIN
                  ? _("Mild tenderness for a day or two is expected. If it is not better after 72 hours, or there is swelling, redness, heat, discolouration or loss of function, see a doctor or physiotherapist.")
                  : _("Pressure of 3 to 5 out of 10 is enough: light rolling works as well as hard rolling."));
}

void
fascia_stop_page_focus (FasciaStopPage *self)
{
  const char *shown;

  g_return_if_fail (FASCIA_IS_STOP_PAGE (self));

  shown = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (shown, "why") == 0)
    gtk_widget_grab_focus (self->keep_going);
  else if (g_strcmp0 (shown, "signs") == 0)
    gtk_widget_grab_focus (self->signs_back);
  else
    gtk_widget_grab_focus (gtk_widget_get_visible (self->read) ? self->read : self->go_on);
}
