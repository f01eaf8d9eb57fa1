/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fascia/service/context.h"
#include "fascia/service/diary.h"

G_BEGIN_DECLS

/* What a command is made of. GOption is not used: it cannot tell which option was
 * wrong or given twice, and its messages come in GLib's words. */

typedef struct _FasciaCli FasciaCli;

typedef struct {
  const char *name;  /* with its dashes */
  const char *value; /* (nullable): placeholder of its value; NULL: a switch */
  gboolean repeatable;
  const char *help; /* marked for translation */
} FasciaCliOption;

typedef struct {
  const char *name;      /* "log add" */
  const char *arguments; /* as shown behind the name; "" for none */
  guint min_arguments;
  guint max_arguments;
  gboolean takes_file; /* its arguments may be any bytes */
  const char *summary; /* marked for translation */
  const char *details; /* (nullable) marked for translation: paragraphs behind the options */
  const FasciaCliOption *options;
  guint n_options;
  /* NULL: only a heading for its subcommands. */
  gboolean (*run) (FasciaCli *self, GError **error);
} FasciaCliCommand;

/* One run of one command. Answers are collected in @out and written at the end, so
 * a command that fails half-way has said nothing on standard output. */
struct _FasciaCli {
  FasciaContext *context;
  const FasciaCliCommand *command;
  gboolean json;
  GPtrArray *arguments; /* not owned strings */
  GPtrArray **values;   /* for each option of the command, not owned strings */
  GString *out;
  int exit_code; /* 0; a command that ran but found something bad sets it */
};

extern const FasciaCliCommand fascia_cli_guide;
extern const FasciaCliCommand fascia_cli_routines;
extern const FasciaCliCommand fascia_cli_log;
extern const FasciaCliCommand fascia_cli_log_add;
extern const FasciaCliCommand fascia_cli_log_delete;
extern const FasciaCliCommand fascia_cli_log_restore;
extern const FasciaCliCommand fascia_cli_goal;
extern const FasciaCliCommand fascia_cli_remind;
extern const FasciaCliCommand fascia_cli_remind_add;
extern const FasciaCliCommand fascia_cli_remind_list;
extern const FasciaCliCommand fascia_cli_remind_remove;
extern const FasciaCliCommand fascia_cli_remind_next;
extern const FasciaCliCommand fascia_cli_remind_pause;
extern const FasciaCliCommand fascia_cli_remind_resume;
extern const FasciaCliCommand fascia_cli_remind_skip_today;
extern const FasciaCliCommand fascia_cli_remind_snooze;
extern const FasciaCliCommand fascia_cli_remind_quiet;
extern const FasciaCliCommand fascia_cli_remind_on;
extern const FasciaCliCommand fascia_cli_remind_off;
extern const FasciaCliCommand fascia_cli_remind_history;
extern const FasciaCliCommand fascia_cli_remind_test;
extern const FasciaCliCommand fascia_cli_trained;
extern const FasciaCliCommand fascia_cli_stats;
extern const FasciaCliCommand fascia_cli_report;
extern const FasciaCliCommand fascia_cli_export;
extern const FasciaCliCommand fascia_cli_import;
extern const FasciaCliCommand fascia_cli_backup;
extern const FasciaCliCommand fascia_cli_restore;
extern const FasciaCliCommand fascia_cli_sync;
extern const FasciaCliCommand fascia_cli_sync_on;
extern const FasciaCliCommand fascia_cli_sync_off;
extern const FasciaCliCommand fascia_cli_delete_everything;
extern const FasciaCliCommand fascia_cli_check;
extern const FasciaCliCommand fascia_cli_start;

/* (nullable): positional argument @index. */
const char *fascia_cli_get_argument (FasciaCli *self, guint index);
/* (nullable): the value of an option, or "" for a switch that was given. */
const char *fascia_cli_get_option (FasciaCli *self, const char *name);
/* (element-type utf8): all values of a repeatable option. */
GPtrArray *fascia_cli_get_options (FasciaCli *self, const char *name);

/* A whole number from @min to @max; %FASCIA_ERROR_INVALID naming @what (an option
 * or argument) and the range. */
gboolean fascia_cli_parse_number (const char *what, const char *text, int min, int max, int *number, GError **error);
/* An option that is a number; *@number is left alone when it was not given. */
gboolean fascia_cli_get_number (FasciaCli *self, const char *name, int min, int max, int *number, GError **error);
/* An option that is a date; *@day is left alone when it was not given. */
gboolean fascia_cli_get_day (FasciaCli *self, const char *name, FasciaDay *day, GError **error);
/* An option that is an instant T; cleared and %TRUE when it was not given. */
gboolean fascia_cli_get_instant (FasciaCli *self, const char *name, FasciaInstant *instant, GError **error);

/* (transfer full) (nullable): ids like @id among the @n that @get_id gives, as
 * "“a” or “b”"; %NULL when none is near. */
typedef const char *(*FasciaCliGetId) (gconstpointer data, guint index);
char *fascia_cli_near (const char *id, FasciaCliGetId get_id, gconstpointer data, guint n);
/* %FASCIA_ERROR_NOT_FOUND for a technique, with near names and how to list all. */
void fascia_cli_set_no_technique (FasciaCli *self, const char *id, GError **error);

/* What is in @file, by its ending; “-” is JSON. */
gboolean fascia_cli_get_format (const char *file, FasciaExchangeFormat *format, GError **error);

/* A remark on standard error that is no failure. */
void fascia_cli_remark (const char *sentence);

/* The user's day and zone now. */
GTimeZone *fascia_cli_zone (FasciaCli *self);
FasciaDay fascia_cli_today (FasciaCli *self);

G_END_DECLS
