// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/words.h"

namespace sillage::desk::report {

const Words kFrench = {
    .code = "fr",
    .thousands = "\u202f",
    .decimal = ",",
    .percent = "{0}\u202f%",
    .months =
        "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,"
        "décembre",
    .weekdays = "dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi",
    .long_date = "{0} {1} {2} {3}",
    .hour = "{0} h",
    .minute = "{0} min",
    .second = "{0} s",
    .longer_than = "{0} et plus",

    .report_name = "Rapport de fréquentation",
    .document_title = "{0} : rapport de fréquentation",
    .skip_to_content = "Aller aux chiffres",
    .evaluation_mark = "Évaluation d’un enregistrement — pas un magasin en service",
    .evaluation_note =
        "Ces chiffres viennent d’un fichier vidéo et servent à vérifier la qualité "
        "du comptage. Ils ne décrivent pas un magasin en activité.",
    .offsets_note =
        "L’heure de début de l’enregistrement est inconnue. Les temps sont comptés "
        "depuis le début de la vidéo.",
    .offset_range = "{0} à {1} de la vidéo",
    .time_zone_note = "Heures de {0}",
    .no_period = "Aucune période",
    .warnings_one = "1 avertissement. Lisez-le avant d’utiliser les chiffres.",
    .warnings_many = "{0} avertissements. Lisez-les avant d’utiliser les chiffres.",
    .bins_one = "1 intervalle",
    .bins_many = "{0} intervalles",

    .not_measured = "non mesuré",
    .withheld = "retenu",
    .merged = "regroupé",
    .released = "publié",
    .between = "Entre {0} et {1}, selon les cas douteux",
    .no_doubt = "Aucun cas douteux",
    .no_range = "Pas de fourchette estimée",
    .bins_missing = "{0} intervalles sur {1} sans ce chiffre",
    .nothing_yet = "Il n’y a pas encore de chiffres",
    .nothing_yet_why =
        "Rien n’a été publié pour cette période. Vérifiez que la vidéo contient des "
        "images et que la caméra a été observée.",

    .key_figures = "Chiffres clés",
    .entries = "Entrées",
    .exits = "Sorties",
    .present_mean = "Présents, moyenne",
    .present_max = "Présents, maximum",
    .coverage = "Temps observé",
    .coverage_of = "{0} sur {1} observées",
    .coverage_none = "Rien n’a été observé",

    .heat_title = "Où les personnes ont passé du temps",
    .heat_summary =
        "Les personnes sont restées le plus longtemps là où la couleur est la plus "
        "claire : jusqu’à {0} personnes-secondes sur un mètre carré.",
    .heat_unit = "Personnes-secondes par mètre carré",
    .heat_under = "moins de {0}",
    .heat_from_to = "{0} à {1}",
    .heat_from = "{0} ou plus",
    .heat_merged = "regroupé avec les voisins (une valeur pour toute la surface)",
    .heat_hidden = "retenu (trop peu de personnes)",
    .heat_all_withheld =
        "Aucune chaleur n’est montrée. Aucune surface n’a réuni un groupe d’au moins {0} personnes "
        "; tout a donc été retenu.",
    .heat_none = "Aucune chaleur n’a été mesurée sur cette période.",
    .heat_withheld_some =
        "Certaines surfaces sont retenues car moins de {0} personnes y sont passées, ou pour "
        "protéger une telle surface voisine.",
    .heat_coarser =
        "Pour limiter la taille du fichier, la chaleur est dessinée en cases d’au "
        "moins {0} m. L’export CSV contient la grille complète.",
    .plate_what =
        "L’image montre la scène vide : une médiane dans le temps, sans les personnes en "
        "mouvement.",
    .plate_none =
        "Ce rapport ne contient pas d’image de la scène vide. Le plan du sol est dessiné "
        "à la place, en mètres.",
    .plan_title = "Plan du sol avec chaleur, lignes et zones",
    .plate_nothing =
        "Rien à dessiner : ni image, ni lignes, ni zones, ni chaleur. Ajoutez des "
        "lignes et des zones à la configuration du magasin.",
    .map_key = "Lignes et zones de l’image",
    .map_line = "Ligne de comptage. La flèche pointe vers l’intérieur.",
    .map_zone = "Zone : {0}",
    .map_outside = "hors de l’image",
    .heat_table = "Chaleur au sol, du plus fort au plus faible",
    .heat_table_more = "{0} autres surfaces, moins fréquentées, sont dans l’export CSV.",
    .col_x = "x (m)",
    .col_y = "y (m)",
    .col_size = "Taille (m)",
    .col_heat = "Personnes-secondes par m²",
    .zone_type_entrance = "entrée",
    .zone_type_frontage = "devant le magasin",
    .zone_type_aisle = "allée",
    .zone_type_checkout_queue = "file de caisse",
    .zone_type_service = "point de service",
    .zone_type_staff = "réservé au personnel",
    .zone_type_fitting = "cabine d’essayage",
    .zone_type_objection = "emplacement d’opposition",
    .zone_type_other = "autre",

    .flow_title = "Entrées et sorties par minute",
    .flow_summary_one =
        "{0} personnes par minute sont entrées et {1} par minute sont sorties, en "
        "moyenne sur l’intervalle.",
    .flow_summary_many = "L’affluence la plus forte à l’entrée : {0}, {1} par minute.",
    .flow_summary_none = "Les entrées et sorties n’ont pas été mesurées sur cette période.",
    .flow_no_lines = "Aucune ligne de comptage n’est définie",
    .flow_no_lines_why =
        "Les entrées et sorties sont comptées au passage d’une ligne. Ajoutez une "
        "ligne à l’entrée dans la configuration du magasin.",
    .flow_why_bins =
        "Chaque barre est la moyenne d’un intervalle de {0} minutes. Il n’y en a pas de plus fin : "
        "un intervalle court pourrait montrer à quelle minute une personne est venue.",
    .flow_why_one_bin =
        "Cet enregistrement forme un seul intervalle. Il n’est pas découpé : une courte durée "
        "pourrait montrer à quelle minute une personne est venue.",
    .flow_axis = "Entrées au-dessus de la ligne, sorties en dessous. Personnes par minute.",
    .flow_table = "Entrées et sorties de chaque intervalle",
    .flow_lines_table = "Entrées et sorties par ligne de comptage",
    .flow_unmeasured = "Rayures grises : non mesuré.",
    .flow_range_note = "Les traits fins montrent la fourchette laissée par les cas douteux.",
    .whole_store = "Tout le magasin",
    .per_minute = "{0} par minute",
    .col_entries_rate = "Entrées par minute",
    .col_exits_rate = "Sorties par minute",

    .dwell_title = "Combien de temps les personnes sont restées",
    .dwell_intro =
        "Un séjour compte à partir de {0}. Quitter la zone pendant moins de {1} ne "
        "l’interrompt pas.",
    .dwell_no_zones = "Aucune zone n’est définie",
    .dwell_no_zones_why =
        "Les durées sont mesurées dans des zones. Dessinez une zone dans la "
        "configuration du magasin, par exemple autour d’un présentoir ou d’une "
        "file.",
    .dwell_summary =
        "{0} séjours. La moitié a duré {1} ou moins, neuf sur dix {2} ou moins "
        "(estimations).",
    .dwell_summary_bare = "{0} séjours sont montrés ci-dessous.",
    .dwell_summary_count = "{0} séjours ont été comptés.",
    .dwell_withheld = "Les durées sont retenues",
    .dwell_withheld_why =
        "Trop peu de personnes sont restées ici pour montrer combien de temps : chaque partie "
        "demande au moins {0} personnes. Une plus petite pourrait montrer combien de temps une "
        "personne est restée.",
    .dwell_none = "Non mesuré",
    .dwell_none_why = "Aucune durée n’a été publiée pour cette zone sur cette période.",
    .dwell_zero = "Personne n’est resté assez longtemps dans cette zone pour être compté.",
    .dwell_never = "Personne n’est jamais mesuré dans une zone de ce type.",
    .dwell_median = "Médiane ≈ {0}",
    .dwell_p90 = "90 sur 100 ≈ {0}",
    .dwell_estimate_why =
        "La médiane et « 90 sur 100 » sont des estimations : elles sont "
        "calculées à partir des barres, pas de séjours isolés.",
    .dwell_partial = "Une partie des séjours est retenue ; aucune médiane n’est donnée.",
    .dwell_bins_withheld = "{0} intervalles sur {1} sont retenus et absents de ce graphique.",
    .dwell_wide_bar =
        "La surface d’une barre est son nombre de séjours. Une barre large et rayée "
        "réunit plusieurs durées regroupées.",
    .dwell_chart_title = "Durée des séjours : {0}",
    .dwell_table = "Séjours par durée : {0}",
    .visits = "Séjours",
    .col_duration = "Durée",
    .col_stays = "Séjours",

    .show_table = "Afficher en tableau",
    .all_title = "Tous les chiffres",
    .all_intro =
        "Tous les chiffres publiés, par intervalle. La chaleur tient en une ligne ; son "
        "tableau se trouve sous l’image.",
    .all_more_bins = "{0} autres intervalles sont dans l’export CSV.",
    .all_table = "Tous les chiffres, {0}",
    .col_metric = "Chiffre",
    .col_where = "Lieu",
    .col_value = "Valeur",
    .col_range = "Fourchette",
    .col_state = "État",
    .col_time = "Heure",
    .all_heat_row = "{0} surfaces",
    .all_heat_value = "jusqu’à {0}",
    .group_value = "avec d’autres du groupe « {0} »",
    .metric_zone_visits = "Séjours",
    .metric_dwell = "Séjours de {0}",
    .metric_heat = "Chaleur",

    .metric_visits = "Visites",
    .metric_timed_visits = "Visites de durée connue",
    .metric_visit_duration = "Visites par durée",
    .metric_bounces = "Visites très courtes",
    .metric_checkout_reached = "Visites arrivées à un point de service",
    .metric_zone_exposed = "Visites passées par là",
    .metric_zone_engagements = "Séjours prolongés",
    .metric_flow = "Passages de zone à zone",
    .metric_path = "Parcours dans le magasin",
    .metric_funnel = "Étapes atteintes",
    .metric_pass_by = "Passants",
    .metric_groups = "Groupes, personnes seules comprises",
    .metric_groups_of_several = "Groupes de deux ou plus",
    .metric_queue_joined = "Entrés dans la file",
    .metric_queue_abandoned = "Partis de la file avant le service",
    .metric_queue_wait = "Attentes par durée",
    .metric_service_time = "Services par durée",
    .metric_queue_length_mean = "Longueur de la file, moyenne",
    .metric_queue_length_max = "Longueur de la file, maximum",
    .metric_shopper_associate_ratio = "Temps des clients par temps du personnel",
    .metric_objections = "Oppositions",
    .with_part = "{0} : {1}",
    .step = "étape {0}",
    .other_ways = "tous les autres",
    .metric_segments = "Visites selon la perception des visiteurs",
    .segment_unknown = "inconnu",
    .segment_feminine = "féminin",
    .segment_masculine = "masculin",

    .visits_title = "Visites",
    .visits_none = "Aucune visite n’a été publiée",
    .visits_none_why =
        "Une visite va d’une entrée à une sortie. Ajoutez une ligne à chaque entrée dans la "
        "configuration du magasin.",
    .visits_intro =
        "Une visite va d’une entrée à une sortie. Les parts et les durées concernent les visites "
        "dont l’entrée et la sortie ont été vues.",
    .visits_whole = "visites du magasin",
    .rate_bounce = "Plus courtes que {0}",
    .rate_checkout = "Arrivées à un point de service",
    .rate_capture = "Entrés, parmi ceux venus tout près",
    .rate_abandon = "Ont renoncé à attendre",
    .rate_bins = "Part sur {0} intervalles sur {1}, qui montrent les deux nombres",
    .reach_table = "Visites passées par chaque zone",
    .reach_note = "Les séjours prolongés durent au moins {0} ; une visite peut en avoir plusieurs.",
    .col_exposure = "Part des visites",
    .col_engagement = "Séjours prolongés par visite",
    .ways_title = "De zone en zone",
    .ways_intro =
        "Un trajet est indiqué si au moins {0} personnes l’ont pris dans une journée. Tous les "
        "autres sont comptés ensemble.",
    .ways_none = "Aucun trajet n’a été publié",
    .ways_none_why =
        "Les trajets sont comptés entre les zones. Dessinez au moins deux zones dans la "
        "configuration du magasin.",
    .ways_more = "{0} autres trajets sont dans l’export CSV.",
    .flows_table = "Passages d’une zone à la suivante",
    .paths_table = "Parcours des visites, {0}",
    .funnel_table = "Étapes : {0}",
    .col_way = "Trajet",
    .col_times = "Nombre",
    .col_bins = "Intervalles",
    .col_visits = "Visites",
    .col_step = "Étape",
    .queues_title = "Files d’attente",
    .queue_waits = "{0}, attente",
    .queue_services = "{0}, service",
    .set_bounce = "Visite très courte",
    .set_bounce_why = "Une visite plus courte que cela est repartie presque aussitôt.",
    .set_engaged = "Séjour prolongé",
    .set_engaged_why = "Un séjour dans une zone qui dure au moins ce temps-là.",

    .privacy_title = "Ce qui a été retenu ou regroupé, et pourquoi",
    .privacy_true =
        "Chaque chiffre de ce rapport est un total de tout le magasin, ou zéro, ou vient d’au "
        "moins {0} personnes.",
    .privacy_rule =
        "Une partie d’un total (une zone, une durée, un endroit du sol) n’est montrée "
        "que si au moins {0} personnes sont derrière.",
    .privacy_merge =
        "Une partie plus petite est d’abord regroupée avec ses voisines. Le chiffre "
        "regroupé vaut pour toutes ensemble.",
    .privacy_partner =
        "Si cela ne suffit pas, elle est retenue. Parfois une seconde partie l’est "
        "aussi, pour que la première ne puisse pas être retrouvée par soustraction.",
    .privacy_null = "« Retenu » et « non mesuré » ne veulent jamais dire zéro.",
    .privacy_strict =
        "Un bruit aléatoire a été ajouté à chaque chiffre avant sa publication. Une "
        "visite isolée ne fait ainsi pas de différence visible.",
    .privacy_nothing = "Rien n’a dû être retenu ou regroupé sur cette période.",
    .privacy_some = "Sur cette période, {0} chiffres ont été regroupés et {1} retenus.",
    .privacy_table = "Nombre de chiffres par état",
    .col_released = "Publiés",
    .col_merged = "Regroupés",
    .col_withheld = "Retenus",
    .col_unmeasured = "Non mesurés",

    .how_title = "Comment ces chiffres ont été mesurés",
    .how_intro =
        "Les caméras voient des personnes, le système les compte, et seuls les comptes "
        "sont gardés. Aucun visage n’est reconnu, personne n’est identifié.",
    .warnings_title = "Avertissements",
    .warnings_none = "Il n’y a pas d’avertissement.",
    .how_table = "Réglages en vigueur",
    .col_setting = "Réglage",
    .col_meaning = "Ce que cela veut dire",
    .set_source = "Source",
    .set_model = "Détecteur",
    .set_model_why = "Le modèle qui trouve les personnes dans l’image.",
    .set_version = "Version de Sillage",
    .set_link = "Suivi",
    .set_mode = "Mode de publication",
    .set_k = "Plus petit groupe (k)",
    .set_k_why = "Une partie d’un total avec moins de personnes est regroupée ou retenue.",
    .set_bin = "Durée d’un intervalle",
    .set_bin_why =
        "Les chiffres sont donnés par intervalle, jamais plus finement. Une courte "
        "séquence est un seul intervalle.",
    .set_entry = "Entrée confirmée après",
    .set_entry_why = "Une entrée compte quand la personne est restée à l’intérieur ce temps-là.",
    .set_band = "Bande autour d’une ligne",
    .set_band_why = "Hésiter sur la ligne n’est pas un passage : il faut la dépasser d’autant.",
    .set_stay = "Séjour le plus court",
    .set_stay_why = "Un temps plus court dans une zone ne compte pas comme séjour.",
    .set_gap = "Interruption admise",
    .set_gap_why = "Quitter une zone pour moins que cela ne met pas fin au séjour.",
    .set_ttl = "Oublié après",
    .set_ttl_why =
        "Ce que le système sait d’une personne est effacé ce temps après l’avoir vue la "
        "dernière fois.",
    .set_score = "Score minimal du détecteur",
    .set_score_why = "Les détections en dessous sont écartées aussitôt.",
    .set_metric_version = "Définitions des mesures",
    .set_metric_version_why = "Des chiffres de versions différentes ne se comparent pas.",
    .link_0 = "Niveau 0 : comptes seuls. Aucun trajet n’est gardé, même quelques secondes.",
    .link_1 = "Niveau 1 : les personnes sont suivies dans une seule caméra, tant qu’elle les voit.",
    .link_2 = "Niveau 2 : passage d’une caméra à l’autre par le lieu et le moment seulement.",
    .link_3 =
        "Niveau 3 : comme le niveau 2, avec un code vestimentaire qui expire en quelques "
        "minutes.",
    .mode_standard =
        "Standard : les totaux du magasin sont exacts, les parties demandent un "
        "groupe d’au moins k personnes.",
    .mode_strict = "Strict : chaque chiffre porte un bruit aléatoire.",
    .unknown = "inconnu",
    .all_frames = "toutes les images",
    .set_fps = "Images analysées",
    .set_fps_why = "Images par seconde que le détecteur regarde.",
    .set_source_why = "L’enregistrement ou la caméra d’où viennent les chiffres.",
    .set_version_why = "Le programme qui a fait ce rapport.",
    .set_coverage_why = "Part de la période où la caméra a vraiment été analysée.",

    .footer_made = "Fait le {0} avec Sillage {1}.",
    .footer_alone =
        "Ce fichier se suffit à lui-même : il ne charge rien du réseau et n’exécute "
        "aucun programme.",
};

}  // namespace sillage::desk::report
