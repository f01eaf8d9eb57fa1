/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/* A log in the memory of this process, always the same until it is thrown away. */
FasciaStore *fuzz_log_get (void);
void fuzz_log_throw_away (void);

typedef gboolean (*FuzzLogRead) (FasciaStore *store, const char *text, gsize length, gboolean dry_run, GError **error);

/* Reads @text into it. What is accepted has to be accepted when it is really written,
 * to leave a sound log, and to be no news the second time. */
void fuzz_log_read (FuzzLogRead read, const guint8 *text, gsize length);

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

G_END_DECLS
