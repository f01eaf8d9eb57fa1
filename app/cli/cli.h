/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fascia/service/context.h"

G_BEGIN_DECLS

/* The commands of `fascia`: text for people, `--json` for programs. Exit codes:
 * 0 done, 1 failed, 2 wrong usage; 1 and 2 come with one line on standard error. */

/**
 * fascia_cli_prepare:
 *
 * Call before anything opens a file: a closed standard stream must not be taken
 * by the database, or an answer would be written into it.
 */
void fascia_cli_prepare (void);

/* Whether the arguments are for the command line. %FALSE: they open the window
 * (no arguments, `start ROUTINE`, or the bus starting us as a service). */
gboolean fascia_cli_handles (int argc, char **argv);

/* Runs one command; returns the exit code. Needs neither display nor bus. */
int fascia_cli_run (FasciaContext *context, int argc, char **argv);

/**
 * fascia_cli_parse_start:
 * @routine: (out) (transfer full) (nullable): the id to make ready; %NULL when
 *   the window is just to be opened
 * @json: (out): an answer in JSON is wanted
 * @exit_code: (out): set when %FALSE is returned
 *
 * Reads `start ROUTINE` and looks the routine up before any window opens.
 *
 * Returns: %FALSE when everything was said already (help, wrong usage, no such
 *   routine)
 */
gboolean fascia_cli_parse_start (FasciaContext *context, int argc, char **argv, char **routine, gboolean *json, int *exit_code);

/* {"ok": true} on standard output; returns the exit code. */
int fascia_cli_answer_ok (void);

/* One line on standard error, as every failing command writes it. */
void fascia_cli_complain (const char *sentence);

G_END_DECLS
