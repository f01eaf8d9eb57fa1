/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorder-notifier.h"

struct _RecorderNotifier {
  GObject parent_instance;

  gboolean broken;
  gboolean on_screen;
  guint n_shown;
  char *title;
  char *body;
  char *buttons;
};

static gboolean
recorder_notifier_show (FasciaNotifier *notifier,
                        const char *title,
                        const char *body,
                        const FasciaNotifierButton *buttons,
                        guint n_buttons,
                        GError **error)
{
  RecorderNotifier *self = RECORDER_NOTIFIER (notifier);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->broken)
    {
      g_set_error_literal (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, "There is no notification service.");
      return FALSE;
    }

  for (guint i = 0; i < n_buttons; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", buttons[i].id, buttons[i].label);

  g_free (self->title);
  self->title = g_strdup (title);
  g_free (self->body);
  self->body = g_strdup (body);
  g_free (self->buttons);
  self->buttons = g_strdup (text->str);
  self->n_shown++;
  self->on_screen = TRUE;

  return TRUE;
}

static void
recorder_notifier_withdraw (FasciaNotifier *notifier)
{
  RECORDER_NOTIFIER (notifier)->on_screen = FALSE;
}

static void
recorder_notifier_iface_init (FasciaNotifierInterface *iface)
{
  iface->show = recorder_notifier_show;
  iface->withdraw = recorder_notifier_withdraw;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RecorderNotifier,
                               recorder_notifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FASCIA_TYPE_NOTIFIER, recorder_notifier_iface_init))

static void
recorder_notifier_finalize (GObject *object)
{
  RecorderNotifier *self = RECORDER_NOTIFIER (object);

  g_free (self->title);
  g_free (self->body);
  g_free (self->buttons);

  G_OBJECT_CLASS (recorder_notifier_parent_class)->finalize (object);
}

static void
recorder_notifier_class_init (RecorderNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recorder_notifier_finalize;
}

static void
recorder_notifier_init (RecorderNotifier *self)
{
}

RecorderNotifier *
recorder_notifier_new (void)
{
  return g_object_new (RECORDER_TYPE_NOTIFIER, NULL);
}

void
recorder_notifier_set_broken (RecorderNotifier *self, gboolean broken)
{
  self->broken = broken;
}

guint
recorder_notifier_get_n_shown (RecorderNotifier *self)
{
  return self->n_shown;
}

gboolean
recorder_notifier_is_on_screen (RecorderNotifier *self)
{
  return self->on_screen;
}

const char *
recorder_notifier_get_title (RecorderNotifier *self)
{
  return self->title;
}

const char *
recorder_notifier_get_body (RecorderNotifier *self)
{
  return self->body;
}

const char *
recorder_notifier_get_buttons (RecorderNotifier *self)
{
  return self->buttons;
}

void
recorder_notifier_press (RecorderNotifier *self, const char *action, const char *activation_token)
{
  g_assert_true (self->on_screen);

  self->on_screen = FALSE;
  g_signal_emit_by_name (self, "action", action, activation_token);
}

void
recorder_notifier_close (RecorderNotifier *self)
{
  g_assert_true (self->on_screen);

  self->on_screen = FALSE;
  g_signal_emit_by_name (self, "closed", TRUE);
}
