// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/words.h"

namespace sillage::desk::report {

const Words kEnglish = {
    .code = "en",
    .thousands = ",",
    .decimal = ".",
    .percent = "{0}%",
    .months =
        "January,February,March,April,May,June,July,August,September,October,November,"
        "December",
    .weekdays = "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
    .long_date = "{0}, {1} {2} {3}",
    .hour = "{0} h",
    .minute = "{0} min",
    .second = "{0} s",
    .longer_than = "{0} and longer",

    .report_name = "Visitor report",
    .document_title = "{0}: visitor report",
    .skip_to_content = "Skip to the figures",
    .evaluation_mark = "Evaluation of a recording — not a deployed store",
    .evaluation_note =
        "These figures were made from a video file, to check how well counting "
        "works. They do not describe a store in operation.",
    .offsets_note =
        "The start time of the recording is not known. Times count from the start of "
        "the video.",
    .offset_range = "{0} to {1} of the video",
    .time_zone_note = "Times in {0}",
    .no_period = "No period",
    .warnings_one = "1 warning. Read it before you use the figures.",
    .warnings_many = "{0} warnings. Read them before you use the figures.",
    .bins_one = "1 bin",
    .bins_many = "{0} bins",

    .not_measured = "not measured",
    .withheld = "withheld",
    .merged = "merged",
    .released = "released",
    .between = "Between {0} and {1}, depending on doubtful cases",
    .no_doubt = "No doubtful cases",
    .no_range = "No range estimated",
    .bins_missing = "{0} of {1} bins without this figure",
    .nothing_yet = "There are no figures yet",
    .nothing_yet_why =
        "Nothing was released for this period. Check that the video has frames and "
        "that the camera was observed.",

    .key_figures = "Key figures",
    .entries = "Entries",
    .exits = "Exits",
    .present_mean = "Present on average",
    .present_max = "Present at most",
    .coverage = "Time observed",
    .coverage_of = "{0} of {1} observed",
    .coverage_none = "Nothing was observed",

    .heat_title = "Where people spent time",
    .heat_summary =
        "People spent most time where the colour is brightest: up to {0} "
        "person-seconds on one square metre.",
    .heat_unit = "Person-seconds per square metre",
    .heat_under = "under {0}",
    .heat_from_to = "{0} to {1}",
    .heat_from = "{0} or more",
    .heat_merged = "merged with neighbours (one value for the whole area)",
    .heat_hidden = "withheld (too few people)",
    .heat_all_withheld =
        "No heat is shown. No area had a group of at least {0} people, so all of it was withheld.",
    .heat_none = "No heat was measured in this period.",
    .heat_withheld_some =
        "Some areas are withheld because fewer than {0} people used them, or to protect such an "
        "area beside them.",
    .heat_coarser =
        "To keep this file small, heat is drawn in cells of at least {0} m. The CSV "
        "export has the full grid.",
    .plate_what =
        "The picture is the empty scene: a median over time that leaves moving people "
        "out.",
    .plate_none =
        "There is no picture of the empty scene in this report. The floor plan is drawn "
        "instead, in metres.",
    .plan_title = "Floor plan with heat, lines and zones",
    .plate_nothing =
        "There is nothing to draw: no picture, no lines, no zones and no heat. Add "
        "lines and zones to the store's configuration.",
    .map_key = "Lines and zones in the picture",
    .map_line = "Count line. The arrow points inwards.",
    .map_zone = "Zone: {0}",
    .map_outside = "outside the picture",
    .heat_table = "Heat on the floor, highest first",
    .heat_table_more = "{0} further areas with lower heat are in the CSV export.",
    .col_x = "x (m)",
    .col_y = "y (m)",
    .col_size = "Size (m)",
    .col_heat = "Person-seconds per m²",
    .zone_type_entrance = "entrance",
    .zone_type_frontage = "in front of the store",
    .zone_type_aisle = "aisle",
    .zone_type_checkout_queue = "checkout queue",
    .zone_type_service = "service point",
    .zone_type_staff = "staff only",
    .zone_type_fitting = "fitting room",
    .zone_type_objection = "objection spot",
    .zone_type_other = "other",

    .flow_title = "Entries and exits per minute",
    .flow_summary_one =
        "{0} people per minute came in and {1} per minute went out, on average "
        "over the bin.",
    .flow_summary_many = "Most people came in during {0}: {1} per minute.",
    .flow_summary_none = "Entries and exits were not measured in this period.",
    .flow_no_lines = "No count line is set up",
    .flow_no_lines_why =
        "Entries and exits are counted where people cross a line. Add a line at "
        "the entrance to the store's configuration.",
    .flow_why_bins =
        "Each bar is the average over one bin of {0} minutes. Bins are not made finer: a short one "
        "could show at which minute one person came.",
    .flow_why_one_bin =
        "This recording makes one bin. It is not cut finer: a short stretch could show at which "
        "minute one person came.",
    .flow_axis = "Entries rise above the line, exits hang below it. People per minute.",
    .flow_table = "Entries and exits of each bin",
    .flow_lines_table = "Entries and exits by count line",
    .flow_unmeasured = "Grey stripes: not measured.",
    .flow_range_note = "Thin marks show the range that doubtful cases leave open.",
    .whole_store = "Whole store",
    .per_minute = "{0} per minute",
    .col_entries_rate = "Entries per minute",
    .col_exits_rate = "Exits per minute",

    .dwell_title = "How long people stayed",
    .dwell_intro =
        "A stay counts once it lasts {0}. Leaving the zone for less than {1} does not "
        "end it.",
    .dwell_no_zones = "No zone is set up",
    .dwell_no_zones_why =
        "Times of stay are measured inside zones. Draw a zone in the store's "
        "configuration, for example around a display or a queue.",
    .dwell_summary =
        "{0} stays. Half of them lasted {1} or less, nine in ten {2} or less "
        "(estimates).",
    .dwell_summary_bare = "{0} stays are shown below.",
    .dwell_summary_count = "{0} stays were counted.",
    .dwell_withheld = "The times of stay are withheld",
    .dwell_withheld_why =
        "Too few people stayed here to show for how long: each part needs at least {0} people. A "
        "smaller one could show how long one person stayed.",
    .dwell_none = "Not measured",
    .dwell_none_why = "No time of stay was released for this zone in this period.",
    .dwell_zero = "Nobody stayed in this zone long enough to count.",
    .dwell_never = "Nobody is ever measured in a zone of this type.",
    .dwell_median = "Median ≈ {0}",
    .dwell_p90 = "90 in 100 ≈ {0}",
    .dwell_estimate_why =
        "Median and “90 in 100” are estimates: they are worked out from "
        "the bars, not from single stays.",
    .dwell_partial = "Part of the stays is withheld, so no median is given.",
    .dwell_bins_withheld = "{0} of {1} bins are withheld and not part of this chart.",
    .dwell_wide_bar =
        "The area of a bar is its number of stays. A striped, wide bar stands for "
        "several durations that were merged.",
    .dwell_chart_title = "Time of stay: {0}",
    .dwell_table = "Stays by duration: {0}",
    .visits = "Stays",
    .col_duration = "Duration",
    .col_stays = "Stays",

    .show_table = "Show as a table",
    .all_title = "All figures",
    .all_intro =
        "Every released figure, bin by bin. Heat is summed up in one row; the heat table "
        "is under the picture.",
    .all_more_bins = "{0} further bins are in the CSV export.",
    .all_table = "All figures, {0}",
    .col_metric = "Figure",
    .col_where = "Where",
    .col_value = "Value",
    .col_range = "Range",
    .col_state = "State",
    .col_time = "Time",
    .all_heat_row = "{0} areas",
    .all_heat_value = "up to {0}",
    .group_value = "together with others of the group “{0}”",
    .metric_zone_visits = "Stays",
    .metric_dwell = "Stays of {0}",
    .metric_heat = "Heat",

    .metric_visits = "Visits",
    .metric_timed_visits = "Visits of known duration",
    .metric_visit_duration = "Visits by duration",
    .metric_bounces = "Very short visits",
    .metric_checkout_reached = "Visits that reached a service point",
    .metric_zone_exposed = "Visits that came through",
    .metric_zone_engagements = "Longer stays",
    .metric_flow = "Ways from zone to zone",
    .metric_path = "Paths through the store",
    .metric_funnel = "Steps reached",
    .metric_pass_by = "Passers-by",
    .metric_groups = "Groups, singles included",
    .metric_groups_of_several = "Groups of two or more",
    .metric_queue_joined = "Joined the queue",
    .metric_queue_abandoned = "Left the queue before service",
    .metric_queue_wait = "Waits by duration",
    .metric_service_time = "Services by duration",
    .metric_queue_length_mean = "Queue length on average",
    .metric_queue_length_max = "Queue length at most",
    .metric_shopper_associate_ratio = "Time of shoppers per time of staff",
    .metric_objections = "Objections",
    .with_part = "{0}: {1}",
    .step = "step {0}",
    .other_ways = "all others",
    .metric_segments = "Visits by how visitors were perceived",
    .segment_unknown = "unknown",
    .segment_feminine = "feminine",
    .segment_masculine = "masculine",

    .visits_title = "Visits",
    .visits_none = "No visit was released",
    .visits_none_why =
        "A visit goes from an entry to an exit. Add a line at every entrance to the store’s "
        "configuration.",
    .visits_intro =
        "A visit goes from an entry to an exit. Shares and durations are of visits whose entry and "
        "exit were both seen.",
    .visits_whole = "visits of the store",
    .rate_bounce = "Shorter than {0}",
    .rate_checkout = "Reached a service point",
    .rate_capture = "Came in, of all who came near",
    .rate_abandon = "Gave up waiting",
    .rate_bins = "Share over {0} of {1} bins, which show both counts",
    .reach_table = "Visits that came through each zone",
    .reach_note = "Longer stays last at least {0}; one visit may have several.",
    .col_exposure = "Share of visits",
    .col_engagement = "Longer stays per visit",
    .ways_title = "From zone to zone",
    .ways_intro =
        "A way is listed where at least {0} people took it in a day. All other ways are counted "
        "together.",
    .ways_none = "No way was released",
    .ways_none_why =
        "Ways are counted between zones. Draw at least two zones in the store’s configuration.",
    .ways_more = "{0} further ways are in the CSV export.",
    .flows_table = "Transitions from one zone to the next",
    .paths_table = "Paths of visits, {0}",
    .funnel_table = "Steps of {0}",
    .col_way = "Way",
    .col_times = "Times",
    .col_bins = "Bins",
    .col_visits = "Visits",
    .col_step = "Step",
    .queues_title = "Queues",
    .queue_waits = "{0}, waiting",
    .queue_services = "{0}, service",
    .set_bounce = "Very short visit",
    .set_bounce_why = "A visit shorter than this left almost at once.",
    .set_engaged = "Longer stay",
    .set_engaged_why = "A stay in a zone that lasts at least this long.",

    .privacy_title = "What was withheld or merged, and why",
    .privacy_true =
        "Each figure in this report is a total of the whole store, or zero, or comes from at least "
        "{0} people.",
    .privacy_rule =
        "A part of a total (a zone, a duration, a place on the floor) is shown only if "
        "at least {0} people are behind it.",
    .privacy_merge =
        "A smaller part is first merged with its neighbours. The merged figure is "
        "shown for all of them together.",
    .privacy_partner =
        "If that is not enough, it is withheld. Sometimes a second part is withheld "
        "too, so that the first cannot be worked out by subtraction.",
    .privacy_null = "“Withheld” and “not measured” never mean zero.",
    .privacy_strict =
        "Random noise was added to each figure before it was released. It keeps a "
        "single visit from making a visible difference.",
    .privacy_nothing = "Nothing had to be withheld or merged in this period.",
    .privacy_some = "In this period, {0} figures were merged and {1} were withheld.",
    .privacy_table = "Number of figures by state",
    .col_released = "Released",
    .col_merged = "Merged",
    .col_withheld = "Withheld",
    .col_unmeasured = "Not measured",

    .how_title = "How these figures were measured",
    .how_intro =
        "Cameras see people, the system counts them, and only the counts are kept. Faces "
        "are not recognised and nobody is identified.",
    .warnings_title = "Warnings",
    .warnings_none = "There are no warnings.",
    .how_table = "Settings in force",
    .col_setting = "Setting",
    .col_meaning = "What it means",
    .set_source = "Source",
    .set_model = "Detector",
    .set_model_why = "The model that finds people in the picture.",
    .set_version = "Sillage version",
    .set_link = "Linking",
    .set_mode = "Release mode",
    .set_k = "Smallest group (k)",
    .set_k_why = "A part of a total with fewer people is merged or withheld.",
    .set_bin = "Length of a bin",
    .set_bin_why = "Figures are given per bin, never finer. A short clip is one bin.",
    .set_entry = "Entry confirmed after",
    .set_entry_why = "An entry counts once the person stayed inside this long.",
    .set_band = "Band around a line",
    .set_band_why =
        "Swaying on the line is not a crossing: the person must pass this far beyond "
        "it.",
    .set_stay = "Shortest stay",
    .set_stay_why = "A shorter time in a zone is not counted as a stay.",
    .set_gap = "Allowed gap",
    .set_gap_why = "Leaving a zone for less than this does not end a stay.",
    .set_ttl = "Forgotten after",
    .set_ttl_why = "What the system knows of one person is wiped this long after it last saw them.",
    .set_score = "Lowest detector score",
    .set_score_why = "Detections below this are dropped at once.",
    .set_metric_version = "Metric definitions",
    .set_metric_version_why = "Figures of different versions must not be compared.",
    .link_0 = "Level 0: counts only. No path of a person is kept, not even for seconds.",
    .link_1 = "Level 1: people are followed within one camera only, for as long as it sees them.",
    .link_2 = "Level 2: people are handed over between cameras by place and time only.",
    .link_3 = "Level 3: like level 2, with a short clothing code that expires within minutes.",
    .mode_standard = "Standard: store totals are exact, parts need a group of at least k people.",
    .mode_strict = "Strict: every figure carries random noise.",
    .unknown = "unknown",
    .all_frames = "every frame",
    .set_fps = "Frames analysed",
    .set_fps_why = "Frames per second that the detector looks at.",
    .set_source_why = "The recording or camera that the figures come from.",
    .set_version_why = "The program that made this report.",
    .set_coverage_why = "Share of the period in which the camera was really analysed.",

    .footer_made = "Made on {0} with Sillage {1}.",
    .footer_alone =
        "This file is complete in itself: it loads nothing from the network and runs "
        "no program.",
};

}  // namespace sillage::desk::report
