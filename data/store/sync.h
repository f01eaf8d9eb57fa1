/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/merge.h"
#include "fascia/store/sync.h"

G_BEGIN_DECLS

/* --- Where: sync.ini in the home, outside the database (sync-place.c) ------------- */

/* Outside, because a database can be restored, from another machine too; who writes
 * which files must not change by that. */
typedef struct
{
  char *home;
  char *folder;  /* (nullable): none was chosen */
  char *machine; /* (nullable): the UUID under which this machine writes */
  char **former; /* those it wrote under before, in this home */
  char **left;   /* folders that were chosen before */
} FasciaSyncPlace;

FasciaSyncPlace *fascia_sync_place_load (const char *home, GError **error);
gboolean fascia_sync_place_save (const FasciaSyncPlace *self, GError **error);
void fascia_sync_place_free (FasciaSyncPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaSyncPlace, fascia_sync_place_free)

/* A name nobody wrote under. The one before is kept among the former ones. */
void fascia_sync_place_rename_machine (FasciaSyncPlace *self);
/* %FASCIA_ERROR_NOT_FOUND where the folder or its marker is not there. */
gboolean fascia_sync_place_check (const FasciaSyncPlace *self, GError **error);

/* Only one process of a home at a time; waits. (transfer full): a file descriptor, or
 * -1 with @error set. */
int fascia_sync_lock (const char *home, GCancellable *cancellable, GError **error);

/* --- What: names and lines of the files there (sync-lines.c) ---------------------- */

#define FASCIA_SYNC_ENDING ".fascia"
#define FASCIA_SYNC_SUM_LENGTH 16
#define FASCIA_SYNC_MAX_LINE (1024 * 1024)

/* (element-type utf8) (transfer full): the files to read, in order of their names. */
GPtrArray *fascia_sync_list_files (const char *folder, GError **error);
/* (transfer full): the @number-th file of @machine. */
char *fascia_sync_make_name (const char *machine, guint number);
/* Whether it is one of @machine's own, and which. */
gboolean fascia_sync_parse_name (const char *name, const char *machine, guint *number);

/* Appends the first line of a file, and one with @record. */
void fascia_sync_append_header (GString *text, const char *machine);
void fascia_sync_append_record (GString *text, const FasciaRecord *record);

typedef enum
{
  FASCIA_SYNC_RECORD,
  FASCIA_SYNC_BROKEN, /* not (yet) as it was written */
  FASCIA_SYNC_NEWER,  /* whole, but it says what this version does not know */
} FasciaSyncLine;
/* @line without its line feed. *@record (transfer full) is set for a record. */
FasciaSyncLine fascia_sync_parse_record (JsonParser *parser, const char *line, gsize length, FasciaRecord **record);
/* RECORD for a header that this version understands. */
FasciaSyncLine fascia_sync_parse_header (JsonParser *parser, const char *line, gsize length);

G_END_DECLS
