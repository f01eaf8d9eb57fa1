/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "compat.h"
#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/wording.h"
#include "session/compact-page.h"
#include "session/pacer.h"
#include "session/ready-page.h"
#include "session/ring.h"
#include "session/stop-page.h"
#include "session/summary-page.h"
#include "widgets/notice.h"
#include "widgets/phrases.h"
#include "widgets/steady-bar.h"
#include "widgets/steady-label.h"
#include "widgets/template.h"
#include "widgets/toast.h"

/* Below this the user is asked whether to keep a stopped session (spec L2). */
#define WORTH_KEEPING_S 10

/* Why a change had no effect is read once, not for the rest of the phase. */
#define HINT_S 8

#define COMPACT_WIDTH 360
#define COMPACT_HEIGHT 300

/* How the pause under way came about. */
typedef enum {
  BREAK_PLAIN,
  BREAK_SLEPT,
  BREAK_CUT_OFF,
} Break;

struct _FasciaSessionPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkWidget *leave;
  GtkButton *fullscreen;
  FasciaNotice *notice;
  GtkStack *stack;
  FasciaReadyPage *ready;
  GtkLabel *technique;
  GtkLabel *side;
  FasciaRing *ring;
  GtkWidget *phase_line;
  GtkImage *phase_icon;
  GtkLabel *phase;
  FasciaPacer *pacer;
  GtkWidget *break_box;
  GtkLabel *break_text;
  GtkWidget *break_go_on;
  GtkLabel *cue;
  GtkLabel *caution;
  GtkButton *why;
  FasciaSteadyBar *whole;
  GtkLabel *next;
  GtkLabel *hint;
  GtkButton *toggle;
  FasciaSteadyLabel *total_left;
  FasciaCompactPage *compact_page;
  FasciaStopPage *stop;
  FasciaSummaryPage *summary;

  FasciaContext *context;
  FasciaPlayer *player;
  FasciaSettings *settings;
  FasciaStopReason reason;
  gboolean resume_after_stop; /* it ran when the user asked to stop */
  gboolean stopping;          /* the stop page is shown, for a question or an advice */
  gboolean eased;             /* “too much” was said once in this phase */
  Break pause;                /* only while paused */
  guint pause_s;              /* how long the sleep or cut was */
  guint hint_id;
  gboolean hint_stays; /* it is not about the phase */
  gboolean compact;
  int wide_width; /* of the window before it became compact */
  int wide_height;
  gboolean fullscreen_for_help; /* it was not before */
  char *phase_style;          /* of the phase line */
};

G_DEFINE_FINAL_TYPE (FasciaSessionPage, fascia_session_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static int
get_state (FasciaSessionPage *self)
{
  int state;

  g_object_get (self->player, "state", &state, NULL);

  return state;
}

static gboolean
has_ended (FasciaSessionPage *self)
{
  int state = get_state (self);

  return state == FASCIA_SESSION_FINISHED || state == FASCIA_SESSION_STOPPED;
}

/* The first count-in leads to the start, a later one out of a pause. */
static gboolean
is_first_count_in (FasciaSessionPage *self)
{
  g_autoptr (FasciaLogEntry) entry = fascia_player_get_entry (self->player);

  return entry == NULL;
}

static const char *
find_cue (FasciaSessionPage *self, const FasciaTechnique *technique, FasciaPhaseKind kind)
{
  FasciaLanguage language = fascia_context_get_language (self->context);

  switch (kind)
    {
    case FASCIA_PHASE_ROLL:
      return fascia_text_get (&technique->cue_roll, language);
    case FASCIA_PHASE_HOLD:
      return fascia_text_get (&technique->cue_hold, language);
    case FASCIA_PHASE_REST:
      return _("Let go of the pressure and breathe calmly.");
    case FASCIA_PHASE_PREPARE:
    case FASCIA_PHASE_SWITCH:
    default:
      return fascia_text_get (&technique->cue_set_up, language);
    }
}

static void
set_phase_style (FasciaSessionPage *self, const char *style)
{
  if (g_strcmp0 (style, self->phase_style) == 0)
    return;
  if (self->phase_style != NULL)
    gtk_widget_remove_css_class (self->phase_line, self->phase_style);
  gtk_widget_add_css_class (self->phase_line, style);
  g_free (self->phase_style);
  self->phase_style = g_strdup (style);
}

static void
update_side (FasciaSessionPage *self, const FasciaPhase *phase, const FasciaRoutineItem *item)
{
  g_autofree char *text = NULL;

  if (item->sets > 1 && phase->set > 0)
    /* Translators: side and set, such as “Left side · set 1 of 2”. */
    text = g_strdup_printf (_("%1$s · set %2$u of %3$u"), fascia_wording_side (phase->side), phase->set, item->sets);
  else
    text = g_strdup (fascia_wording_side (phase->side));
  gtk_label_set_label (self->side, text);
}

/* Where a screen reader cannot be spoken to, it reads this when the focus comes here
 * or the name of the phase changes. */
static void
describe_phase (FasciaSessionPage *self, const char *word)
{
  g_autofree char *text = g_strdup_printf ("%s, %s, %s", word, gtk_label_get_label (self->side), gtk_label_get_label (self->technique));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->technique), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* What one may ask in a phase, and the section that answers it. */
static void
update_why (FasciaSessionPage *self, FasciaPhaseKind kind)
{
  const char *question;
  const char *section;

  switch (kind)
    {
    case FASCIA_PHASE_ROLL:
      question = _("_Why Roll?");
      section = "smr/how-it-works";
      break;
    case FASCIA_PHASE_HOLD:
      question = _("_Why Hold Here?");
      section = "smr/how-to";
      break;
    case FASCIA_PHASE_REST:
      question = _("_Why Rest?");
      section = "mfr/side-effects";
      break;
    case FASCIA_PHASE_PREPARE:
    case FASCIA_PHASE_SWITCH:
    default:
      question = _("Ho_w Is It Done?");
      section = "smr/how-to";
      break;
    }
  fascia_set_button_label (self->why, question);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why), "s", section);
}

/* A pause that the user did not make is explained, with what one can do about it. */
static void
update_break (FasciaSessionPage *self)
{
  gboolean shown = get_state (self) == FASCIA_SESSION_PAUSED && self->pause != BREAK_PLAIN;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->break_box, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->cue), !shown);
  gtk_widget_set_visible (GTK_WIDGET (self->caution), !shown);
  if (!shown)
    return;

  if (self->pause == BREAK_SLEPT)
    self->pause_s = MAX (self->pause_s, fascia_player_get_slept_s (self->player));
  time = fascia_wording_minutes ((int) self->pause_s);
  if (self->pause == BREAK_CUT_OFF)
    /* Translators: a time such as “12 minutes”. */
    text = g_strdup_printf (_("The session was cut off %s ago. Go on where you were?"), time);
  else if (self->pause_s < 60)
    text = g_strdup_printf (ngettext ("Paused: the computer slept for %u second", "Paused: the computer slept for %u seconds", self->pause_s), self->pause_s);
  else
    /* Translators: a time such as “12 minutes”. */
    text = g_strdup_printf (_("Paused: the computer slept for %s"), time);
  gtk_label_set_label (self->break_text, text);
}

static void
hide_hint (FasciaSessionPage *self)
{
  g_clear_handle_id (&self->hint_id, g_source_remove);
  self->hint_stays = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
}

/* What it spoke of is over. */
static void
drop_hint (FasciaSessionPage *self)
{
  if (!self->hint_stays)
    hide_hint (self);
}

static gboolean
hint_over_cb (gpointer data)
{
  FasciaSessionPage *self = data;

  self->hint_id = 0;
  hide_hint (self);

  return G_SOURCE_REMOVE;
}

/* Why a press did less than asked, calmly and in the page: no toasts that queue. */
static void
show_hint (FasciaSessionPage *self, const char *text)
{
  hide_hint (self);
  gtk_label_set_label (self->hint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
  self->hint_id = g_timeout_add_seconds (HINT_S, hint_over_cb, self);
  fascia_compat_announce (GTK_WIDGET (self), text);
}

/* What changes with the phase. */
static void
update_phase (FasciaSessionPage *self)
{
  FasciaPlan *plan = fascia_player_get_plan (self->player);
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  const FasciaTechnique *technique;
  g_autofree char *next = NULL;
  g_autofree char *count = NULL;
  int state = get_state (self);
  const char *word;
  const char *icon;
  const char *style;

  if (plan == NULL || phase == NULL)
    return;

  technique = fascia_catalog_find_technique (fascia_context_get_catalog (self->context), phase->technique);
  gtk_label_set_label (self->technique, fascia_context_get_technique_name (self->context, phase->technique));
  update_side (self, phase, g_ptr_array_index (plan->routine->items, phase->item));

  word = fascia_wording_phase (phase->kind);
  icon = fascia_icon_of_phase (phase->kind);
  style = fascia_style_of_phase (phase->kind);
  if (state == FASCIA_SESSION_PAUSED)
    {
      word = _("Paused");
      icon = "fascia-paused-symbolic";
      style = "paused";
    }
  else if (state == FASCIA_SESSION_WAITING)
    {
      word = _("Waiting for You");
      icon = "fascia-paused-symbolic";
      style = "paused";
    }
  else if (state == FASCIA_SESSION_COUNTING_IN)
    {
      word = is_first_count_in (self) ? _("Starting Soon") : _("Going On Soon");
      icon = "fascia-prepare-symbolic";
      style = "prepare";
    }
  gtk_label_set_label (self->phase, word);
  gtk_image_set_from_icon_name (self->phase_icon, icon);
  set_phase_style (self, style);

  fascia_compact_page_set_phase (self->compact_page, word, icon, style, gtk_label_get_label (self->side));
  describe_phase (self, word);

  if (state == FASCIA_SESSION_WAITING)
    gtk_label_set_label (self->cue, _("Press Space when you are ready."));
  else if (self->eased)
    gtk_label_set_label (self->cue, _("Put more weight on your hands or foot."));
  else if (technique != NULL)
    gtk_label_set_label (self->cue, find_cue (self, technique, phase->kind));
  if (technique != NULL)
    {
      gtk_label_set_label (self->caution, fascia_text_get (&technique->caution, fascia_context_get_language (self->context)));
    }

  update_why (self, phase->kind);
  next = fascia_phrase_next (self->context, phase, fascia_player_get_next_phase (self->player));
  gtk_label_set_label (self->next, next);
  /* Translators: which technique of how many, such as “3 of 7”. */
  count = g_strdup_printf (_("%u of %u"), phase->item + 1, plan->routine->items->len);
  adw_window_title_set_title (self->title, count);
  adw_window_title_set_subtitle (self->title, fascia_text_get (&plan->routine->name, fascia_context_get_language (self->context)));
}

/* What changes with the second. */
static void
update_time (FasciaSessionPage *self)
{
  g_autofree char *digits = NULL;
  g_autofree char *spoken = NULL;
  g_autofree char *total = NULL;
  g_autofree char *total_text = NULL;
  guint left_s;
  guint total_left_s;
  int state;

  if (fascia_player_get_phase (self->player) == NULL)
    return;

  g_object_get (self->player, "left-s", &left_s, "total-left-s", &total_left_s, "state", &state, NULL);
  /* A count-in counts single seconds, so it shows single digits. */
  digits = state == FASCIA_SESSION_COUNTING_IN ? g_strdup_printf ("%u", left_s) : fascia_wording_duration ((int) left_s);
  /* Translators: minutes and seconds that are left. */
  spoken = g_strdup_printf (_("%s left"), digits);
  fascia_ring_set (self->compact ? fascia_compact_page_get_ring (self->compact_page) : self->ring,
                   fascia_player_get_phase_fraction (self->player), digits, self->phase_style, spoken);

  total = fascia_wording_duration ((int) total_left_s);
  total_text = g_strdup_printf (_("%s left"), total);
  fascia_steady_label_set_text (self->total_left, total_text);
  fascia_steady_bar_set_fraction (self->whole, fascia_player_get_total_fraction (self->player));
}

static void
update_header (FasciaSessionPage *self)
{
  gboolean under_way = fascia_player_is_under_way (self->player);
  FasciaPlan *plan = fascia_player_get_plan (self->player);

  gtk_widget_set_visible (self->leave, under_way || get_state (self) == FASCIA_SESSION_READY);
  if (under_way)
    fascia_set_button_icon (GTK_BUTTON (self->leave), "fascia-down-symbolic", _("Look Something Up"));
  else
    fascia_set_button_icon (GTK_BUTTON (self->leave), "go-previous-symbolic", _("Back"));
  if (!under_way && plan != NULL)
    {
      if (!has_ended (self))
        adw_window_title_set_title (self->title, _("Ready"));
      else
        adw_window_title_set_title (self->title, self->stopping ? _("Session Stopped") : _("Summary"));
      adw_window_title_set_subtitle (self->title, "");
    }
}

static void
set_toggle (FasciaSessionPage *self, const char *icon, const char *name)
{
  fascia_set_button_icon (self->toggle, icon, name);
  fascia_compact_page_set_toggle (self->compact_page, icon, name);
}

static void
update_actions (FasciaSessionPage *self)
{
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  int state = get_state (self);
  gboolean under_way = fascia_player_is_under_way (self->player);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "session.toggle", under_way || state == FASCIA_SESSION_READY);
  gtk_widget_action_set_enabled (widget, "session.back", under_way);
  gtk_widget_action_set_enabled (widget, "session.skip", under_way);
  gtk_widget_action_set_enabled (widget, "session.longer", state == FASCIA_SESSION_RUNNING || state == FASCIA_SESSION_PAUSED);
  gtk_widget_action_set_enabled (widget, "session.shorter", state == FASCIA_SESSION_RUNNING || state == FASCIA_SESSION_PAUSED);
  gtk_widget_action_set_enabled (widget, "session.found-spot",
                                 state == FASCIA_SESSION_RUNNING && phase != NULL && phase->kind == FASCIA_PHASE_ROLL);
  gtk_widget_action_set_enabled (widget, "session.too-much",
                                 (state == FASCIA_SESSION_RUNNING || state == FASCIA_SESSION_PAUSED) && phase != NULL &&
                                   (phase->kind == FASCIA_PHASE_ROLL || phase->kind == FASCIA_PHASE_HOLD));
  gtk_widget_action_set_enabled (widget, "session.repeat", state == FASCIA_SESSION_PAUSED);
  gtk_widget_action_set_enabled (widget, "session.ask-stop", under_way);
  gtk_widget_action_set_enabled (widget, "session.felt-wrong", under_way);
  gtk_widget_action_set_enabled (widget, "session.give-up", under_way);
  gtk_widget_action_set_enabled (widget, "session.compact", under_way);
  gtk_widget_action_set_enabled (widget, "session.save", has_ended (self));
  gtk_widget_action_set_enabled (widget, "session.discard", has_ended (self));

  if (state == FASCIA_SESSION_PAUSED || state == FASCIA_SESSION_WAITING)
    set_toggle (self, "fascia-play-symbolic", _("Resume"));
  else if (state == FASCIA_SESSION_COUNTING_IN && !is_first_count_in (self))
    set_toggle (self, "fascia-play-symbolic", _("Go On at Once"));
  else
    set_toggle (self, "fascia-paused-symbolic", _("Pause"));
}

static void
show_summary (FasciaSessionPage *self)
{
  g_autoptr (FasciaLogEntry) entry = fascia_player_get_entry (self->player);
  FasciaPlan *plan = fascia_player_get_plan (self->player);

  if (entry == NULL || plan == NULL)
    return;
  fascia_summary_page_set_entry (self->summary, self->context, plan->routine, entry, self->reason);
  gtk_stack_set_visible_child_name (self->stack, "summary");
}

static void
show_running (FasciaSessionPage *self)
{
  self->stopping = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->compact ? "compact" : "running");
}

static void
show_stop_page (FasciaSessionPage *self)
{
  self->stopping = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "stop");
}

static GtkWindow *
get_window (FasciaSessionPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* What cannot wait takes the whole screen. */
static void
show_advice (FasciaSessionPage *self)
{
  fascia_stop_page_show_advice (self->stop, self->reason);
  show_stop_page (self);
  if (self->reason == FASCIA_REASON_EMERGENCY && !gtk_window_is_fullscreen (get_window (self)))
    {
      self->fullscreen_for_help = TRUE;
      gtk_window_fullscreen (get_window (self));
    }
}

/* The window as it was before, with the session in full. */
static void
set_compact (FasciaSessionPage *self, gboolean compact)
{
  GtkWindow *window = get_window (self);

  if (compact == self->compact)
    return;
  self->compact = compact;
  if (compact)
    {
      gtk_window_unfullscreen (window);
      gtk_window_unmaximize (window);
      gtk_window_get_default_size (window, &self->wide_width, &self->wide_height);
      gtk_window_set_default_size (window, COMPACT_WIDTH, COMPACT_HEIGHT);
    }
  else
    {
      gtk_window_set_default_size (window, self->wide_width, self->wide_height);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->fullscreen), !compact);
  if (fascia_player_is_under_way (self->player) && !self->stopping)
    show_running (self);
  update_time (self);
  fascia_session_page_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
state_cb (FasciaSessionPage *self)
{
  switch (get_state (self))
    {
    case FASCIA_SESSION_READY:
      self->stopping = FALSE;
      gtk_stack_set_visible_child_name (self->stack, "ready");
      break;
    case FASCIA_SESSION_COUNTING_IN:
    case FASCIA_SESSION_RUNNING:
      show_running (self);
      break;
    case FASCIA_SESSION_PAUSED:
    case FASCIA_SESSION_WAITING:
      if (!self->stopping)
        show_running (self);
      break;
    case FASCIA_SESSION_FINISHED:
    case FASCIA_SESSION_STOPPED:
      set_compact (self, FALSE);
      show_summary (self);
      if (fascia_stop_page_has_advice (self->reason))
        show_advice (self);
      break;
    default:
      set_compact (self, FALSE);
      break;
    }
  drop_hint (self);
  if (get_state (self) != FASCIA_SESSION_PAUSED)
    self->pause = BREAK_PLAIN;
  update_break (self);
  update_phase (self);
  update_time (self);
  update_header (self);
  update_actions (self);
  fascia_session_page_focus (self);
}

static void
phase_cb (FasciaSessionPage *self)
{
  self->eased = FALSE;
  drop_hint (self);
  update_actions (self);
  update_phase (self);
  update_time (self);
}

static void
event_cb (FasciaSessionPage *self, const FasciaSessionEvent *event)
{
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  g_autofree char *text = NULL;

  if (phase == NULL)
    return;
  if (event->kind == FASCIA_EVENT_SUSPENDED)
    {
      self->pause = BREAK_SLEPT;
      self->pause_s = 0;
      update_break (self);
    }
  else if (event->kind == FASCIA_EVENT_EASED)
    {
      self->eased = TRUE;
      update_phase (self);
      fascia_compat_announce (GTK_WIDGET (self), gtk_label_get_label (self->cue));
    }
  else if (event->kind == FASCIA_EVENT_WAITING)
    {
      fascia_compat_announce (GTK_WIDGET (self), _("Press Space when you are ready."));
    }
  else if (event->kind == FASCIA_EVENT_PHASE_BEGAN)
    {
      text = g_strdup_printf ("%s, %s, %s",
                              fascia_wording_phase (phase->kind),
                              fascia_wording_side (phase->side),
                              fascia_context_get_technique_name (self->context, phase->technique));
      fascia_compat_announce (GTK_WIDGET (self), text);
    }
}

static void
journal_failed_cb (FasciaSessionPage *self, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_("The log could not be written: %s The session goes on and is saved as soon as that works."), error->message);

  fascia_notice_set_text (self->notice, text);
  fascia_notice_set_revealed (self->notice, TRUE);
}

/* A click anywhere on the ring pauses and goes on: there is no small target to hit. */
static void
stage_clicked_cb (FasciaSessionPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.toggle", NULL);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_player_toggle (FASCIA_SESSION_PAGE (widget)->player);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FASCIA_SESSION_PAGE (widget)->pause = BREAK_PLAIN;
  fascia_player_back (FASCIA_SESSION_PAGE (widget)->player);
  update_break (FASCIA_SESSION_PAGE (widget));
}

static void
skip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FASCIA_SESSION_PAGE (widget)->pause = BREAK_PLAIN;
  fascia_player_skip (FASCIA_SESSION_PAGE (widget)->player);
  update_break (FASCIA_SESSION_PAGE (widget));
}

static void
show_change (FasciaSessionPage *self, FasciaChange change)
{
  if (change == FASCIA_CHANGE_CAPPED)
    show_hint (self, _("3 minutes on this area is enough for one session."));
  else if (change == FASCIA_CHANGE_DONE)
    drop_hint (self);
  update_time (self);
}

static void
longer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  show_change (self, fascia_player_lengthen (self->player));
}

static void
shorter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  show_change (self, fascia_player_shorten (self->player));
}

static void
found_spot_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  show_change (self, fascia_player_find_spot (self->player));
}

static void
report (FasciaSessionPage *self, const GError *error)
{
  fascia_notice_set_text (self->notice, error->message);
  fascia_notice_set_revealed (self->notice, TRUE);
}

/* The area that the session is about now. */
static FasciaArea
get_area (FasciaSessionPage *self)
{
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  FasciaPlan *plan = fascia_player_get_plan (self->player);

  return phase == NULL ? FASCIA_AREA_NONE : plan->credits[phase->credit].area;
}

/* Leaves @area alone from now on, in this session and in those of the next days. */
static void
rest_area (FasciaSessionPage *self, FasciaArea area, FasciaStopReason reason)
{
  g_autoptr (GError) error = NULL;
  FasciaDiary *diary;

  if (area == FASCIA_AREA_NONE)
    return;
  diary = fascia_context_get_diary (self->context, &error);
  if (diary == NULL || !fascia_diary_rest_area (diary, area, reason, &error))
    report (self, error);
  while (fascia_player_is_under_way (self->player) && get_area (self) == area)
    if (fascia_player_give_up (self->player, reason) != FASCIA_CHANGE_DONE)
      break;
}

static void
too_much_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);
  const FasciaPhase *phase = fascia_player_get_phase (self->player);
  FasciaArea area = get_area (self);
  guint item = phase == NULL ? 0 : phase->item;
  gboolean given_up;

  if (fascia_player_too_much (self->player) != FASCIA_CHANGE_DONE)
    return;
  phase = fascia_player_get_phase (self->player);
  given_up = has_ended (self) || (phase != NULL && phase->item != item);
  if (given_up && area != FASCIA_AREA_NONE)
    {
      g_autofree char *text = NULL;

      rest_area (self, area, FASCIA_REASON_TOO_MUCH);
      /* Translators: an area of the body. */
      text = g_strdup_printf (_("Skipped. This area rests for 48 hours: %s"), fascia_wording_area (area));
      fascia_toast_with_button (widget, text, _("_Undo Rest"), "win.end-rest", fascia_area_to_string (area));
    }
  update_time (self);
}

static void
repeat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fascia_player_repeat (FASCIA_SESSION_PAGE (widget)->player);
}

static void
ask_stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  fascia_stop_page_ask (self->stop);
  if (self->stopping)
    {
      /* Back from the signs. */
      fascia_session_page_focus (self);
      return;
    }
  set_compact (self, FALSE);
  show_stop_page (self);
  self->resume_after_stop = get_state (self) != FASCIA_SESSION_PAUSED && get_state (self) != FASCIA_SESSION_WAITING;
  /* Time must not run while somebody thinks about how it feels. */
  if (get_state (self) == FASCIA_SESSION_RUNNING || (get_state (self) == FASCIA_SESSION_COUNTING_IN && is_first_count_in (self)))
    fascia_player_toggle (self->player);
  fascia_session_page_focus (self);
}

static void
felt_wrong_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  fascia_stop_page_show_signs (self->stop);
  fascia_session_page_focus (self);
}

/* The technique is over, the session need not be. */
static void
give_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);
  FasciaArea area = get_area (self);
  FasciaStopReason reason;
  g_autofree char *until = NULL;

  if (!fascia_stop_reason_from_string (g_variant_get_string (parameter, NULL), &reason) || !fascia_stop_reason_is_safety (reason))
    return;
  /* Of the two reasons, pain is the one to remember. */
  if (self->reason != FASCIA_REASON_PAIN)
    self->reason = reason;
  self->pause = BREAK_PLAIN;
  self->resume_after_stop = TRUE;
  fascia_player_give_up (self->player, reason);
  update_break (self);
  rest_area (self, area, reason);
  until = fascia_phrase_rest_until (fascia_clock_utc_us (fascia_context_get_clock (self->context)) + FASCIA_REST_US,
                                    fascia_context_get_clock (self->context));
  if (fascia_player_is_under_way (self->player))
    {
      fascia_stop_page_show_rest (self->stop, reason, area == FASCIA_AREA_NONE ? NULL : fascia_wording_area (area), until);
      fascia_session_page_focus (self);
    }
}

/* What had to be read first was read. */
static void
show_summary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  if (self->fullscreen_for_help)
    gtk_window_unfullscreen (get_window (self));
  self->fullscreen_for_help = FALSE;
  self->stopping = FALSE;
  if (has_ended (self))
    show_summary (self);
  update_header (self);
  fascia_session_page_focus (self);
}

static void
keep_going_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  show_running (self);
  if (self->resume_after_stop && get_state (self) == FASCIA_SESSION_PAUSED)
    fascia_player_toggle (self->player);
  fascia_session_page_focus (self);
}

static void
discard_now (FasciaSessionPage *self)
{
  g_autoptr (GError) error = NULL;

  if (!fascia_session_page_discard (self, &error))
    report (self, error);
}

static void
keep_answered_cb (GObject *owner, const char *answer)
{
  if (g_str_equal (answer, "discard"))
    discard_now (FASCIA_SESSION_PAGE (owner));
}

static void
ask_whether_to_keep (FasciaSessionPage *self, int active_s)
{
  const FasciaAnswer answers[] = {
    { "keep", _("_Keep"), FASCIA_ANSWER_PLAIN },
    { "discard", _("_Discard"), FASCIA_ANSWER_DESTRUCTIVE },
  };
  g_autofree char *body = g_strdup_printf (ngettext ("Only %d second was rolled.", "Only %d seconds were rolled.", (gulong) active_s), active_s);

  fascia_compat_ask (GTK_WIDGET (self), _("Keep This Session?"), body, answers, G_N_ELEMENTS (answers),
                     "discard", "discard", keep_answered_cb, G_OBJECT (self));
}

static void
stop (FasciaSessionPage *self, FasciaStopReason reason)
{
  g_autoptr (FasciaLogEntry) entry = NULL;

  self->stopping = FALSE;
  fascia_player_stop (self->player, reason);
  entry = fascia_player_get_entry (self->player);
  /* What felt wrong is kept and shown with what to do, however short it was. */
  if (entry != NULL && entry->active_s < WORTH_KEEPING_S && !fascia_stop_reason_is_safety (self->reason))
    ask_whether_to_keep (self, entry->active_s);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  if (!fascia_stop_reason_from_string (g_variant_get_string (parameter, NULL), &self->reason))
    return;
  stop (self, self->reason);
}

/* What a technique was given up for stays the reason that the summary speaks of. */
static void
finish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);

  if (self->reason == FASCIA_REASON_NONE)
    self->reason = FASCIA_REASON_TIRED;
  stop (self, FASCIA_REASON_TIRED);
}

static gboolean
save (FasciaSessionPage *self, GError **error)
{
  FasciaArea areas[FASCIA_MAX_AREAS_OF_SESSION];
  guint n_areas = fascia_summary_page_get_areas (self->summary, areas);

  fascia_player_describe (self->player, fascia_summary_page_get_occasion (self->summary), areas, n_areas,
                          fascia_summary_page_get_tool (self->summary));

  return fascia_player_save (self->player,
                             fascia_ready_page_get_before (self->ready),
                             fascia_summary_page_get_after (self->summary),
                             fascia_summary_page_get_pressure (self->summary),
                             fascia_summary_page_get_note (self->summary),
                             error);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (save (self, &error))
    fascia_toast (widget, _("Session saved"));
  else
    report (self, error);
}

static void
discard_answered_cb (GObject *owner, const char *answer)
{
  if (g_str_equal (answer, "discard"))
    discard_now (FASCIA_SESSION_PAGE (owner));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FasciaAnswer answers[] = {
    { "cancel", _("_Cancel"), FASCIA_ANSWER_PLAIN },
    { "discard", _("_Discard"), FASCIA_ANSWER_DESTRUCTIVE },
  };

  fascia_compat_ask (widget, _("Discard This Session?"), _("It will not be in your journal."), answers, G_N_ELEMENTS (answers),
                     "cancel", "cancel", discard_answered_cb, G_OBJECT (widget));
}

static void
fullscreened_cb (FasciaSessionPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (gtk_window_is_fullscreen (GTK_WINDOW (root)))
    fascia_set_button_icon (self->fullscreen, "fascia-unfullscreen-symbolic", _("Leave Full Screen"));
  else
    fascia_set_button_icon (self->fullscreen, "fascia-fullscreen-symbolic", _("Full Screen"));
}

static void
fascia_session_page_root (GtkWidget *widget)
{
  GtkRoot *root;

  GTK_WIDGET_CLASS (fascia_session_page_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);
  g_signal_connect_object (root, "notify::fullscreened", G_CALLBACK (fullscreened_cb), widget, G_CONNECT_SWAPPED);
}

static void
fascia_session_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), fullscreened_cb, widget);

  GTK_WIDGET_CLASS (fascia_session_page_parent_class)->unroot (widget);
}

static void
fascia_session_page_dispose (GObject *object)
{
  FasciaSessionPage *self = FASCIA_SESSION_PAGE (object);

  g_clear_handle_id (&self->hint_id, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->player);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->phase_style, g_free);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_SESSION_PAGE);

  G_OBJECT_CLASS (fascia_session_page_parent_class)->dispose (object);
}

static void
fascia_session_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    g_value_set_boolean (value, FASCIA_SESSION_PAGE (object)->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fascia_session_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    set_compact (FASCIA_SESSION_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fascia_session_page_class_init (FasciaSessionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_session_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = fascia_session_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = fascia_session_page_set_property;
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  widget_class->root = fascia_session_page_root;
  widget_class->unroot = fascia_session_page_unroot;

  gtk_widget_class_install_action (widget_class, "session.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "session.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "session.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "session.longer", NULL, longer_action);
  gtk_widget_class_install_action (widget_class, "session.shorter", NULL, shorter_action);
  gtk_widget_class_install_action (widget_class, "session.found-spot", NULL, found_spot_action);
  gtk_widget_class_install_action (widget_class, "session.too-much", NULL, too_much_action);
  gtk_widget_class_install_action (widget_class, "session.repeat", NULL, repeat_action);
  gtk_widget_class_install_property_action (widget_class, "session.compact", "compact");
  gtk_widget_class_install_action (widget_class, "session.ask-stop", NULL, ask_stop_action);
  gtk_widget_class_install_action (widget_class, "session.felt-wrong", NULL, felt_wrong_action);
  gtk_widget_class_install_action (widget_class, "session.give-up", "s", give_up_action);
  gtk_widget_class_install_action (widget_class, "session.finish", NULL, finish_action);
  gtk_widget_class_install_action (widget_class, "session.show-summary", NULL, show_summary_action);
  gtk_widget_class_install_action (widget_class, "session.keep-going", NULL, keep_going_action);
  gtk_widget_class_install_action (widget_class, "session.stop", "s", stop_action);
  gtk_widget_class_install_action (widget_class, "session.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "session.discard", NULL, discard_action);

  g_type_ensure (FASCIA_TYPE_COMPACT_PAGE);
  g_type_ensure (FASCIA_TYPE_NOTICE);
  g_type_ensure (FASCIA_TYPE_PACER);
  g_type_ensure (FASCIA_TYPE_READY_PAGE);
  g_type_ensure (FASCIA_TYPE_RING);
  g_type_ensure (FASCIA_TYPE_STEADY_BAR);
  g_type_ensure (FASCIA_TYPE_STEADY_LABEL);
  g_type_ensure (FASCIA_TYPE_STOP_PAGE);
  g_type_ensure (FASCIA_TYPE_SUMMARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/session/session-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, title);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, leave);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, fullscreen);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, notice);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, ready);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, technique);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, side);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, ring);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, phase_line);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, phase_icon);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, phase);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, cue);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, caution);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, why);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, whole);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, next);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, toggle);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, total_left);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, hint);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, pacer);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, break_box);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, break_text);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, break_go_on);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, compact_page);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, stop);
  gtk_widget_class_bind_template_child (widget_class, FasciaSessionPage, summary);
  gtk_widget_class_bind_template_callback (widget_class, stage_clicked_cb);
}

static void
fascia_session_page_init (FasciaSessionPage *self)
{
  self->reason = FASCIA_REASON_NONE;
  fascia_init_template (GTK_WIDGET (self));
  fascia_notice_set_revealed (self->notice, FALSE);
}

static void
stroke_changed_cb (FasciaSessionPage *self)
{
  fascia_pacer_set_stroke (self->pacer, fascia_settings_get_double (self->settings, "stroke-seconds"));
}

GtkWidget *
fascia_session_page_new (FasciaContext *context, FasciaPlayer *player, FasciaSettings *settings)
{
  FasciaSessionPage *self;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (FASCIA_IS_PLAYER (player), NULL);

  self = g_object_new (FASCIA_TYPE_SESSION_PAGE, NULL);
  self->context = g_object_ref (context);
  self->player = g_object_ref (player);
  self->settings = g_object_ref (settings);
  fascia_pacer_set_player (self->pacer, context, player);
  g_object_bind_property (settings, "pacer", self->pacer, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (settings, "notify::stroke-seconds", G_CALLBACK (stroke_changed_cb), self, G_CONNECT_SWAPPED);
  stroke_changed_cb (self);
  g_signal_connect_object (player, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::phase", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::left-s", G_CALLBACK (update_time), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "journal-failed", G_CALLBACK (journal_failed_cb), self, G_CONNECT_SWAPPED);
  state_cb (self);

  return GTK_WIDGET (self);
}

/* Nothing of the session before is left. */
static void
begin (FasciaSessionPage *self, FasciaRoutine *routine)
{
  self->reason = FASCIA_REASON_NONE;
  self->stopping = FALSE;
  self->eased = FALSE;
  hide_hint (self);
  fascia_notice_set_revealed (self->notice, FALSE);
  fascia_ready_page_set_routine (self->ready, self->context, self->player, routine);
  state_cb (self);
}

gboolean
fascia_session_page_prepare (FasciaSessionPage *self, FasciaRoutine *routine, const FasciaSafetyVerdict *agreed, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_SESSION_PAGE (self), FALSE);

  if (fascia_session_page_awaits_answer (self) && !save (self, error))
    return FALSE;
  if (!fascia_player_prepare_agreed (self->player, routine, agreed, error))
    return FALSE;

  begin (self, fascia_player_get_plan (self->player)->routine);

  return TRUE;
}

gboolean
fascia_session_page_resume (FasciaSessionPage *self, const char *uuid, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_SESSION_PAGE (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  if (fascia_session_page_awaits_answer (self) && !save (self, error))
    return FALSE;
  if (!fascia_player_resume_cut_off (self->player, uuid, error))
    return FALSE;

  begin (self, fascia_player_get_plan (self->player)->routine);
  self->pause = BREAK_CUT_OFF;
  self->pause_s = fascia_player_get_slept_s (self->player);
  update_break (self);

  return TRUE;
}

void
fascia_session_page_tell (FasciaSessionPage *self, const char *text)
{
  g_return_if_fail (FASCIA_IS_SESSION_PAGE (self));

  show_hint (self, text);
  self->hint_stays = TRUE;
}

gboolean
fascia_session_page_finish (FasciaSessionPage *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_SESSION_PAGE (self), FALSE);

  if (fascia_player_is_under_way (self->player))
    fascia_player_stop (self->player, FASCIA_REASON_TIRED);
  /* Nothing to save when it was stopped in its first count-in. */
  if (!has_ended (self))
    return fascia_session_page_discard (self, error);

  return save (self, error);
}

gboolean
fascia_session_page_discard (FasciaSessionPage *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_SESSION_PAGE (self), FALSE);

  return fascia_player_discard (self->player, error);
}

gboolean
fascia_session_page_awaits_answer (FasciaSessionPage *self)
{
  g_return_val_if_fail (FASCIA_IS_SESSION_PAGE (self), FALSE);

  return has_ended (self);
}

void
fascia_session_page_focus (FasciaSessionPage *self)
{
  const char *shown;

  g_return_if_fail (FASCIA_IS_SESSION_PAGE (self));

  shown = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (shown, "ready") == 0)
    fascia_ready_page_focus (self->ready);
  else if (g_strcmp0 (shown, "running") == 0)
    gtk_widget_grab_focus (gtk_widget_get_visible (self->break_box) ? self->break_go_on : GTK_WIDGET (self->toggle));
  else if (g_strcmp0 (shown, "compact") == 0)
    fascia_compact_page_focus (self->compact_page);
  else if (g_strcmp0 (shown, "stop") == 0)
    fascia_stop_page_focus (self->stop);
  else
    fascia_summary_page_focus (self->summary);
}
