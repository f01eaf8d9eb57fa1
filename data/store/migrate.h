/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data/store/database.h"

G_BEGIN_DECLS

/* What marks a SQLite file as ours (PRAGMA application_id): "Fsci". */
#define FASCIA_DATABASE_MARK 0x46736369

/* One step of the schema: @sql leads from version (position in the list) to the
 * next. It may call fascia_now_us(), and must not begin or end transactions. */
typedef struct
{
  const char *name;
  const char *sql;
} FasciaSchemaStep;

/* (transfer container) (element-type FasciaSchemaStep): the embedded steps. */
GArray *fascia_schema_load_steps (GError **error);

/* Runs the steps after the present version, each in a transaction of its own. A
 * step that fails leaves the file at the version before it. Another process that
 * does the same at the same time is waited for. */
gboolean fascia_schema_migrate (FasciaStore *self, const FasciaSchemaStep *steps, guint n_steps, gint64 now_us, GError **error);
gboolean fascia_schema_get_version (FasciaStore *self, guint *version, GError **error);

/* fascia_store_open() with other steps than the embedded ones. */
FasciaStore *fascia_store_open_with_steps (const char *folder, gint64 now_us, const FasciaSchemaStep *steps, guint n_steps, GError **error);

G_END_DECLS
