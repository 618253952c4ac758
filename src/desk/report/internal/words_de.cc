// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/words.h"

namespace sillage::desk::report {

const Words kGerman = {
    .code = "de",
    .thousands = ".",
    .decimal = ",",
    .percent = "{0}\u202f%",
    .months = "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    .weekdays = "Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag",
    .long_date = "{0}, {1}. {2} {3}",
    .hour = "{0} h",
    .minute = "{0} min",
    .second = "{0} s",
    .longer_than = "{0} und länger",

    .report_name = "Besucherbericht",
    .document_title = "{0}: Besucherbericht",
    .skip_to_content = "Zu den Zahlen springen",
    .evaluation_mark = "Auswertung einer Aufnahme — kein Laden im Betrieb",
    .evaluation_note =
        "Diese Zahlen stammen aus einer Videodatei und dienen dazu, die Zählung zu "
        "prüfen. Sie beschreiben keinen Laden im Betrieb.",
    .offsets_note =
        "Die Anfangszeit der Aufnahme ist nicht bekannt. Die Zeiten zählen ab dem "
        "Beginn des Videos.",
    .offset_range = "{0} bis {1} des Videos",
    .time_zone_note = "Zeiten in {0}",
    .no_period = "Kein Zeitraum",
    .warnings_one = "1 Warnung. Bitte vor der Nutzung der Zahlen lesen.",
    .warnings_many = "{0} Warnungen. Bitte vor der Nutzung der Zahlen lesen.",
    .bins_one = "1 Zeitabschnitt",
    .bins_many = "{0} Zeitabschnitte",

    .not_measured = "nicht gemessen",
    .withheld = "zurückgehalten",
    .merged = "zusammengefasst",
    .released = "freigegeben",
    .between = "Zwischen {0} und {1}, je nach Zweifelsfällen",
    .no_doubt = "Keine Zweifelsfälle",
    .no_range = "Keine Spanne geschätzt",
    .bins_missing = "{0} von {1} Zeitabschnitten ohne diese Zahl",
    .nothing_yet = "Es gibt noch keine Zahlen",
    .nothing_yet_why =
        "Für diesen Zeitraum wurde nichts freigegeben. Prüfen Sie, ob das Video "
        "Bilder enthält und die Kamera beobachtet wurde.",

    .key_figures = "Wichtigste Zahlen",
    .entries = "Eintritte",
    .exits = "Austritte",
    .present_mean = "Anwesend, Mittel",
    .present_max = "Anwesend, maximal",
    .coverage = "Beobachtete Zeit",
    .coverage_of = "{0} von {1} beobachtet",
    .coverage_none = "Nichts wurde beobachtet",

    .heat_title = "Wo sich Menschen aufhielten",
    .heat_summary =
        "Die meiste Zeit verbrachten Menschen dort, wo die Farbe am hellsten ist: bis "
        "zu {0} Personensekunden auf einem Quadratmeter.",
    .heat_unit = "Personensekunden je Quadratmeter",
    .heat_under = "unter {0}",
    .heat_from_to = "{0} bis {1}",
    .heat_from = "{0} oder mehr",
    .heat_merged = "mit Nachbarn zusammengefasst (ein Wert für die ganze Fläche)",
    .heat_hidden = "zurückgehalten (zu wenige Personen)",
    .heat_all_withheld =
        "Es wird keine Wärmekarte gezeigt. Keine Fläche hatte eine Gruppe von mindestens {0} "
        "Personen, daher wurde alles zurückgehalten.",
    .heat_none = "In diesem Zeitraum wurde keine Wärmekarte gemessen.",
    .heat_withheld_some =
        "Einige Flächen sind zurückgehalten, weil dort weniger als {0} Personen waren oder um eine "
        "solche Fläche daneben zu schützen.",
    .heat_coarser =
        "Damit die Datei klein bleibt, ist die Wärmekarte in Feldern von mindestens "
        "{0} m gezeichnet. Der CSV-Export enthält das volle Raster.",
    .plate_what =
        "Das Bild zeigt die leere Szene: ein Median über die Zeit, ohne bewegte "
        "Menschen.",
    .plate_none =
        "Dieser Bericht enthält kein Bild der leeren Szene. Stattdessen ist der "
        "Grundriss gezeichnet, in Metern.",
    .plan_title = "Grundriss mit Wärmekarte, Linien und Zonen",
    .plate_nothing =
        "Es gibt nichts zu zeichnen: kein Bild, keine Linien, keine Zonen, keine "
        "Wärmekarte. Ergänzen Sie Linien und Zonen in der Konfiguration des Ladens.",
    .map_key = "Linien und Zonen im Bild",
    .map_line = "Zähllinie. Der Pfeil zeigt nach innen.",
    .map_zone = "Zone: {0}",
    .map_outside = "außerhalb des Bildes",
    .heat_table = "Wärme auf dem Boden, höchste zuerst",
    .heat_table_more = "{0} weitere Flächen mit kleineren Werten stehen im CSV-Export.",
    .col_x = "x (m)",
    .col_y = "y (m)",
    .col_size = "Größe (m)",
    .col_heat = "Personensekunden je m²",
    .zone_type_entrance = "Eingang",
    .zone_type_frontage = "vor dem Laden",
    .zone_type_aisle = "Gang",
    .zone_type_checkout_queue = "Kassenschlange",
    .zone_type_service = "Bedienung",
    .zone_type_staff = "nur Personal",
    .zone_type_fitting = "Umkleide",
    .zone_type_objection = "Widerspruchsplatz",
    .zone_type_other = "Sonstiges",

    .flow_title = "Eintritte und Austritte je Minute",
    .flow_summary_one =
        "Im Durchschnitt des Zeitabschnitts kamen {0} Personen je Minute herein "
        "und {1} je Minute gingen hinaus.",
    .flow_summary_many = "Die meisten Menschen kamen in der Zeit {0}: {1} je Minute.",
    .flow_summary_none = "Eintritte und Austritte wurden in diesem Zeitraum nicht gemessen.",
    .flow_no_lines = "Es ist keine Zähllinie eingerichtet",
    .flow_no_lines_why =
        "Eintritte und Austritte werden an einer Linie gezählt. Ergänzen Sie eine "
        "Linie am Eingang in der Konfiguration des Ladens.",
    .flow_why_bins =
        "Jeder Balken ist der Durchschnitt eines Zeitabschnitts von {0} Minuten. Feiner wird nicht "
        "unterteilt: Ein kurzer Abschnitt könnte zeigen, in welcher Minute eine Person kam.",
    .flow_why_one_bin =
        "Diese Aufnahme bildet einen Zeitabschnitt. Er wird nicht feiner unterteilt: Ein kurzes "
        "Stück könnte zeigen, in welcher Minute eine Person kam.",
    .flow_axis = "Eintritte über der Linie, Austritte darunter. Personen je Minute.",
    .flow_table = "Eintritte und Austritte je Zeitabschnitt",
    .flow_lines_table = "Eintritte und Austritte je Zähllinie",
    .flow_unmeasured = "Graue Streifen: nicht gemessen.",
    .flow_range_note = "Dünne Striche zeigen die Spanne, die Zweifelsfälle offen lassen.",
    .whole_store = "Ganzer Laden",
    .per_minute = "{0} je Minute",
    .col_entries_rate = "Eintritte je Minute",
    .col_exits_rate = "Austritte je Minute",

    .dwell_title = "Wie lange Menschen blieben",
    .dwell_intro =
        "Ein Aufenthalt zählt ab {0}. Wer die Zone für weniger als {1} verlässt, "
        "unterbricht ihn nicht.",
    .dwell_no_zones = "Es ist keine Zone eingerichtet",
    .dwell_no_zones_why =
        "Aufenthalte werden in Zonen gemessen. Zeichnen Sie eine Zone in der "
        "Konfiguration des Ladens, etwa um ein Regal oder eine Schlange.",
    .dwell_summary =
        "{0} Aufenthalte. Die Hälfte dauerte {1} oder weniger, neun von zehn {2} oder "
        "weniger (Schätzungen).",
    .dwell_summary_bare = "{0} Aufenthalte sind unten gezeigt.",
    .dwell_summary_count = "{0} Aufenthalte wurden gezählt.",
    .dwell_withheld = "Die Aufenthaltsdauern sind zurückgehalten",
    .dwell_withheld_why =
        "Zu wenige Menschen blieben hier, um zu zeigen, wie lange: Jeder Teil braucht mindestens "
        "{0} Personen. Ein kleinerer könnte zeigen, wie lange eine Person blieb.",
    .dwell_none = "Nicht gemessen",
    .dwell_none_why = "Für diese Zone wurde in diesem Zeitraum keine Aufenthaltsdauer freigegeben.",
    .dwell_zero = "Niemand blieb lange genug in dieser Zone, um gezählt zu werden.",
    .dwell_never = "In einer Zone dieser Art wird nie jemand gemessen.",
    .dwell_median = "Median ≈ {0}",
    .dwell_p90 = "90 von 100 ≈ {0}",
    .dwell_estimate_why =
        "Median und „90 von 100“ sind Schätzungen: Sie sind aus den Balken "
        "berechnet, nicht aus einzelnen Aufenthalten.",
    .dwell_partial = "Ein Teil der Aufenthalte ist zurückgehalten, daher gibt es keinen Median.",
    .dwell_bins_withheld = "{0} von {1} Zeitabschnitten sind zurückgehalten und fehlen im Bild.",
    .dwell_wide_bar =
        "Die Fläche eines Balkens ist seine Zahl der Aufenthalte. Ein breiter, "
        "gestreifter Balken steht für mehrere zusammengefasste Dauern.",
    .dwell_chart_title = "Aufenthaltsdauer: {0}",
    .dwell_table = "Aufenthalte nach Dauer: {0}",
    .visits = "Aufenthalte",
    .col_duration = "Dauer",
    .col_stays = "Aufenthalte",

    .show_table = "Als Tabelle zeigen",
    .all_title = "Alle Zahlen",
    .all_intro =
        "Jede freigegebene Zahl, Abschnitt für Abschnitt. Die Wärmekarte steht in einer "
        "Zeile; ihre Tabelle ist unter dem Bild.",
    .all_more_bins = "{0} weitere Zeitabschnitte stehen im CSV-Export.",
    .all_table = "Alle Zahlen, {0}",
    .col_metric = "Zahl",
    .col_where = "Wo",
    .col_value = "Wert",
    .col_range = "Spanne",
    .col_state = "Zustand",
    .col_time = "Zeit",
    .all_heat_row = "{0} Flächen",
    .all_heat_value = "bis zu {0}",
    .group_value = "zusammen mit anderen der Gruppe „{0}“",
    .metric_zone_visits = "Aufenthalte",
    .metric_dwell = "Aufenthalte von {0}",
    .metric_heat = "Wärmekarte",

    .metric_visits = "Besuche",
    .metric_timed_visits = "Besuche von bekannter Dauer",
    .metric_visit_duration = "Besuche nach Dauer",
    .metric_bounces = "Sehr kurze Besuche",
    .metric_checkout_reached = "Besuche bis zu einer Bedienung",
    .metric_zone_exposed = "Besuche, die hindurchkamen",
    .metric_zone_engagements = "Längere Aufenthalte",
    .metric_flow = "Wege von Zone zu Zone",
    .metric_path = "Wege durch den Laden",
    .metric_funnel = "Erreichte Schritte",
    .metric_pass_by = "Vorbeigehende",
    .metric_groups = "Gruppen, einzelne mitgezählt",
    .metric_groups_of_several = "Gruppen ab zwei Personen",
    .metric_queue_joined = "In die Schlange gestellt",
    .metric_queue_abandoned = "Schlange vor der Bedienung verlassen",
    .metric_queue_wait = "Wartezeiten nach Dauer",
    .metric_service_time = "Bedienungen nach Dauer",
    .metric_queue_length_mean = "Länge der Schlange, Mittel",
    .metric_queue_length_max = "Länge der Schlange, maximal",
    .metric_shopper_associate_ratio = "Zeit der Kunden je Zeit des Personals",
    .metric_objections = "Widersprüche",
    .with_part = "{0}: {1}",
    .step = "Schritt {0}",
    .other_ways = "alle anderen",
    .metric_segments = "Besuche nach Wahrnehmung der Besucher",
    .segment_unknown = "unbekannt",
    .segment_feminine = "feminin",
    .segment_masculine = "maskulin",

    .visits_title = "Besuche",
    .visits_none = "Es wurde kein Besuch freigegeben",
    .visits_none_why =
        "Ein Besuch geht von einem Eintritt bis zu einem Austritt. Ergänzen Sie an jedem Eingang "
        "eine Linie in der Konfiguration des Ladens.",
    .visits_intro =
        "Ein Besuch geht von einem Eintritt bis zu einem Austritt. Anteile und Dauern gelten für "
        "Besuche, deren Eintritt und Austritt gesehen wurden.",
    .visits_whole = "Besuche des Ladens",
    .rate_bounce = "Kürzer als {0}",
    .rate_checkout = "Bis zu einer Bedienung",
    .rate_capture = "Kamen herein, von allen in der Nähe",
    .rate_abandon = "Gaben das Warten auf",
    .rate_bins = "Anteil über {0} von {1} Zeitabschnitten, die beide Zahlen zeigen",
    .reach_table = "Besuche, die durch jede Zone kamen",
    .reach_note = "Längere Aufenthalte dauern mindestens {0}; ein Besuch kann mehrere haben.",
    .col_exposure = "Anteil der Besuche",
    .col_engagement = "Längere Aufenthalte je Besuch",
    .ways_title = "Von Zone zu Zone",
    .ways_intro =
        "Ein Weg wird genannt, wenn ihn mindestens {0} Personen an einem Tag nahmen. Alle anderen "
        "werden zusammen gezählt.",
    .ways_none = "Es wurde kein Weg freigegeben",
    .ways_none_why =
        "Wege werden zwischen Zonen gezählt. Zeichnen Sie mindestens zwei Zonen in der "
        "Konfiguration des Ladens.",
    .ways_more = "{0} weitere Wege stehen im CSV-Export.",
    .flows_table = "Übergänge von einer Zone zur nächsten",
    .paths_table = "Wege der Besuche, {0}",
    .funnel_table = "Schritte: {0}",
    .col_way = "Weg",
    .col_times = "Anzahl",
    .col_bins = "Zeitabschnitte",
    .col_visits = "Besuche",
    .col_step = "Schritt",
    .queues_title = "Warteschlangen",
    .queue_waits = "{0}, Warten",
    .queue_services = "{0}, Bedienung",
    .set_bounce = "Sehr kurzer Besuch",
    .set_bounce_why = "Wer kürzer als so lange da war, ging fast sofort wieder.",
    .set_engaged = "Längerer Aufenthalt",
    .set_engaged_why = "Ein Aufenthalt in einer Zone, der mindestens so lange dauert.",

    .privacy_title = "Was zurückgehalten oder zusammengefasst wurde, und warum",
    .privacy_true =
        "Jede Zahl in diesem Bericht ist eine Summe des ganzen Ladens, oder null, oder stammt von "
        "mindestens {0} Personen.",
    .privacy_rule =
        "Ein Teil einer Summe (eine Zone, eine Dauer, ein Platz auf dem Boden) wird "
        "nur gezeigt, wenn mindestens {0} Personen dahinter stehen.",
    .privacy_merge =
        "Ein kleinerer Teil wird zuerst mit seinen Nachbarn zusammengefasst. Die "
        "gemeinsame Zahl gilt für alle zusammen.",
    .privacy_partner =
        "Reicht das nicht, wird er zurückgehalten. Manchmal wird ein zweiter Teil "
        "ebenfalls zurückgehalten, damit sich der erste nicht durch Abziehen "
        "errechnen lässt.",
    .privacy_null = "„Zurückgehalten“ und „nicht gemessen“ bedeuten nie null.",
    .privacy_strict =
        "Jeder Zahl wurde vor der Freigabe zufälliges Rauschen zugefügt. Ein "
        "einzelner Besuch macht so keinen sichtbaren Unterschied.",
    .privacy_nothing =
        "In diesem Zeitraum musste nichts zurückgehalten oder zusammengefasst "
        "werden.",
    .privacy_some = "In diesem Zeitraum wurden {0} Zahlen zusammengefasst und {1} zurückgehalten.",
    .privacy_table = "Anzahl der Zahlen nach Zustand",
    .col_released = "Freigegeben",
    .col_merged = "Zusammengefasst",
    .col_withheld = "Zurückgehalten",
    .col_unmeasured = "Nicht gemessen",

    .how_title = "Wie diese Zahlen gemessen wurden",
    .how_intro =
        "Kameras sehen Menschen, das System zählt sie, und nur die Zählungen bleiben. "
        "Gesichter werden nicht erkannt, niemand wird identifiziert.",
    .warnings_title = "Warnungen",
    .warnings_none = "Es gibt keine Warnungen.",
    .how_table = "Geltende Einstellungen",
    .col_setting = "Einstellung",
    .col_meaning = "Was sie bedeutet",
    .set_source = "Quelle",
    .set_model = "Detektor",
    .set_model_why = "Das Modell, das Menschen im Bild findet.",
    .set_version = "Sillage-Version",
    .set_link = "Verknüpfung",
    .set_mode = "Art der Freigabe",
    .set_k = "Kleinste Gruppe (k)",
    .set_k_why =
        "Ein Teil einer Summe mit weniger Personen wird zusammengefasst oder "
        "zurückgehalten.",
    .set_bin = "Länge eines Zeitabschnitts",
    .set_bin_why =
        "Zahlen gibt es je Zeitabschnitt, nie feiner. Eine kurze Aufnahme ist ein "
        "Zeitabschnitt.",
    .set_entry = "Eintritt bestätigt nach",
    .set_entry_why = "Ein Eintritt zählt, sobald die Person so lange drinnen blieb.",
    .set_band = "Band um eine Linie",
    .set_band_why = "Schwanken auf der Linie ist kein Übertritt: Man muss so weit darüber hinaus.",
    .set_stay = "Kürzester Aufenthalt",
    .set_stay_why = "Eine kürzere Zeit in einer Zone zählt nicht als Aufenthalt.",
    .set_gap = "Erlaubte Lücke",
    .set_gap_why = "Wer eine Zone kürzer verlässt, beendet den Aufenthalt nicht.",
    .set_ttl = "Vergessen nach",
    .set_ttl_why =
        "Was das System über eine Person weiß, wird so lange nach der letzten Sichtung "
        "gelöscht.",
    .set_score = "Kleinster Detektorwert",
    .set_score_why = "Erkennungen darunter werden sofort verworfen.",
    .set_metric_version = "Definitionen der Messgrößen",
    .set_metric_version_why = "Zahlen verschiedener Versionen dürfen nicht verglichen werden.",
    .link_0 = "Stufe 0: nur Zählungen. Kein Weg einer Person wird behalten, auch nicht Sekunden.",
    .link_1 = "Stufe 1: Menschen werden nur in einer Kamera verfolgt, solange sie sie sieht.",
    .link_2 = "Stufe 2: Übergabe zwischen Kameras nur nach Ort und Zeit.",
    .link_3 = "Stufe 3: wie Stufe 2, mit einem Kleidungscode, der nach Minuten verfällt.",
    .mode_standard =
        "Standard: Summen des Ladens sind exakt, Teile brauchen eine Gruppe von "
        "mindestens k Personen.",
    .mode_strict = "Streng: Jede Zahl trägt zufälliges Rauschen.",
    .unknown = "unbekannt",
    .all_frames = "jedes Bild",
    .set_fps = "Analysierte Bilder",
    .set_fps_why = "Bilder je Sekunde, die der Detektor ansieht.",
    .set_source_why = "Die Aufnahme oder Kamera, aus der die Zahlen stammen.",
    .set_version_why = "Das Programm, das diesen Bericht gemacht hat.",
    .set_coverage_why = "Anteil des Zeitraums, in dem die Kamera wirklich ausgewertet wurde.",

    .footer_made = "Erstellt am {0} mit Sillage {1}.",
    .footer_alone =
        "Diese Datei steht für sich: Sie lädt nichts aus dem Netz und führt kein "
        "Programm aus.",
};

}  // namespace sillage::desk::report
