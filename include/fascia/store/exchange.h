/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/store/store.h"

G_BEGIN_DECLS

/* The version of the JSON written by fascia_exchange_to_json(); see
 * data/schema/export.md for its shape. */
#define FASCIA_EXCHANGE_VERSION 1

/* (transfer full): one UTF-8 JSON document with everything that may be exported
 * (sessions with items, tombstones, goals, rules, own routines), in a fixed order:
 * the same data give the same bytes. */
char *fascia_exchange_to_json (FasciaStore *store, GError **error);

G_END_DECLS
