/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* dl_iterate_phdr () */
#include "fascia/service/context.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#ifdef __GLIBC__
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "app/service/diary-private.h"
#include "fascia-config.h"
#include "fascia/store/content-files.h"

struct _FasciaContext
{
  GObject parent_instance;

  FasciaClock *clock;
  char *folder;
  FasciaCatalog *catalog; /* (nullable) in a lean context */
  gboolean lean;
  FasciaLanguage language;
  FasciaDiary *diary;
};

G_DEFINE_FINAL_TYPE (FasciaContext, fascia_context, G_TYPE_OBJECT)

static const char technique_prefix[] = "technique:";

/* The first non-empty of the variables that name the language of messages. */
static const char *
wanted_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return "C";
}

static gboolean
is_plain_c (const char *locale)
{
  return g_str_equal (locale, "C") || g_str_equal (locale, "POSIX");
}

/* gettext gives no translation in a locale called C, nor, on Debian 13, in one
 * whose name begins with “C.”, nor in one that this machine has not generated. The
 * C library looks for a territory nobody has in C.UTF-8, which always exists; under
 * this name gettext honours $LANGUAGE there. So a Danish user of a bare machine
 * still gets Danish. */
static const char bare_translated[] = "C_ZZ.UTF-8";
static const char bare[] = "C.UTF-8";

/* Only the messages get that name: fontconfig, for one, takes the others for languages.
 * GTK sets the locale from the environment again, hence the environment. */
static void
use_bare_locale (gboolean translated)
{
  static const char *const variables[] = {
    "LC_ALL",   "LC_CTYPE", "LC_NUMERIC", "LC_TIME",      "LC_COLLATE",     "LC_MONETARY",       "LC_MESSAGES",
    "LC_PAPER", "LC_NAME",  "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION",
  };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  g_setenv ("LANG", bare, TRUE);
  if (translated)
    g_setenv ("LC_MESSAGES", bare_translated, TRUE);
}

/* A locale that works for the user stays as it is. */
void
fascia_context_init_locale (void)
{
  const char *set = setlocale (LC_ALL, "");
  gboolean works = set != NULL && !is_plain_c (setlocale (LC_MESSAGES, NULL)) && !is_plain_c (setlocale (LC_CTYPE, NULL));
  const char *language = g_getenv ("LANGUAGE");

  if (!works && (language == NULL || *language == '\0') && !is_plain_c (wanted_locale ()))
    {
      g_autofree char *wanted = g_strdup (wanted_locale ());

      wanted[strcspn (wanted, ".@")] = '\0';
      if (!is_plain_c (wanted))
        g_setenv ("LANGUAGE", wanted, TRUE);
      language = g_getenv ("LANGUAGE");
    }

  if (!works || g_str_has_prefix (set, "C."))
    {
      gboolean translated = language != NULL && *language != '\0' && setlocale (LC_MESSAGES, bare_translated) != NULL;

      if (translated || !works)
        use_bare_locale (translated);
      setlocale (LC_ALL, "");
    }

  bindtextdomain (GETTEXT_PACKAGE, FASCIA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static FasciaLanguage
users_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "da"))
        return FASCIA_LANGUAGE_DA;
      if (g_str_has_prefix (names[i], "en"))
        return FASCIA_LANGUAGE_EN;
    }
  return FASCIA_LANGUAGE_EN;
}

static void
fascia_context_finalize (GObject *object)
{
  FasciaContext *self = FASCIA_CONTEXT (object);

  g_clear_object (&self->diary);
  g_clear_pointer (&self->catalog, fascia_catalog_unref);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (fascia_context_parent_class)->finalize (object);
}

static void
fascia_context_class_init (FasciaContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fascia_context_finalize;
}

static void
fascia_context_init (FasciaContext *self)
{
}

FasciaContext *
fascia_context_new_lean (FasciaClock *clock, const char *folder)
{
  FasciaContext *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (FASCIA_TYPE_CONTEXT, NULL);
  self->clock = clock;
  self->lean = TRUE;
  self->folder = folder != NULL ? g_strdup (folder) : g_build_filename (g_get_user_data_dir (), "fascia", NULL);
  self->language = users_language ();
  return self;
}

FasciaContext *
fascia_context_new (FasciaClock *clock, const char *folder, GError **error)
{
  g_autoptr (FasciaContext) self = NULL;

  g_return_val_if_fail (clock != NULL, NULL);

  self = fascia_context_new_lean (clock, folder);
  self->lean = FALSE;
  self->catalog = fascia_content_files_load (error);
  if (self->catalog == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

FasciaClock *
fascia_context_get_clock (FasciaContext *self)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  return self->clock;
}

FasciaCatalog *
fascia_context_get_catalog (FasciaContext *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);

  if (self->catalog == NULL)
    {
      self->catalog = fascia_content_files_load (&error);
      /* It is built into the program, and the tests have read all of it. */
      if (self->catalog == NULL)
        g_error ("%s", error->message);
    }
  return self->catalog;
}

#ifdef __GLIBC__
/* The program's own file: what of it is only read is mapped again when it is wanted.
 * Most of it is the content, which comes in with whatever stands beside it. */
static int
let_go_of_program_cb (struct dl_phdr_info *info, size_t size, void *data)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  for (guint i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &info->dlpi_phdr[i];
      gsize from = (info->dlpi_addr + part->p_vaddr) & ~(page - 1);

      if (part->p_type == PT_LOAD && (part->p_flags & PF_W) == 0)
        madvise ((gpointer) from, info->dlpi_addr + part->p_vaddr + part->p_memsz - from, MADV_DONTNEED);
    }
  return 1; /* The first is the program; what follows, others use as well. */
}
#endif

void
fascia_context_rest (FasciaContext *self)
{
  g_return_if_fail (FASCIA_IS_CONTEXT (self));

  if (!self->lean)
    return;

  g_clear_pointer (&self->catalog, fascia_catalog_unref);
  if (self->diary != NULL)
    fascia_store_release_memory (fascia_diary_get_store (self->diary));
#ifdef __GLIBC__
  malloc_trim (0);
  dl_iterate_phdr (let_go_of_program_cb, NULL);
#endif
}

FasciaLanguage
fascia_context_get_language (FasciaContext *self)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), FASCIA_LANGUAGE_EN);
  return self->language;
}

const char *
fascia_context_get_folder (FasciaContext *self)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  return self->folder;
}

FasciaDiary *
fascia_context_get_diary (FasciaContext *self, GError **error)
{
  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);

  if (self->diary == NULL)
    self->diary = fascia_diary_new (self->clock, self->folder, error);
  return self->diary;
}

FasciaRoutine *
fascia_context_find_routine (FasciaContext *self, const char *id, GError **error)
{
  FasciaRoutine *routine;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  routine = fascia_catalog_find_routine (fascia_context_get_catalog (self), id);
  if (routine != NULL)
    return fascia_routine_ref (routine);

  if (g_str_has_prefix (id, technique_prefix))
    {
      const FasciaTechnique *technique = fascia_catalog_find_technique (fascia_context_get_catalog (self), id + strlen (technique_prefix));

      if (technique != NULL)
        return fascia_routine_new_for_technique (technique,
                                                 technique->sides == FASCIA_SIDES_BOTH ? FASCIA_SIDES_BOTH : FASCIA_SIDES_LEFT_RIGHT,
                                                 technique->sets);
    }
  else if (g_uuid_string_is_valid (id))
    {
      FasciaDiary *diary = fascia_context_get_diary (self, NULL);
      g_autoptr (GPtrArray) own = diary != NULL ? fascia_diary_list_routines (diary, NULL) : NULL;

      for (guint i = 0; own != NULL && i < own->len; i++)
        {
          FasciaRoutine *candidate = g_ptr_array_index (own, i);

          if (g_str_equal (candidate->id, id))
            return fascia_routine_ref (candidate);
        }
    }

  g_set_error (error, FASCIA_ERROR, FASCIA_ERROR_NOT_FOUND,
               _("There is no routine “%s”; “fascia routines” lists them."), id);
  return NULL;
}

const char *
fascia_context_get_technique_name (FasciaContext *self, const char *id)
{
  const FasciaTechnique *technique;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  technique = fascia_catalog_find_technique (fascia_context_get_catalog (self), id);
  return technique != NULL ? fascia_text_get (&technique->name, self->language) : id;
}

char *
fascia_context_get_routine_name (FasciaContext *self, const char *id)
{
  g_autoptr (FasciaRoutine) routine = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  routine = fascia_context_find_routine (self, id, NULL);
  return g_strdup (routine != NULL ? fascia_text_get (&routine->name, self->language) : id);
}

static gboolean
read_resting_areas (FasciaDiary *diary, FasciaSafetyFacts *facts, GError **error)
{
  g_autoptr (GArray) rests = fascia_diary_list_resting_areas (diary, error);

  if (rests == NULL)
    return FALSE;
  for (guint i = 0; i < rests->len; i++)
    fascia_safety_facts_rest (facts, &g_array_index (rests, FasciaRestingArea, i));
  return TRUE;
}

FasciaSafetyFacts *
fascia_context_load_safety_facts (FasciaContext *self, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (FasciaSafetyFacts) facts = NULL;
  FasciaDiary *diary;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);

  zone = fascia_clock_zone (self->clock);
  facts = fascia_safety_facts_new (fascia_clock_utc_us (self->clock), zone);
  diary = fascia_context_get_diary (self, NULL);
  if (diary != NULL &&
      (!fascia_diary_get_health (diary, &facts->health, error) || !read_resting_areas (diary, facts, error)))
    return NULL;

  return g_steal_pointer (&facts);
}

FasciaSafetyVerdict *
fascia_context_check_routine (FasciaContext *self, FasciaRoutine *routine, GError **error)
{
  g_autoptr (FasciaSafetyFacts) facts = NULL;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (routine != NULL, NULL);

  facts = fascia_context_load_safety_facts (self, error);
  return facts != NULL ? fascia_safety_check (routine, self->catalog, facts) : NULL;
}
