/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal/report-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "fascia-config.h"
#include "fascia/service/diary.h"
#include "fascia/service/report.h"
#include "widgets/day-row.h"
#include "widgets/phrases.h"
#include "widgets/template.h"
#include "widgets/toast.h"

#define MONTHS 3
#define DAYS_OF_A_YEAR 366

typedef enum {
  SPAN_4_WEEKS,
  SPAN_3_MONTHS,
  SPAN_OWN,
} Span;

struct _FasciaReportPage
{
  GtkWidget parent_instance;

  AdwComboRow *span;
  FasciaDayRow *since;
  FasciaDayRow *until;
  GtkSwitch *with_notes;
  GtkLabel *problem;

  FasciaContext *context;
  FasciaDay today;
  GtkFileChooserNative *chooser; /* (nullable): open */
};

G_DEFINE_FINAL_TYPE (FasciaReportPage, fascia_report_page, GTK_TYPE_WIDGET)

static FasciaDay
months_before (FasciaDay day, guint months)
{
  guint year, month, day_of_month;
  FasciaDay before = FASCIA_DAY_NONE;

  fascia_day_split (day, &year, &month, &day_of_month);
  year -= month <= months ? 1 : 0;
  month = (month + 11 - months) % 12 + 1;
  /* The 31st of a month that has none is its last day. */
  for (; !fascia_day_is_valid (before); day_of_month--)
    before = fascia_day_new (year, month, day_of_month);
  return before;
}

static FasciaReportSpan
get_span (FasciaReportPage *self)
{
  FasciaReportSpan span;

  fascia_report_span_init (&span, self->today);
  switch ((Span) adw_combo_row_get_selected (self->span))
    {
    case SPAN_3_MONTHS:
      span.since = fascia_day_add (months_before (self->today, MONTHS), 1);
      break;
    case SPAN_OWN:
      span.since = fascia_day_row_get_day (self->since);
      span.until = fascia_day_row_get_day (self->until);
      break;
    case SPAN_4_WEEKS:
    default:
      break;
    }
  span.with_notes = gtk_switch_get_active (self->with_notes);
  return span;
}

static void
update (FasciaReportPage *self)
{
  gboolean own = adw_combo_row_get_selected (self->span) == SPAN_OWN;
  FasciaReportSpan span;
  const char *problem = NULL;
  int days;

  if (self->context == NULL)
    return;
  span = get_span (self);
  days = fascia_day_difference (span.until, span.since);
  if (days < 0)
    problem = _("The last day is before the first.");
  else if (days >= DAYS_OF_A_YEAR)
    problem = _("A report is of a year at most.");
  gtk_widget_set_visible (GTK_WIDGET (self->since), own);
  gtk_widget_set_visible (GTK_WIDGET (self->until), own);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save", problem == NULL);
}

void
fascia_report_page_save (FasciaReportPage *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FasciaReportSpan span;

  g_return_if_fail (FASCIA_IS_REPORT_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  span = get_span (self);
  path = g_file_get_path (file);
  if (path == NULL)
    fascia_toast (GTK_WIDGET (self), _("That place is not on this computer. Choose another one."));
  else if (fascia_report_write_pdf (self->context, &span, path, &error))
    {
      g_autofree char *uri = g_file_get_uri (file);

      fascia_toast_with_button (GTK_WIDGET (self), _("Report saved"), _("Open"), "win.open-url", uri);
    }
  else
    fascia_toast (GTK_WIDGET (self), error->message);
}

static void
chosen_cb (FasciaReportPage *self, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    fascia_report_page_save (self, file);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FasciaReportPage *self = FASCIA_REPORT_PAGE (widget);
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autofree char *day = NULL;
  g_autofree char *proposed = NULL;
  FasciaReportSpan span = get_span (self);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Save Report"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("PDF documents"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  day = fascia_day_to_string (span.until);
  /* Translators: the name of a file; the date is as in 2026-11-20. */
  proposed = g_strdup_printf (_("Self-massage %s.pdf"), day);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), proposed);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
fascia_report_page_dispose (GObject *object)
{
  FasciaReportPage *self = FASCIA_REPORT_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  fascia_clear_template (GTK_WIDGET (object), FASCIA_TYPE_REPORT_PAGE);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fascia_report_page_parent_class)->dispose (object);
}

static void
fascia_report_page_class_init (FasciaReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fascia_report_page_dispose;
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_action);
  g_type_ensure (FASCIA_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, FASCIA_RESOURCE_PATH "/journal/report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FasciaReportPage, span);
  gtk_widget_class_bind_template_child (widget_class, FasciaReportPage, since);
  gtk_widget_class_bind_template_child (widget_class, FasciaReportPage, until);
  gtk_widget_class_bind_template_child (widget_class, FasciaReportPage, with_notes);
  gtk_widget_class_bind_template_child (widget_class, FasciaReportPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
fascia_report_page_init (FasciaReportPage *self)
{
  fascia_init_template (GTK_WIDGET (self));
}

GtkWidget *
fascia_report_page_new (FasciaContext *context)
{
  FasciaReportPage *self;
  FasciaDiary *diary;
  FasciaReportSpan span;

  g_return_val_if_fail (FASCIA_IS_CONTEXT (context), NULL);

  self = g_object_new (FASCIA_TYPE_REPORT_PAGE, NULL);
  self->context = g_object_ref (context);
  diary = fascia_context_get_diary (context, NULL);
  self->today = diary != NULL ? fascia_diary_today (diary) : fascia_phrase_today (context);
  fascia_report_span_init (&span, self->today);
  fascia_day_row_set_day (self->since, span.since, self->today);
  fascia_day_row_set_day (self->until, span.until, self->today);
  update (self);

  return GTK_WIDGET (self);
}
