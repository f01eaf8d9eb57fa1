/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): a new, empty folder. */
char *temporary_folder_new (void);
/* Removes it with all that is in it, and frees @path. */
void temporary_folder_free (char *path);

G_END_DECLS
