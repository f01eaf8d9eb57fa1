/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the Progress page to a file in the hand. */
#include "desk.h"
#include "journal/report-page.h"
#include "widgets/day-row.h"

static void
activate (Desk *desk, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, target != NULL ? "s" : NULL, target));
  desk_settle ();
}

static FasciaReportPage *
open_page (Desk *desk)
{
  activate (desk, "win.show-report", NULL);
  return FASCIA_REPORT_PAGE (desk_find_type (GTK_WIDGET (desk->window), FASCIA_TYPE_REPORT_PAGE));
}

static AdwComboRow *
get_span_row (Desk *desk)
{
  return ADW_COMBO_ROW (desk_find_row (GTK_WIDGET (desk->window), "Days"));
}

static void
it_is_reached_from_progress (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  GtkWidget *window;

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  window = GTK_WIDGET (desk->window);
  activate (desk, "win.show-view", "journal");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (desk_find_button (window, "Progress")), TRUE);
  desk_settle ();
  desk_press (window, "Report for the Physiotherapist…");
  g_assert_nonnull (desk_find_type (window, FASCIA_TYPE_REPORT_PAGE));
  desk_assert_text (window, "The last 4 weeks");
  g_assert_null (desk_find_row (window, "First Day"));
}

static void
what_is_saved_is_a_pdf_and_can_be_opened (void)
{
  g_autoptr (Desk) desk = desk_new_without_window ();
  g_autofree char *path = g_build_filename (desk->folder, "Report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *bytes = NULL;
  gsize length;

  desk_add_session (desk, "after-run", 1);
  desk_open (desk);
  fascia_report_page_save (open_page (desk), file);
  desk_settle ();
  desk_assert_text (GTK_WIDGET (desk->window), "Report saved");
  g_assert_nonnull (desk_find_button (GTK_WIDGET (desk->window), "Open"));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
}

static void
what_cannot_be_saved_is_said (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *path = g_build_filename (desk->folder, "nowhere", "Report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FasciaReportPage *page = open_page (desk);
  g_autofree char *sentence = g_strdup_printf ("“%s” could not be written: its folder does not exist. Make the folder or choose another one.", path);

  fascia_report_page_save (page, file);
  desk_settle ();
  desk_assert_text (GTK_WIDGET (desk->window), sentence);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
can_save (Desk *desk)
{
  return gtk_widget_get_sensitive (desk_find_button (GTK_WIDGET (desk->window), "Save as PDF…"));
}

static void
own_days_must_be_in_order_and_of_a_year (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GtkWidget *window = GTK_WIDGET (desk->window);
  FasciaDay today = fascia_day_new (2027, 3, 26);
  FasciaDayRow *since;

  open_page (desk);
  adw_combo_row_set_selected (get_span_row (desk), 2);
  desk_settle ();
  since = FASCIA_DAY_ROW (desk_find_row (window, "First Day"));
  g_assert_nonnull (since);
  g_assert_cmpint (fascia_day_difference (today, fascia_day_row_get_day (since)), ==, 27);
  g_assert_true (can_save (desk));

  fascia_day_row_set_day (since, fascia_day_add (today, 1), today);
  g_signal_emit_by_name (since, "changed");
  desk_settle ();
  desk_assert_text (window, "The last day is before the first.");
  g_assert_false (can_save (desk));

  fascia_day_row_set_day (since, fascia_day_add (today, -366), today);
  g_signal_emit_by_name (since, "changed");
  desk_settle ();
  desk_assert_text (window, "A report is of a year at most.");
  g_assert_false (can_save (desk));

  fascia_day_row_set_day (since, fascia_day_add (today, -365), today);
  g_signal_emit_by_name (since, "changed");
  desk_settle ();
  g_assert_true (can_save (desk));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/report/it-is-reached-from-progress", it_is_reached_from_progress);
  g_test_add_func ("/report/what-is-saved-is-a-pdf-and-can-be-opened", what_is_saved_is_a_pdf_and_can_be_opened);
  g_test_add_func ("/report/what-cannot-be-saved-is-said", what_cannot_be_saved_is_said);
  g_test_add_func ("/report/own-days-must-be-in-order-and-of-a-year", own_days_must_be_in_order_and_of_a_year);
  return g_test_run ();
}
