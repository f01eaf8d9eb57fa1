/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The only door to calls that differ between library versions. */

typedef enum {
  FASCIA_ANSWER_PLAIN,
  FASCIA_ANSWER_SUGGESTED,
  FASCIA_ANSWER_DESTRUCTIVE,
} FasciaAnswerLook;

typedef struct {
  const char *id;
  const char *label; /* translated, with a mnemonic */
  FasciaAnswerLook look;
} FasciaAnswer;

/* @owner is the object given to fascia_compat_ask(). */
typedef void (*FasciaAnswerFunc) (GObject *owner, const char *answer);

/**
 * fascia_compat_ask:
 * @near: (transfer none): the question belongs to its window
 * @default_answer: (nullable): what Enter gives
 * @close_answer: what Escape gives
 * @owner: the answer is dropped when it is gone by then
 *
 * Asks one question with a few answers, and returns at once.
 */
void fascia_compat_ask (GtkWidget *near,
                        const char *heading,
                        const char *body,
                        const FasciaAnswer *answers,
                        guint n_answers,
                        const char *default_answer,
                        const char *close_answer,
                        FasciaAnswerFunc func,
                        GObject *owner);

/* Shows who made the program, its version and licence. */
void fascia_compat_show_about (GtkWindow *parent);

/* Has a screen reader say @text; nothing before GTK 4.14, which cannot. */
void fascia_compat_announce (GtkWidget *widget, const char *text);

/* @month and @day_of_month start at 1. */
void fascia_compat_calendar_select (GtkCalendar *calendar, guint year, guint month, guint day_of_month);

/* The CSS colour of @widget. */
void fascia_compat_get_color (GtkWidget *widget, GdkRGBA *color);

G_END_DECLS
