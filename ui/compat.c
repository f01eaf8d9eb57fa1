/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compat.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"

typedef struct {
  FasciaAnswerFunc func;
  GObject *owner; /* weak */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_clear_weak_pointer (&self->owner);
  g_free (self);
}

static void
answered_cb (GObject *dialog, const char *answer, gpointer data)
{
  Question *self = data;

  if (self->owner != NULL)
    {
      g_autoptr (GObject) owner = g_object_ref (self->owner);

      self->func (owner, answer);
    }
}

void
fascia_compat_ask (GtkWidget *near,
                   const char *heading,
                   const char *body,
                   const FasciaAnswer *answers,
                   guint n_answers,
                   const char *default_answer,
                   const char *close_answer,
                   FasciaAnswerFunc func,
                   GObject *owner)
{
  Question *question = g_new0 (Question, 1);

  question->func = func;
  g_set_weak_pointer (&question->owner, owner);

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  for (guint i = 0; i < n_answers; i++)
    {
      adw_alert_dialog_add_response (alert, answers[i].id, answers[i].label);
      if (answers[i].look == FASCIA_ANSWER_SUGGESTED)
        adw_alert_dialog_set_response_appearance (alert, answers[i].id, ADW_RESPONSE_SUGGESTED);
      else if (answers[i].look == FASCIA_ANSWER_DESTRUCTIVE)
        adw_alert_dialog_set_response_appearance (alert, answers[i].id, ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_alert_dialog_set_default_response (alert, default_answer);
  adw_alert_dialog_set_close_response (alert, close_answer);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, near);
#else
  GtkRoot *root = gtk_widget_get_root (near);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  for (guint i = 0; i < n_answers; i++)
    {
      adw_message_dialog_add_response (message, answers[i].id, answers[i].label);
      if (answers[i].look == FASCIA_ANSWER_SUGGESTED)
        adw_message_dialog_set_response_appearance (message, answers[i].id, ADW_RESPONSE_SUGGESTED);
      else if (answers[i].look == FASCIA_ANSWER_DESTRUCTIVE)
        adw_message_dialog_set_response_appearance (message, answers[i].id, ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_default_response (message, default_answer);
  adw_message_dialog_set_close_response (message, close_answer);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

void
fascia_compat_show_about (GtkWindow *parent)
{
  const char *const developers[] = { "The Fascia developers", NULL };
  /* Translators: one name per line. */
  const char *translators = _("translator-credits");
  const char *comments = _("Guided foam rolling at home: timers, a log and reminders.\n\n"
                           "General information for healthy adults. This is not treatment and does not replace a physiotherapist or doctor.");

  if (g_str_equal (translators, "translator-credits"))
    translators = "";

#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *about = adw_about_dialog_new ();
#else
  GtkWidget *about = adw_about_window_new ();
#endif
  g_object_set (about,
                "application-name", "Fascia",
                "application-icon", FASCIA_APPLICATION_ID,
                "version", FASCIA_VERSION,
                "developer-name", developers[0],
                "developers", developers,
                "translator-credits", translators,
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", comments,
                NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (about, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

void
fascia_compat_announce (GtkWidget *widget, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  /* GTK's own context for tests cannot announce, and crashes (4.18). */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

void
fascia_compat_calendar_select (GtkCalendar *calendar, guint year, guint month, guint day_of_month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc ((int) year, (int) month, (int) day_of_month, 0, 0, 0);

#if GTK_CHECK_VERSION(4, 20, 0)
  gtk_calendar_set_date (calendar, date);
#else
  gtk_calendar_select_day (calendar, date);
#endif
}

void
fascia_compat_get_color (GtkWidget *widget, GdkRGBA *color)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}
