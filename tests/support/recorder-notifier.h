/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/notifier.h"

G_BEGIN_DECLS

/* A notifier that only takes notes, and whose user is the test. */
#define RECORDER_TYPE_NOTIFIER (recorder_notifier_get_type ())
G_DECLARE_FINAL_TYPE (RecorderNotifier, recorder_notifier, RECORDER, NOTIFIER, GObject)

RecorderNotifier *recorder_notifier_new (void);
/* A broken one can show nothing. */
void recorder_notifier_set_broken (RecorderNotifier *self, gboolean broken);

guint recorder_notifier_get_n_shown (RecorderNotifier *self);
gboolean recorder_notifier_is_on_screen (RecorderNotifier *self);
/* Of the one shown last; buttons as "id=Label id=Label". */
const char *recorder_notifier_get_title (RecorderNotifier *self);
const char *recorder_notifier_get_body (RecorderNotifier *self);
const char *recorder_notifier_get_buttons (RecorderNotifier *self);

/* The user presses a button or closes it. */
void recorder_notifier_press (RecorderNotifier *self, const char *action, const char *activation_token);
void recorder_notifier_close (RecorderNotifier *self);

G_END_DECLS
