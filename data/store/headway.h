/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/merge.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* How far long work has come, and whether it is still wanted. */
typedef struct
{
  GCancellable *cancellable;   /* (nullable) */
  FasciaProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  /* What is told of the present part, of all the work. */
  double from;
  double until;
  /* Steps of the present part. */
  guint64 n_steps;
  guint64 n_done;
} FasciaHeadway;

#define FASCIA_HEADWAY(cancellable, progress, data) \
  ((FasciaHeadway){ cancellable, progress, data, 0, 1, 0, 0 })

/* %FALSE with %G_IO_ERROR_CANCELLED when it is not. */
gboolean fascia_headway_go_on (FasciaHeadway *self, GError **error);
/* The part that begins now takes the work up to @until, 0 to 1. */
void fascia_headway_begin (FasciaHeadway *self, double until, guint64 n_steps);
void fascia_headway_tell (FasciaHeadway *self, double fraction);
/* One more; tells and looks now and then. */
gboolean fascia_headway_step (FasciaHeadway *self, GError **error);

G_END_DECLS
