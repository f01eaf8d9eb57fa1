/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/diary.h"
#include "fascia/service/player.h"
#include "window.h"

G_BEGIN_DECLS

/* The whole window in the test's own process, with a clock that is turned by
 * hand and a database of its own. */
typedef struct {
  FasciaClock *clock;
  char *folder;
  FasciaContext *context;
  GtkApplication *application;
  FasciaWindow *window;
  gboolean first_start; /* nobody went through the health check yet */
} Desk;

/* Friday 26 March 2027, 17:30 in Copenhagen, unless the clock is turned. */
#define DESK_NOW_US (G_GINT64_CONSTANT (1806078600) * G_USEC_PER_SEC)

/* Call instead of gtk_test_init(). */
void desk_init (int *argc, char ***argv);
/* A new desk with an empty log and the window shown. */
Desk *desk_new (void);
/* The same for somebody who starts the program for the first time. In all others the
 * health check was just gone through, and nothing was true. */
Desk *desk_new_first_start (void);
/* The same with a database that cannot be opened. */
Desk *desk_new_broken (void);
/* Makes clock, folder and context, and no window: to fill the log first. */
Desk *desk_new_without_window (void);
void desk_open (Desk *self);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

FasciaDiary *desk_get_diary (Desk *self);
/* Adds a timed session of @routine with all of it done, @days_ago at 18:05. */
void desk_add_session (Desk *self, const char *routine, int days_ago);

/* Lets the window do what is pending. */
void desk_settle (void);
/* Until @condition, or fails after five real seconds. */
typedef gboolean (*DeskCondition) (gpointer data);
void desk_wait (DeskCondition condition, gpointer data);
/* Time passes, second by second, and the window follows. */
void desk_advance (Desk *self, guint seconds);

/* What a user looks for. All (nullable), only mapped widgets, @root included. */
GtkWidget *desk_find_text (GtkWidget *root, const char *text);
GtkWidget *desk_find_type (GtkWidget *root, GType type);
/* A button by its label (mnemonic ignored) or, for one with a symbol, its tooltip. */
GtkWidget *desk_find_button (GtkWidget *root, const char *label);
/* A row of a list by its title. */
GtkWidget *desk_find_row (GtkWidget *root, const char *title);
/* These fail the test when there is no such widget. */
void desk_press (GtkWidget *root, const char *label);
void desk_press_row (GtkWidget *root, const char *title);
void desk_assert_text (GtkWidget *root, const char *text);
void desk_assert_no_text (GtkWidget *root, const char *text);
/* The newest window that is open; a question is one. */
GtkWidget *desk_top (Desk *self);
/* What a label shows, without markup or mnemonic. */
char *desk_text_of (GtkWidget *widget);

typedef void (*DeskVisit) (GtkWidget *widget, gpointer data);
/* Every widget below @root, mapped or not. */
void desk_visit (GtkWidget *root, DeskVisit visit, gpointer data);

G_END_DECLS
