/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fascia/core/catalog.h"
#include "fascia/core/clock.h"
#include "fascia/core/safety.h"

G_BEGIN_DECLS

typedef struct _FasciaDiary FasciaDiary;

/**
 * FasciaContext:
 *
 * What main builds once and hands down: clock, content, language, database.
 * There are no singletons.
 */
#define FASCIA_TYPE_CONTEXT (fascia_context_get_type ())
G_DECLARE_FINAL_TYPE (FasciaContext, fascia_context, FASCIA, CONTEXT, GObject)

/* Sets the locale and gettext; call first thing in main. */
void fascia_context_init_locale (void);

/**
 * fascia_context_new:
 * @clock: (transfer none): outlives the context; main passes fascia_system_clock_new()
 * @folder: (nullable): where the database lives; %NULL for $XDG_DATA_HOME/fascia
 *
 * Loads the content; does not touch the database.
 */
FasciaContext *fascia_context_new (FasciaClock *clock, const char *folder, GError **error);

/**
 * fascia_context_new_lean:
 *
 * The same for a program that waits most of its life: the content is loaded when it
 * is first asked for, and can be let go of with fascia_context_rest().
 */
FasciaContext *fascia_context_new_lean (FasciaClock *clock, const char *folder);

/* Before a long wait: a lean context gives back the memory of all that can be read
 * again. A catalog got before is gone; routines and techniques found in it are too,
 * unless a reference is held. */
void fascia_context_rest (FasciaContext *self);

FasciaClock *fascia_context_get_clock (FasciaContext *self);
FasciaCatalog *fascia_context_get_catalog (FasciaContext *self);
/* Of $LANGUAGE and the locale: Danish or else English. */
FasciaLanguage fascia_context_get_language (FasciaContext *self);
const char *fascia_context_get_folder (FasciaContext *self);
/* Puts the backup @path in the place of the database, which is backed up first; also
 * where the database cannot be opened (store/backup.h). */
gboolean fascia_context_restore (FasciaContext *self, const char *path, GError **error);
/* (transfer none) (nullable): opens the database at the first call; a failure is
 * tried again at the next call. */
FasciaDiary *fascia_context_get_diary (FasciaContext *self, GError **error);
/* (transfer full) (nullable): built-in, own, or "technique:ID" ones;
 * %FASCIA_ERROR_NOT_FOUND names the id and how to list them. */
FasciaRoutine *fascia_context_find_routine (FasciaContext *self, const char *id, GError **error);
/* (transfer none): a name in the user's language, or @id where it is unknown. */
const char *fascia_context_get_technique_name (FasciaContext *self, const char *id);
/* (transfer full): "After a run", also for "technique:calf-roller"; @id when unknown. */
char *fascia_context_get_routine_name (FasciaContext *self, const char *id);

/* (transfer full): the health answers and resting areas as they are now. Where the
 * database cannot be opened at all there are none, and the check is due; answers that
 * are there but cannot be read are an error. */
FasciaSafetyFacts *fascia_context_load_safety_facts (FasciaContext *self, GError **error);
/* (transfer full): what they say to @routine; see core/safety.h. */
FasciaSafetyVerdict *fascia_context_check_routine (FasciaContext *self, FasciaRoutine *routine, GError **error);

G_END_DECLS
