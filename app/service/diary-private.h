/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/diary.h"
#include "fascia/store/store.h"

G_BEGIN_DECLS

/* For the other files of this room only: window and command line never see the store. */

FasciaDiary *fascia_diary_new (FasciaClock *clock, const char *folder, GError **error);
FasciaStore *fascia_diary_get_store (FasciaDiary *self);
FasciaClock *fascia_diary_get_clock (FasciaDiary *self);
/* After a write through the store: tells the observers. */
void fascia_diary_emit_changed (FasciaDiary *self);
/* Who writes every few seconds would be woken by the file monitor each time. While
 * @polled nothing is watched; the writer calls fascia_diary_poll() at least each second. */
void fascia_diary_set_polled (FasciaDiary *self, gboolean polled);

G_END_DECLS
