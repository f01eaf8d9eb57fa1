/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences/session-preferences.h"

#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "widgets/notice.h"
#include "widgets/template.h"

struct _FasciaSessionPreferences
{
  GtkWidget parent_instance;

  FasciaNotice *notice;
  GtkSpinButton *count_in;
  GtkSpinButton *resume_count_in;
  GtkSpinButton *switch_time;
  AdwComboRow *first_side;
  GtkSwitch *wait_after_prepare;
  GtkSwitch *wait_after_technique;
  GtkSwitch *sounds;
  GtkScale *volume;
  AdwExpanderRow *kinds;
  GtkSwitch *voice;
  GtkWidget *next_row;
  GtkSwitch *announce_next;
  GtkSwitch *pacer;
  GtkSpinButton *stroke;
  GtkSwitch *tick;
  GtkSwitch *keep_awake;

  FasciaDiary *diary;
  FasciaSettings *settings;
  FasciaAnnouncer *announcer;
  gboolean updating; /* the widgets follow the diary, not the user */
};

G_DEFINE_FINAL_TYPE (FasciaSessionPreferences, fascia_session_preferences, GTK_TYPE_WIDGET)

/* One switch may stand for several cues; the first is the one to try. */
static const struct {
  const char *setting;
  FasciaCueKind cue;
  const char *title;
} kinds[] = {
  { "sound-count-in", FASCIA_CUE_COUNT_IN, N_("Count-In") },
  { "sound-prepare", FASCIA_CUE_PREPARE, N_("Get Ready") },
  { "sound-roll", FASCIA_CUE_ROLL, N_("Roll") },
  { "sound-hold", FASCIA_CUE_HOLD, N_("Hold") },
  { "sound-switch", FASCIA_CUE_SWITCH, N_("Change Side") },
  { "sound-rest", FASCIA_CUE_REST, N_("Rest") },
  { "sound-last-seconds", FASCIA_CUE_LAST_SECONDS, N_("Last 3 Seconds") },
  { "sound-halfway", FASCIA_CUE_HALFWAY, N_("Halfway") },
  { "sound-pause", FASCIA_CUE_PAUSED, N_("Pause and Waiting") },
  { "sound-ease", FASCIA_CUE_EASE, N_("Ease Off") },
  { "sound-end", FASCIA_CUE_END, N_("End") },
};

static void
report (FasciaSessionPreferences *self, const GError *error)
{
  fascia_notice_set_text (self->notice, error->message);
  fascia_notice_set_revealed (self->notice, TRUE);
}

static void
update (FasciaSessionPreferences *self)
{
  g_autoptr (GError) error = NULL;
  FasciaPreferences preferences;

  if (!fascia_diary_get_preferences (self->diary, &preferences, &error))
    {
      report (self, error);
      return;
    }
  self->updating = TRUE;
  gtk_spin_button_set_value (self->count_in, preferences.count_in_s);
  gtk_spin_button_set_value (self->resume_count_in, preferences.resume_count_in_s);
  gtk_spin_button_set_value (self->switch_time, preferences.switch_s);
  adw_combo_row_set_selected (self->first_side, preferences.first_side_mode);
  gtk_switch_set_active (self->wait_after_prepare, preferences.wait_after_prepare);
  gtk_switch_set_active (self->wait_after_technique, preferences.wait_after_technique);
  self->updating = FALSE;
  fascia_notice_set_revealed (self->notice, FALSE);
}

/* What is not in this window stays as it is: another one may have changed it. */
static void
changed_cb (FasciaSessionPreferences *self)
{
  g_autoptr (GError) error = NULL;
  FasciaPreferences preferences;

  if (self->updating || self->diary == NULL)
    return;
  if (!fascia_diary_get_preferences (self->diary, &preferences, &error))
    {
      report (self, error);
      return;
    }
  preferences.count_in_s = (guint) gtk_spin_button_get_value_as_int (self->count_in);
  preferences.resume_count_in_s = (guint) gtk_spin_button_get_value_as_int (self->resume_count_in);
  preferences.switch_s = (guint) gtk_spin_button_get_value_as_int (self->switch_time);
  preferences.first_side_mode = (FasciaFirstSideMode) adw_combo_row_get_selected (self->first_side);
  preferences.wait_after_prepare = gtk_switch_get_active (self->wait_after_prepare);
  preferences.wait_after_technique = gtk_switch_get_active (self->wait_after_technique);
  if (!fascia_diary_set_preferences (self->diary, &preferences, &error))
    report (self, error);
}

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_announcer_preview_sound (FASCIA_SESSION_PREFERENCES (widget)->announcer,
                                  (FasciaCueKind) g_variant_get_int32 (parameter));
}

static void
preview_voice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_announcer_preview_voice (FASCIA_SESSION_PREFERENCES (widget)->announcer);
}

static void
problem_cb (FasciaSessionPreferences *self)
{
  const char *problem = fascia_announcer_get_problem (self->announcer);

  fascia_notice_set_text (self->notice, problem);
  fascia_notice_set_revealed (self->notice, problem != NULL);
}

static void
add_kinds (FasciaSessionPreferences *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *title = _(kinds[i].title);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *on = gtk_switch_new ();
      GtkWidget *play = gtk_button_new ();
      /* Translators: a button that plays one sound, such as “Play “Roll””. */
      g_autofree char *name = g_strdup_printf (_("Play “%s”"), title);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      gtk_widget_set_valign (play, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (play, "flat");
      fascia_set_button_icon (GTK_BUTTON (play), "fascia-play-symbolic", name);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (play), "preferences.preview");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (play), "i", (gint32) kinds[i].cue);
      gtk_widget_set_valign (on, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), play);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), on);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), on);
      gtk_accessible_update_property (GTK_ACCESSIBLE (on), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      g_object_bind_property (self->settings, kinds[i].setting, on, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      adw_expander_row_add_row (self->kinds, row);
    }
}

static void
bind (FasciaSessionPreferences *self, const char *setting, gpointer widget, const char *property)
{
  g_object_bind_property (self->settings, setting, widget, property, G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
fascia_session_preferences_dispose (GObject *object)
{
  FasciaSessionPreferences *self = FASCIA_SESSION_PREFERENCES (object);

  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_SESSION_PREFERENCES);
  g_clear_object (&self->diary);
  g_clear_object (&self->settings);
  g_clear_object (&self->announcer);

  G_OBJECT_CLASS (fascia_session_preferences_parent_class)->dispose (object);
}

static void
fascia_session_preferences_class_init (FasciaSessionPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_session_preferences_dispose;

  gtk_widget_class_install_action (widget_class, "preferences.preview", "i", preview_action);
  gtk_widget_class_install_action (widget_class, "preferences.preview-voice", NULL, preview_voice_action);

  g_type_ensure (FASCIA_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/preferences/session-preferences.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, FasciaSessionPreferences, name)
  CHILD (notice);
  CHILD (count_in);
  CHILD (resume_count_in);
  CHILD (switch_time);
  CHILD (first_side);
  CHILD (wait_after_prepare);
  CHILD (wait_after_technique);
  CHILD (sounds);
  CHILD (volume);
  CHILD (kinds);
  CHILD (voice);
  CHILD (next_row);
  CHILD (announce_next);
  CHILD (pacer);
  CHILD (stroke);
  CHILD (tick);
  CHILD (keep_awake);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
fascia_session_preferences_init (FasciaSessionPreferences *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_session_preferences_new (FasciaDiary *diary, FasciaSettings *settings, FasciaAnnouncer *announcer)
{
  FasciaSessionPreferences *self;

  g_return_val_if_fail (FASCIA_IS_DIARY (diary), NULL);
  g_return_val_if_fail (FASCIA_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (FASCIA_IS_ANNOUNCER (announcer), NULL);

  self = g_object_new (FASCIA_TYPE_SESSION_PREFERENCES, NULL);
  self->settings = g_object_ref (settings);
  self->announcer = g_object_ref (announcer);
  bind (self, "sounds", self->sounds, "active");
  bind (self, "volume", gtk_range_get_adjustment (GTK_RANGE (self->volume)), "value");
  bind (self, "voice", self->voice, "active");
  bind (self, "announce-next", self->announce_next, "active");
  bind (self, "pacer", self->pacer, "active");
  bind (self, "stroke-seconds", self->stroke, "value");
  bind (self, "stroke-tick", self->tick, "active");
  bind (self, "keep-awake", self->keep_awake, "active");
  g_object_bind_property (settings, "sounds", self->kinds, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (settings, "voice", self->next_row, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (announcer, "notify::problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  add_kinds (self);

  self->updating = TRUE;
  self->diary = g_object_ref (diary);
  g_signal_connect_object (diary, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
