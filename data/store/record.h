/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "data/store/database.h"

G_BEGIN_DECLS

/* One thing that is exchanged between machines, whatever it is: typed, so that what
 * comes from outside is checked field by field, and with one text that two machines
 * write alike, so that they decide alike. The shape is in data/schema/export.md. */

typedef enum
{
  FASCIA_RECORD_SETTINGS,
  FASCIA_RECORD_PREFERENCE,
  FASCIA_RECORD_FAVOURITE,
  FASCIA_RECORD_TOOL,
  FASCIA_RECORD_GOAL,
  FASCIA_RECORD_PAUSE,
  FASCIA_RECORD_RULE,
  FASCIA_RECORD_ROUTINE,
  FASCIA_RECORD_SESSION,
} FasciaRecordKind;
#define FASCIA_N_RECORD_KINDS 9

typedef struct
{
  FasciaRecordKind kind;
  char *key; /* what tells it from others of its kind: a UUID, day, word; "" for settings */
  gint64 changed_us;
  gboolean deleted; /* only that, since changed_us */

  /* By kind; unused ones are NULL or 0. */
  FasciaLogEntry *entry;
  gint64 ended_us;
  FasciaRoutine *routine;
  FasciaPause *pause;
  FasciaRule *rule;
  gint64 created_us; /* of a rule */
  FasciaGoal goal;
  FasciaReminderSettings settings;
  char *word; /* (nullable): the value of a preference that is no number */
  gint64 number;
  gint64 since_us; /* of a favourite; 0: no longer */
  gboolean owned;  /* a tool */
} FasciaRecord;

FasciaRecord *fascia_record_new (FasciaRecordKind kind, const char *key);
void fascia_record_free (FasciaRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaRecord, fascia_record_free)

/* The list that holds its kind in an export; the settings are no list. */
const char *fascia_record_kind_to_list (FasciaRecordKind kind);
/* Its word in tombstones, totals and sync files. */
const char *fascia_record_kind_to_string (FasciaRecordKind kind);
gboolean fascia_record_kind_from_string (const char *text, FasciaRecordKind *kind);
/* Whether one of this kind can be deleted. */
gboolean fascia_record_kind_has_deleted (FasciaRecordKind kind);

/* --- As JSON (record.c) --------------------------------------------------------- */

/* (transfer full): every field checked; %FASCIA_ERROR_INVALID says which is wrong. */
FasciaRecord *fascia_record_from_json (FasciaRecordKind kind, JsonObject *object, GError **error);
/* (transfer full): of an element of "deleted"; its kind is in it. */
FasciaRecord *fascia_record_from_tombstone (JsonObject *object, GError **error);
/* The rules that hold for an entry from outside beyond fascia_log_entry_validate(). */
gboolean fascia_record_check_session (const FasciaRecord *self, GError **error);
/* Appends the one line. */
void fascia_record_append_json (const FasciaRecord *self, GString *text);
/* Which of two that were changed in the same millisecond holds: the same everywhere. */
int fascia_record_compare (const FasciaRecord *a, const FasciaRecord *b);

/* --- In the database (record-rows.c) -------------------------------------------- */

/* Calls @function with each live record of @kind in the order of an export; @key
 * (nullable): only that one. Inside a transaction. */
typedef gboolean (*FasciaRecordFunc) (FasciaRecord *record, gpointer data, GError **error);
gboolean fascia_record_for_each (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordFunc function, gpointer data, GError **error);
/* The same with every tombstone, by kind and key. */
gboolean fascia_record_for_each_deleted (FasciaStore *store, FasciaRecordFunc function, gpointer data, GError **error);

/* What is here under @kind and @key: when it changed, and whether it is deleted.
 * @present is %FALSE for nothing at all, @busy %TRUE for the running session. */
typedef struct
{
  gboolean present;
  gboolean deleted;
  gboolean busy;
  gint64 changed_us;
} FasciaRecordState;
gboolean fascia_record_get_state (FasciaStore *store, FasciaRecordKind kind, const char *key, FasciaRecordState *state, GError **error);
/* (transfer full): what is here, live or deleted; %NULL with an error when it is not. */
FasciaRecord *fascia_record_load (FasciaStore *store, FasciaRecordKind kind, const char *key, GError **error);
/* Puts @self in the place of what is here. Inside a writing transaction. */
gboolean fascia_record_write (FasciaStore *store, const FasciaRecord *self, GError **error);

G_END_DECLS
