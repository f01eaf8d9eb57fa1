/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/core/merge.h"
#include "fascia/service/context.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* One piece of work in a thread of its own, with everything that it may know: neither
 * context nor diary nor clock are meant for two threads. */
typedef struct
{
  /* For the thread. */
  char *folder;
  char *path; /* (nullable) */
  gint64 now_us;
  GTimeZone *zone;
  gboolean dry_run;
  GCancellable *cancellable; /* (nullable) */
  /* What came of it. */
  FasciaMergeSummary summary;
  char *written;
  GPtrArray *found;
  /* The caller's. */
  gboolean changes; /* what is in the database */
  GThread *thread;
  GMainContext *context;
  FasciaProgressFunc progress;
  gpointer progress_data;
  GAsyncReadyCallback callback;
  gpointer user_data;
  /* Between the two. */
  GMutex mutex;
  double fraction;
  gboolean told; /* a telling is on its way */
} FasciaLongWork;

FasciaLongWork *fascia_long_work_new (FasciaContext *context, const char *path);

/* Runs in the thread. */
typedef gboolean (*FasciaLongWorkFunc) (FasciaLongWork *self, GError **error);
/* (transfer full): runs @func; @callback is called in the caller's main context. @tag
 * tells one kind of work from another. */
void fascia_long_work_start (FasciaLongWork *self, FasciaContext *context, gpointer tag, FasciaLongWorkFunc func, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer none) (nullable): %NULL with the error of @func. */
FasciaLongWork *fascia_long_work_finish (FasciaContext *context, GAsyncResult *result, gpointer tag, GError **error);

/* A FasciaProgressFunc whose data is the work, to be called in the thread. */
void fascia_long_work_tell (double fraction, gpointer self);

/* The database in the work's folder. */
FasciaStore *fascia_long_work_open (FasciaLongWork *self, GError **error);
gboolean fascia_long_work_has_database (FasciaLongWork *self);
/* The user's day, as of the work's beginning. */
FasciaDay fascia_long_work_today (FasciaLongWork *self, FasciaStore *store);

G_END_DECLS
