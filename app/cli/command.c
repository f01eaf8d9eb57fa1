/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli.h"
#include "fascia-config.h"
#include "output.h"

/* Years that an instant may be given in: before, no zone kept today's hours; later,
 * the days after it could not be counted. */
#define FIRST_YEAR 1900
#define LAST_YEAR 9998

/* In the order of the help. */
static const FasciaCliCommand *const commands[] = {
  &fascia_cli_start,
  &fascia_cli_guide,
  &fascia_cli_routines,
  &fascia_cli_log,
  &fascia_cli_log_add,
  &fascia_cli_log_delete,
  &fascia_cli_log_restore,
  &fascia_cli_goal,
  &fascia_cli_remind,
  &fascia_cli_remind_add,
  &fascia_cli_remind_list,
  &fascia_cli_remind_remove,
  &fascia_cli_remind_next,
  &fascia_cli_remind_pause,
  &fascia_cli_remind_resume,
  &fascia_cli_remind_skip_today,
  &fascia_cli_remind_snooze,
  &fascia_cli_remind_quiet,
  &fascia_cli_remind_on,
  &fascia_cli_remind_off,
  &fascia_cli_remind_history,
  &fascia_cli_remind_test,
  &fascia_cli_trained,
  &fascia_cli_stats,
  &fascia_cli_report,
  &fascia_cli_export,
  &fascia_cli_import,
  &fascia_cli_backup,
  &fascia_cli_restore,
  &fascia_cli_sync,
  &fascia_cli_sync_on,
  &fascia_cli_sync_off,
  &fascia_cli_delete_everything,
  &fascia_cli_check,
};

static const FasciaCliOption common_options[] = {
  { "--json", NULL, FALSE, N_ ("Answer with one JSON document") },
  { "--help", NULL, FALSE, N_ ("Show this help") },
};

/* --- Looking up ---------------------------------------------------------------- */

/* The command that @argv names, and how many words its name took. */
static const FasciaCliCommand *
find_command (int argc, char **argv, int *n_words)
{
  const FasciaCliCommand *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) words = g_strsplit (commands[i]->name, " ", -1);
      int n = g_strv_length (words);
      gboolean same = argc > n;

      for (int w = 0; same && w < n; w++)
        same = g_str_equal (argv[1 + w], words[w]);
      if (same && (!found || n > *n_words))
        {
          found = commands[i];
          *n_words = n;
        }
    }
  return found;
}

static gboolean
is_subcommand_of (const FasciaCliCommand *command, const FasciaCliCommand *parent)
{
  gsize length = strlen (parent->name);

  return g_str_has_prefix (command->name, parent->name) && command->name[length] == ' ';
}

/* (transfer full): "add, delete, restore", or "" for a command without any; of the
 * top level when @parent is NULL. */
static char *
list_names (const FasciaCliCommand *parent)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *name = commands[i]->name;

      if (parent ? !is_subcommand_of (commands[i], parent) : strchr (name, ' ') != NULL)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, parent ? name + strlen (parent->name) + 1 : name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static int
find_option (const FasciaCliOption *options, guint n_options, const char *name)
{
  for (guint i = 0; i < n_options; i++)
    if (g_str_equal (options[i].name, name))
      return i;
  return -1;
}

static const char *
get_command_name (gconstpointer data, guint index)
{
  return commands[index]->name;
}

static const char *
get_option_name (gconstpointer data, guint index)
{
  const FasciaCliCommand *command = data;

  return index < command->n_options ? command->options[index].name
                                    : common_options[index - command->n_options].name;
}

/* --- Saying -------------------------------------------------------------------- */

/* Exactly one line, whatever a message has in it. */
static void
write_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new ("fascia: ");
  gssize written;

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  g_string_append_c (line, '\n');
  /* Nobody is left to tell when standard error is gone. */
  written = write (STDERR_FILENO, line->str, line->len);
  (void) written;
}

void
fascia_cli_complain (const char *sentence)
{
  write_line (sentence);
}

void
fascia_cli_remark (const char *sentence)
{
  g_autofree char *line = g_strdup_printf (_ ("Note: %s"), sentence);

  write_line (line);
}

/* Says @error and returns the exit code for it. @name is the command for the hint
 * ("" for the program itself). */
static int
complain_about (const GError *error, const char *name)
{
  if (g_error_matches (error, FASCIA_ERROR, FASCIA_ERROR_INVALID))
    {
      g_autofree char *sentence = g_strdup (error->message);
      g_autofree char *line = NULL;
      gsize length = strlen (sentence);

      /* The hint takes the place of the full stop. */
      if (length > 0 && sentence[length - 1] == '.')
        sentence[length - 1] = '\0';
      /* Translators: a sentence, then the command and the space behind it. */
      line = g_strdup_printf (_ ("%s; see fascia %s%s--help"), sentence, name, *name ? " " : "");
      write_line (line);
      return 2;
    }

  if (error->domain == FASCIA_ERROR)
    write_line (error->message);
  else
    /* A message of a library would be in its words, not ours. */
    write_line (_ ("Something failed that has no explanation here. “fascia check” looks for the cause."));
  return 1;
}

static void
append_options (GString *out, const FasciaCliCommand *command)
{
  g_autoptr (FasciaTable) table = fascia_table_new (2, 0);

  for (guint i = 0; i < command->n_options + G_N_ELEMENTS (common_options); i++)
    {
      const FasciaCliOption *option = i < command->n_options ? &command->options[i]
                                                             : &common_options[i - command->n_options];
      g_autofree char *name = option->value ? g_strdup_printf ("  %s %s", option->name, option->value)
                                            : g_strdup_printf ("  %s", option->name);

      fascia_table_add_row (table, name, _ (option->help));
    }
  g_string_append_printf (out, "\n%s\n", _ ("Options:"));
  fascia_table_append_to (table, out);
}

static void
append_subcommands (GString *out, const FasciaCliCommand *parent)
{
  g_autoptr (FasciaTable) table = fascia_table_new (2, 0);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = NULL;

      if (parent ? !is_subcommand_of (commands[i], parent) : !commands[i]->run)
        continue;
      usage = g_strdup_printf ("  fascia %s%s%s", commands[i]->name, *commands[i]->arguments ? " " : "", commands[i]->arguments);
      fascia_table_add_row (table, usage, _ (commands[i]->summary));
      n++;
    }
  if (n == 0)
    return;
  g_string_append_printf (out, "\n%s\n", _ ("Commands:"));
  fascia_table_append_to (table, out);
}

static void
append_help (GString *out, const FasciaCliCommand *command)
{
  if (command->run)
    g_string_append_printf (out, "%s fascia %s%s%s\n\n", _ ("Usage:"), command->name, *command->arguments ? " " : "", command->arguments);
  else
    g_string_append_printf (out, "%s fascia %s %s\n\n", _ ("Usage:"), command->name, _ ("COMMAND"));
  fascia_output_append_paragraph (out, "", 0, _ (command->summary));
  append_subcommands (out, command);
  if (command->run)
    append_options (out, command);
  if (command->details)
    {
      g_auto (GStrv) paragraphs = g_strsplit (_ (command->details), "\n", -1);

      g_string_append_c (out, '\n');
      for (guint i = 0; paragraphs[i]; i++)
        fascia_output_append_paragraph (out, "", 0, paragraphs[i]);
    }
}

static void
append_program_help (GString *out)
{
  g_string_append_printf (out, "%s fascia [%s]\n\n", _ ("Usage:"), _ ("COMMAND"));
  fascia_output_append_paragraph (out, "", 0, _ ("Guided self-massage with foam roller and ball: timers, a log and reminders. Without a command the window opens."));
  append_subcommands (out, NULL);
  g_string_append_c (out, '\n');
  fascia_output_append_paragraph (out, "", 0, _ ("Every command takes --json for an answer that programs can read, and --help. “fascia --version” prints the version."));
  fascia_output_append_paragraph (out, "", 0, _ ("Exit code: 0 done, 1 failed, 2 wrong usage."));
}

/* --- Reading arguments ---------------------------------------------------------- */

/* "-3" is a number that is too small, not an option. */
static gboolean
looks_like_option (const char *argument)
{
  return argument[0] == '-' && argument[1] != '\0' && !g_ascii_isdigit (argument[1]);
}

static gboolean
is_known_option (const FasciaCliCommand *command, const char *argument)
{
  g_autofree char *name = g_strndup (argument, strcspn (argument, "="));

  return find_option (command->options, command->n_options, name) >= 0 ||
         find_option (common_options, G_N_ELEMENTS (common_options), name) >= 0;
}

static void
set_unknown_option (const FasciaCliCommand *command, const char *argument, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (argument, -1);
  g_autofree char *name = g_strndup (valid, strcspn (valid, "="));
  g_autofree char *near = fascia_cli_near (name, get_option_name, command, command->n_options + G_N_ELEMENTS (common_options));

  if (near)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("There is no option “%s”; did you mean %s?"), name, near);
  else
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("There is no option “%s”"), name);
}

/* Reads @argv behind the command's name. *@help is set when that is asked for. */
static gboolean
read_arguments (FasciaCli *self, int argc, char **argv, gboolean *help, GError **error)
{
  const FasciaCliCommand *command = self->command;
  gboolean only_arguments = FALSE;

  *help = FALSE;
  for (int i = 0; i < argc; i++)
    {
      const char *argument = argv[i];
      g_autofree char *name = NULL;
      const char *value = NULL;
      int index;

      if (!only_arguments && g_str_equal (argument, "--"))
        {
          only_arguments = TRUE;
          continue;
        }
      if (only_arguments || !looks_like_option (argument))
        {
          g_ptr_array_add (self->arguments, (gpointer) argument);
          continue;
        }

      name = g_strndup (argument, strcspn (argument, "="));
      if (argument[strlen (name)] == '=')
        value = argument + strlen (name) + 1;

      if (g_str_equal (argument, "--help") || g_str_equal (argument, "-h"))
        {
          *help = TRUE;
          return TRUE;
        }
      if (g_str_equal (argument, "--json"))
        {
          self->json = TRUE;
          continue;
        }

      index = find_option (command->options, command->n_options, name);
      if (index < 0)
        {
          if (value && is_known_option (command, name))
            g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” takes no value"), name);
          else
            set_unknown_option (command, argument, error);
          return FALSE;
        }
      if (self->values[index]->len > 0 && !command->options[index].repeatable)
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” is given twice; give it once"), name);
          return FALSE;
        }
      if (!command->options[index].value)
        {
          if (value)
            {
              g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” takes no value"), name);
              return FALSE;
            }
          value = "";
        }
      else if (!value)
        {
          if (i + 1 >= argc || is_known_option (command, argv[i + 1]))
            {
              g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” needs a value: %s %s"), name, name, command->options[index].value);
              return FALSE;
            }
          value = argv[++i];
        }
      if (!g_utf8_validate (value, -1, NULL))
        {
          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("The value of “%s” is not valid UTF-8 text"), name);
          return FALSE;
        }
      g_ptr_array_add (self->values[index], (gpointer) value);
    }
  return TRUE;
}

static gboolean
check_arguments (FasciaCli *self, GError **error)
{
  const FasciaCliCommand *command = self->command;
  g_autofree char *subcommands = list_names (command);

  if (!command->run)
    {
      if (self->arguments->len > 0)
        {
          g_autofree char *unknown = g_utf8_make_valid (self->arguments->pdata[0], -1);

          g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Unknown command “%s %s”; the commands are: %s"), command->name, unknown, subcommands);
        }
      else
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“fascia %s” needs one of these behind it: %s"), command->name, subcommands);
      return FALSE;
    }
  if (self->arguments->len > command->max_arguments)
    {
      g_autofree char *stray = g_utf8_make_valid (self->arguments->pdata[command->max_arguments], -1);

      if (*subcommands && command->max_arguments == 0)
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Unknown command “%s %s”; the commands are: %s"), command->name, stray, subcommands);
      else
        g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” is one argument too many"), stray);
      return FALSE;
    }
  if (self->arguments->len < command->min_arguments)
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Something is missing: fascia %s %s"), command->name, command->arguments);
      return FALSE;
    }
  /* The name of a file may be any bytes. */
  for (guint i = 0; i < self->arguments->len; i++)
    if (!command->takes_file && !g_utf8_validate (self->arguments->pdata[i], -1, NULL))
      {
        g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("An argument is not valid UTF-8 text"));
        return FALSE;
      }
  return TRUE;
}

static FasciaCli *
cli_new (FasciaContext *context, const FasciaCliCommand *command)
{
  FasciaCli *self = g_new0 (FasciaCli, 1);

  self->context = g_object_ref (context);
  self->command = command;
  self->arguments = g_ptr_array_new ();
  self->values = g_new0 (GPtrArray *, command->n_options);
  for (guint i = 0; i < command->n_options; i++)
    self->values[i] = g_ptr_array_new ();
  self->out = g_string_new (NULL);
  return self;
}

static void
cli_free (FasciaCli *self)
{
  for (guint i = 0; i < self->command->n_options; i++)
    g_ptr_array_unref (self->values[i]);
  g_free (self->values);
  g_ptr_array_unref (self->arguments);
  g_string_free (self->out, TRUE);
  g_object_unref (self->context);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FasciaCli, cli_free)

/* --- What the commands use ------------------------------------------------------ */

const char *
fascia_cli_get_argument (FasciaCli *self, guint index)
{
  return index < self->arguments->len ? self->arguments->pdata[index] : NULL;
}

GPtrArray *
fascia_cli_get_options (FasciaCli *self, const char *name)
{
  int index = find_option (self->command->options, self->command->n_options, name);

  g_assert (index >= 0);
  return self->values[index];
}

const char *
fascia_cli_get_option (FasciaCli *self, const char *name)
{
  GPtrArray *values = fascia_cli_get_options (self, name);

  return values->len > 0 ? values->pdata[0] : NULL;
}

gboolean
fascia_cli_parse_number (const char *what, const char *text, int min, int max, int *number, GError **error)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, min, max, &value, NULL))
    {
      g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("%s takes a whole number from %d to %d, not “%s”"), what, min, max, text);
      return FALSE;
    }
  *number = value;
  return TRUE;
}

gboolean
fascia_cli_get_number (FasciaCli *self, const char *name, int min, int max, int *number, GError **error)
{
  const char *text = fascia_cli_get_option (self, name);

  return !text || fascia_cli_parse_number (name, text, min, max, number, error);
}

gboolean
fascia_cli_get_day (FasciaCli *self, const char *name, FasciaDay *day, GError **error)
{
  const char *text = fascia_cli_get_option (self, name);

  if (!text || fascia_day_from_string (text, day, NULL))
    return TRUE;
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("%s takes a date that exists, written YYYY-MM-DD, not “%s”"), name, text);
  return FALSE;
}

gboolean
fascia_cli_get_instant (FasciaCli *self, const char *name, FasciaInstant *instant, GError **error)
{
  const char *text = fascia_cli_get_option (self, name);
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self);

  FasciaDay day;
  guint year, month, day_of_month;

  *instant = (FasciaInstant){ 0 };
  if (!text)
    return TRUE;
  if (!fascia_instant_parse (text, zone, instant, error))
    return FALSE;

  day = fascia_day_of_instant (instant->utc_us, zone);
  if (fascia_day_is_valid (day))
    {
      fascia_day_split (day, &year, &month, &day_of_month);
      if (year >= FIRST_YEAR && year <= LAST_YEAR)
        return TRUE;
    }
  fascia_instant_clear (instant);
  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("%s takes a time in the years from %d to %d, not “%s”"), name, FIRST_YEAR, LAST_YEAR, text);
  return FALSE;
}

GTimeZone *
fascia_cli_zone (FasciaCli *self)
{
  return fascia_clock_zone (fascia_context_get_clock (self->context));
}

FasciaDay
fascia_cli_today (FasciaCli *self)
{
  g_autoptr (GTimeZone) zone = fascia_cli_zone (self);

  return fascia_day_of_instant (fascia_clock_utc_us (fascia_context_get_clock (self->context)), zone);
}

/* Levenshtein: how many letters to add, drop or change. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 0; a[i]; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (gsize j = 0; j < n; j++)
        {
          guint changed = diagonal + (a[i] != b[j]);

          diagonal = row[j + 1];
          row[j + 1] = MIN (changed, MIN (row[j], row[j + 1]) + 1);
        }
    }
  return row[n];
}

char *
fascia_cli_near (const char *id, FasciaCliGetId get_id, gconstpointer data, guint n)
{
  gsize length = strlen (id);
  guint limit = MIN (MAX (length / 4, 1), 4);
  g_autoptr (GPtrArray) near = g_ptr_array_new ();

  if (length < 3 || length > 100)
    return NULL;

  /* The nearest first; then those of which only a part was written ("calf"). */
  for (guint distance = 0; distance <= limit; distance++)
    for (guint i = 0; i < n; i++)
      if (near->len < 3 && edit_distance (id, get_id (data, i)) == distance)
        g_ptr_array_add (near, (gpointer) get_id (data, i));
  for (guint i = 0; i < n; i++)
    if (near->len < 3 && strstr (get_id (data, i), id) && !g_ptr_array_find (near, get_id (data, i), NULL))
      g_ptr_array_add (near, (gpointer) get_id (data, i));

  switch (near->len)
    {
    case 0:
      return NULL;
    case 1:
      return g_strdup_printf (_ ("“%s”"), (char *) near->pdata[0]);
    case 2:
      return g_strdup_printf (_ ("“%s” or “%s”"), (char *) near->pdata[0], (char *) near->pdata[1]);
    default:
      return g_strdup_printf (_ ("“%s”, “%s” or “%s”"), (char *) near->pdata[0], (char *) near->pdata[1], (char *) near->pdata[2]);
    }
}

static const char *
get_technique_id (gconstpointer data, guint index)
{
  return fascia_catalog_get_technique (data, index)->id;
}

void
fascia_cli_set_no_technique (FasciaCli *self, const char *id, GError **error)
{
  FasciaCatalog *catalog = fascia_context_get_catalog (self->context);
  g_autofree char *near = fascia_cli_near (id, get_technique_id, catalog, fascia_catalog_get_n_techniques (catalog));

  if (near)
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is no technique “%s”; did you mean %s? “fascia guide” lists them all."), id, near);
  else
    g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND, _ ("There is no technique “%s”. “fascia guide” lists them all."), id);
}

/* --- The program ---------------------------------------------------------------- */

void
fascia_cli_prepare (void)
{
  /* Opened the wrong way round, so that using one fails as if it were closed. */
  static const int flags[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int fd = 0; fd < 3; fd++)
    if (fcntl (fd, F_GETFD) == -1 && errno == EBADF)
      {
        int opened = open ("/dev/null", flags[fd]);

        if (opened >= 0 && opened != fd)
          close (opened);
      }
}

static gboolean
is_start (int argc, char **argv)
{
  return argc > 1 && g_str_equal (argv[1], fascia_cli_start.name);
}

gboolean
fascia_cli_handles (int argc, char **argv)
{
  if (argc < 2 || is_start (argc, argv))
    return FALSE;
  /* How the bus starts a GApplication. */
  return !g_str_equal (argv[1], "--gapplication-service");
}

/* A command whose answer nobody can get should not change anything first. */
static gboolean
check_standard_output (GError **error)
{
  int flags = fcntl (STDOUT_FILENO, F_GETFL);

  if (flags != -1 && (flags & O_ACCMODE) != O_RDONLY)
    return TRUE;
  g_set_error_literal (error, FASCIA_ERROR, FASCIA_ERROR_FAILED, _ ("Standard output is closed, so nothing was done."));
  return FALSE;
}

static int
run_program_option (int argc, char **argv)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean json = argc == 3 && g_str_equal (argv[2], "--json");

  if (argc > 2 && !json)
    {
      g_set_error (&error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("“%s” is one argument too many"), argv[2]);
      return complain_about (error, "");
    }
  if (!g_str_equal (argv[1], "--version"))
    append_program_help (out);
  else if (json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      fascia_json_string (builder, "version", FASCIA_VERSION);
      json_builder_end_object (builder);
      fascia_json_append_document (out, builder);
    }
  else
    g_string_append (out, "fascia " FASCIA_VERSION "\n");

  if (!fascia_output_write (out, &error))
    return complain_about (error, "");
  return 0;
}

static int
run_unknown (const char *argument)
{
  g_autofree char *name = g_utf8_make_valid (argument, -1);
  g_autofree char *names = list_names (NULL);
  g_autoptr (GError) error = NULL;

  if (looks_like_option (name))
    g_set_error (&error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("There is no option “%s”; begin with a command: %s"), name, names);
  else
    {
      g_autofree char *near = fascia_cli_near (name, get_command_name, NULL, G_N_ELEMENTS (commands));

      if (near)
        g_set_error (&error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Unknown command “%s”; did you mean %s? The commands are: %s"), name, near, names);
      else
        g_set_error (&error, FASCIA_ERROR, FASCIA_ERROR_INVALID, _ ("Unknown command “%s”; the commands are: %s"), name, names);
    }
  return complain_about (error, "");
}

/* Arguments and help; %FALSE with @exit_code when there is nothing left to run. */
static gboolean
prepare_command (FasciaCli *self, int argc, char **argv, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  gboolean help;

  *exit_code = 0;
  if (!read_arguments (self, argc, argv, &help, &error))
    *exit_code = complain_about (error, self->command->name);
  else if (help)
    {
      append_help (self->out, self->command);
      if (!fascia_output_write (self->out, &error))
        *exit_code = complain_about (error, self->command->name);
    }
  else if (!check_arguments (self, &error))
    *exit_code = complain_about (error, self->command->name);
  else
    return TRUE;
  return FALSE;
}

int
fascia_cli_run (FasciaContext *context, int argc, char **argv)
{
  g_autoptr (FasciaCli) self = NULL;
  g_autoptr (GError) error = NULL;
  const FasciaCliCommand *command;
  int n_words = 0;
  int exit_code;

  g_return_val_if_fail (argc > 1, 2);

  if (g_str_equal (argv[1], "--version") || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return run_program_option (argc, argv);

  command = find_command (argc, argv, &n_words);
  if (!command)
    return run_unknown (argv[1]);

  self = cli_new (context, command);
  if (!prepare_command (self, argc - 1 - n_words, argv + 1 + n_words, &exit_code))
    return exit_code;
  if (!check_standard_output (&error) || !command->run (self, &error) || !fascia_output_write (self->out, &error))
    return complain_about (error, command->name);
  return self->exit_code;
}

gboolean
fascia_cli_parse_start (FasciaContext *context, int argc, char **argv, char **routine, gboolean *json, int *exit_code)
{
  g_autoptr (FasciaCli) self = NULL;
  g_autoptr (GError) error = NULL;

  *routine = NULL;
  *json = FALSE;
  if (!is_start (argc, argv))
    return TRUE;

  self = cli_new (context, &fascia_cli_start);
  if (!prepare_command (self, argc - 2, argv + 2, exit_code))
    return FALSE;
  if (!fascia_cli_start.run (self, &error))
    {
      *exit_code = complain_about (error, fascia_cli_start.name);
      return FALSE;
    }
  *routine = g_strdup (fascia_cli_get_argument (self, 0));
  *json = self->json;
  return TRUE;
}

int
fascia_cli_answer_ok (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  fascia_json_append_ok (out);
  if (!fascia_output_write (out, &error))
    return complain_about (error, "");
  return 0;
}
