/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LONG_LOG_NOW_US G_GINT64_CONSTANT (1806058800000000) /* 2027-03-26T11:00:00Z */

/* Puts @n_sessions of ten items each into the database at @path, which stays open
 * elsewhere or not: nine a day, the newest an hour before LONG_LOG_NOW_US; each fifth
 * with a note “Stiff after run number17”. */
void long_log_fill (const char *path, guint n_sessions);

G_END_DECLS
