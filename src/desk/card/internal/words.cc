// SPDX-License-Identifier: Apache-2.0
#include "desk/card/internal/words.h"

namespace sillage::desk::card {
namespace {

constexpr Words kEnglish{
    .code = "en",
    .title = "How this store counts its visitors",
    .lead = "Store {0}, {1}. What the cameras see, what is kept, and for how long.",
    .evaluation = "Some of these figures come from recordings that were made to test the counting.",
    .sees_title = "What the cameras see",
    .sees =
        "The store's cameras see everybody who comes in. A program looks at the pictures while "
        "they are taken and finds where people are: shapes that walk.",
    .sees_not =
        "It does not know who you are. It does not recognise faces, and it guesses neither "
        "age nor sex, origin, mood or health. It listens to nothing. It is not connected to "
        "tills, cards, phones or number plates.",
    .sees_estimates =
        "It does not know who you are and does not recognise faces. From clothes and figure, with "
        "the head covered, it estimates an age band and how people present, which is often "
        "wrong; kept of that are numbers of groups, corrected for the known errors. It guesses "
        "neither origin, mood nor health. It listens to nothing. It is not connected to tills, "
        "cards, phones or number plates.",
    .kept_title = "What is kept",
    .kept = "Numbers of groups, such as “43 people came in between nine and ten”.",
    .kept_not =
        "No picture, no film, no list of people, nothing by which you would be known again "
        "on another visit or in another store.",
    .long_title = "For how long",
    .long_rule =
        "While you are in view the program follows your shape. Soon after you are out of "
        "view it forgets it.",
    .long_measured =
        "On this day nothing about one person was held for more than {0} seconds after that "
        "person was last seen.",
    .long_mostly = "In nine of ten stretches of the day it was at most {0} seconds.",
    .long_unmeasured = "How long that took on this day was not measured.",
    .long_alarm = "That is longer than the limit of {0} seconds: the store has to find out why.",
    .picture_measured = "No picture was older than {0} seconds when it was thrown away.",
    .picture_mostly = "In nine of ten stretches of the day none was older than {0} seconds.",
    .picture_unmeasured = "How old pictures became on this day was not measured.",
    .picture_alarm = "That is older than the limit of {0} seconds: the store has to find out why.",
    .figures_stay = "The numbers themselves stay as long as the store wants to compare them.",
    .safe_title = "How you are protected in the numbers",
    .standard_rule =
        "Whatever is said about a part of the store, a way or a length of stay, is "
        "about at least {0} people, or it is not said. Where one number would give "
        "another away, both are left out.",
    .standard_totals = "How many people came in altogether is exact, also when it is one.",
    .standard_checked =
        "The numbers of this day were checked: no group of fewer than {0} people "
        "can be worked out from them by adding and subtracting.",
    .standard_found =
        "The check of this day's numbers found {0} groups of fewer than {1} people "
        "that can be worked out. The store has to look into it.",
    .strict_rule =
        "Every number has been changed a little by chance, so that nobody can tell from "
        "the numbers whether you were there. Each says how far it may be off.",
    .strict_day =
        "For one day the measure of what can be learned about one person is epsilon {0} "
        "(delta 1e-7). Somebody who bets on whether you were there, without knowing "
        "anything else, is right at most {1} times of 100.",
    .strict_thirty = "For somebody who comes on thirty days it adds up to epsilon {0}.",
    .strict_untold =
        "Ways through the store, queues, heat maps and groups are not told at all: they would have "
        "to be changed so much that nothing was left of them.",
    .mixed =
        "Exact and changed numbers of this day are stored side by side. They must not be: the "
        "store has to delete one of them.",
    .clothing =
        "To follow people from one camera to the next, the colours of clothes below the "
        "shoulders were compared for a few minutes, in a secret code that is thrown away.",
    .told_title = "What was told of this day",
    .told = "{0} numbers were told, {1} of them only together with others, and {2} were withheld.",
    .col_what = "Number",
    .col_shown = "told",
    .col_merged = "told together",
    .col_withheld = "withheld",
    .about_people = "How many came and went",
    .about_places = "Where people were",
    .about_times = "How long they stayed",
    .about_ways = "Which ways they took",
    .about_queues = "Queues",
    .yours_title = "What you can do",
    .yours_mark =
        "You do not want to be counted? Take the printed mark at the entrance and let a "
        "camera see it. Nobody has to know your name for that.",
    .yours_ask =
        "Ask the store who is responsible, how long recordings of its security cameras are "
        "kept, and what your rights are.",
    .not_said =
        "Looking at pictures of people is processing of personal data, even if only numbers "
        "are kept. This card says what was measured; it is not legal advice."};

constexpr Words kFrench{
    .code = "fr",
    .title = "Comment ce magasin compte ses visiteurs",
    .lead = "Magasin {0}, {1}. Ce que voient les caméras, ce qui est gardé, et combien de temps.",
    .evaluation =
        "Une partie de ces chiffres vient d’enregistrements faits pour tester le comptage.",
    .sees_title = "Ce que voient les caméras",
    .sees =
        "Les caméras du magasin voient toutes les personnes qui entrent. Un programme regarde "
        "les images au moment où elles sont prises et cherche où se trouvent des gens : des "
        "silhouettes qui marchent.",
    .sees_not =
        "Il ne sait pas qui vous êtes. Il ne reconnaît pas les visages et ne devine ni âge, "
        "ni sexe, ni origine, ni humeur, ni santé. Il n’écoute rien. Il n’est relié ni aux "
        "caisses, ni aux cartes, ni aux téléphones, ni aux plaques d’immatriculation.",
    .sees_estimates =
        "Il ne sait pas qui vous êtes et ne reconnaît pas les visages. D’après les vêtements et la "
        "silhouette, tête masquée, il estime une tranche d’âge et une apparence, souvent à tort ; "
        "il n’en est gardé que des nombres de groupes, corrigés des erreurs connues. Il ne devine "
        "ni origine, ni humeur, ni santé. Il n’écoute rien. Il n’est relié ni aux caisses, ni aux "
        "cartes, ni aux téléphones, ni aux plaques d’immatriculation.",
    .kept_title = "Ce qui est gardé",
    .kept = "Des nombres de groupes, comme « 43 personnes sont entrées entre neuf et dix heures ».",
    .kept_not =
        "Aucune image, aucun film, aucune liste de personnes, rien qui permette de vous "
        "retrouver lors d’une autre visite ou dans un autre magasin.",
    .long_title = "Combien de temps",
    .long_rule =
        "Tant que vous êtes visible, le programme suit votre silhouette. Peu après que vous "
        "ne l’êtes plus, il l’oublie.",
    .long_measured =
        "Ce jour-là, ce qui concernait une personne a été gardé au plus {0} secondes "
        "après que cette personne a été vue pour la dernière fois.",
    .long_mostly = "Neuf tranches de la journée sur dix, c’était au plus {0} secondes.",
    .long_unmeasured = "Cette durée n’a pas été mesurée ce jour-là.",
    .long_alarm =
        "C’est plus que la limite de {0} secondes : le magasin doit en chercher la cause.",
    .picture_measured = "Aucune image n’avait plus de {0} secondes quand elle a été effacée.",
    .picture_mostly = "Neuf tranches de la journée sur dix, aucune n’avait plus de {0} secondes.",
    .picture_unmeasured = "L’âge des images n’a pas été mesuré ce jour-là.",
    .picture_alarm =
        "C’est plus que la limite de {0} secondes : le magasin doit en chercher la cause.",
    .figures_stay = "Les nombres, eux, restent tant que le magasin veut les comparer.",
    .safe_title = "Comment les nombres vous protègent",
    .standard_rule =
        "Ce qui est dit d’une partie du magasin, d’un chemin ou d’une durée concerne au "
        "moins {0} personnes, ou n’est pas dit. Quand un nombre en trahirait un autre, "
        "les deux sont omis.",
    .standard_totals = "Le nombre total d’entrées est exact, même s’il est de un.",
    .standard_checked =
        "Les nombres de ce jour ont été vérifiés : aucun groupe de moins de {0} "
        "personnes ne s’en déduit par additions et soustractions.",
    .standard_found =
        "La vérification des nombres de ce jour a trouvé {0} groupes de moins de {1} "
        "personnes qui s’en déduisent. Le magasin doit s’en occuper.",
    .strict_rule =
        "Chaque nombre a été un peu modifié au hasard, de sorte que personne ne peut "
        "savoir par les nombres si vous étiez là. Chacun dit de combien il peut être faux.",
    .strict_day =
        "Pour un jour, la mesure de ce qui peut être appris sur une personne est epsilon "
        "{0} (delta 1e-7). Qui parie sur votre présence, sans rien savoir d’autre, a "
        "raison au plus {1} fois sur 100.",
    .strict_thirty = "Pour qui vient trente jours, cela fait epsilon {0} en tout.",
    .strict_untold =
        "Les chemins dans le magasin, les files d’attente, les cartes de chaleur et les groupes ne "
        "sont pas dits : il faudrait les modifier au point qu’il n’en resterait rien.",
    .mixed =
        "Des nombres exacts et des nombres modifiés de ce jour sont gardés côte à côte. Cela ne "
        "doit pas être : le magasin doit effacer les uns ou les autres.",
    .clothing =
        "Pour suivre les gens d’une caméra à l’autre, les couleurs des vêtements sous les "
        "épaules ont été comparées pendant quelques minutes, dans un code secret effacé "
        "ensuite.",
    .told_title = "Ce qui a été dit de ce jour",
    .told = "{0} nombres ont été dits, dont {1} seulement avec d’autres, et {2} ont été retenus.",
    .col_what = "Nombre",
    .col_shown = "dits",
    .col_merged = "dits ensemble",
    .col_withheld = "retenus",
    .about_people = "Combien sont venus et repartis",
    .about_places = "Où étaient les gens",
    .about_times = "Combien de temps ils sont restés",
    .about_ways = "Quels chemins ils ont pris",
    .about_queues = "Files d’attente",
    .yours_title = "Ce que vous pouvez faire",
    .yours_mark =
        "Vous ne voulez pas être compté ? Prenez la marque imprimée à l’entrée et montrez-la "
        "à une caméra. Personne n’a besoin de votre nom pour cela.",
    .yours_ask =
        "Demandez au magasin qui est responsable, combien de temps il garde les "
        "enregistrements de surveillance, et quels sont vos droits.",
    .not_said =
        "Regarder des images de personnes est un traitement de données personnelles, même si "
        "seuls des nombres sont gardés. Cette fiche dit ce qui a été mesuré ; ce n’est pas un "
        "conseil juridique."};

constexpr Words kGerman{
    .code = "de",
    .title = "Wie dieses Geschäft seine Besucher zählt",
    .lead = "Geschäft {0}, {1}. Was die Kameras sehen, was aufbewahrt wird und wie lange.",
    .evaluation = "Ein Teil dieser Zahlen kommt aus Aufnahmen, mit denen das Zählen geprüft wurde.",
    .sees_title = "Was die Kameras sehen",
    .sees =
        "Die Kameras des Geschäfts sehen alle, die hereinkommen. Ein Programm sieht die Bilder "
        "an, während sie entstehen, und sucht, wo Menschen sind: Gestalten, die gehen.",
    .sees_not =
        "Es weiß nicht, wer Sie sind. Es erkennt keine Gesichter und schätzt weder Alter "
        "noch Geschlecht, Herkunft, Stimmung oder Gesundheit. Es hört nichts. Mit Kassen, "
        "Karten, Telefonen und Kennzeichen ist es nicht verbunden.",
    .sees_estimates =
        "Es weiß nicht, wer Sie sind, und erkennt keine Gesichter. Nach Kleidung und Gestalt, mit "
        "verdecktem Kopf, schätzt es eine Altersgruppe und das Erscheinungsbild, oft falsch; davon "
        "bleiben Zahlen von Gruppen, um die bekannten Fehler berichtigt. Es schätzt weder Herkunft "
        "noch Stimmung oder Gesundheit. Es hört nichts. Mit Kassen, Karten, Telefonen und "
        "Kennzeichen ist es nicht verbunden.",
    .kept_title = "Was aufbewahrt wird",
    .kept = "Zahlen von Gruppen, etwa „zwischen neun und zehn kamen 43 Menschen herein“.",
    .kept_not =
        "Kein Bild, kein Film, keine Liste von Menschen, nichts, woran man Sie bei einem "
        "anderen Besuch oder in einem anderen Geschäft wiedererkennen könnte.",
    .long_title = "Wie lange",
    .long_rule =
        "Solange Sie zu sehen sind, folgt das Programm Ihrer Gestalt. Bald danach vergisst "
        "es sie.",
    .long_measured =
        "An diesem Tag wurde etwas über einen Menschen höchstens {0} Sekunden lang "
        "behalten, nachdem er zuletzt zu sehen war.",
    .long_mostly = "In neun von zehn Abschnitten des Tages waren es höchstens {0} Sekunden.",
    .long_unmeasured = "Wie lange das an diesem Tag dauerte, wurde nicht gemessen.",
    .long_alarm =
        "Das ist länger als die Grenze von {0} Sekunden: Das Geschäft muss klären, warum.",
    .picture_measured = "Kein Bild war älter als {0} Sekunden, als es verworfen wurde.",
    .picture_mostly = "In neun von zehn Abschnitten des Tages war keines älter als {0} Sekunden.",
    .picture_unmeasured = "Wie alt Bilder an diesem Tag wurden, wurde nicht gemessen.",
    .picture_alarm =
        "Das ist älter als die Grenze von {0} Sekunden: Das Geschäft muss klären, warum.",
    .figures_stay = "Die Zahlen selbst bleiben, solange das Geschäft sie vergleichen will.",
    .safe_title = "Wie die Zahlen Sie schützen",
    .standard_rule =
        "Was über einen Teil des Geschäfts, einen Weg oder eine Dauer gesagt wird, "
        "betrifft mindestens {0} Menschen, oder es wird nicht gesagt. Wo eine Zahl eine "
        "andere verraten würde, fehlen beide.",
    .standard_totals = "Wie viele insgesamt hereinkamen, ist genau, auch wenn es einer war.",
    .standard_checked =
        "Die Zahlen dieses Tages wurden geprüft: Keine Gruppe von weniger als {0} "
        "Menschen lässt sich durch Addieren und Abziehen daraus errechnen.",
    .standard_found =
        "Die Prüfung der Zahlen dieses Tages fand {0} Gruppen von weniger als {1} "
        "Menschen, die sich errechnen lassen. Das Geschäft muss dem nachgehen.",
    .strict_rule =
        "Jede Zahl wurde durch Zufall ein wenig verändert, so dass niemand an den Zahlen "
        "erkennt, ob Sie da waren. Jede sagt, wie weit sie daneben liegen kann.",
    .strict_day =
        "Für einen Tag ist das Maß dessen, was über einen Menschen zu erfahren ist, "
        "Epsilon {0} (Delta 1e-7). Wer darauf wettet, ob Sie da waren, ohne sonst etwas zu "
        "wissen, hat höchstens {1} von 100 Malen recht.",
    .strict_thirty = "Für jemanden, der an dreißig Tagen kommt, summiert es sich zu Epsilon {0}.",
    .strict_untold =
        "Wege durch das Geschäft, Warteschlangen, Wärmekarten und Gruppen werden gar nicht gesagt: "
        "Sie müssten so sehr verändert werden, dass nichts von ihnen bliebe.",
    .mixed =
        "Genaue und veränderte Zahlen dieses Tages liegen nebeneinander. Das darf nicht sein: "
        "Das Geschäft muss die einen oder die anderen löschen.",
    .clothing =
        "Um Menschen von einer Kamera zur nächsten zu folgen, wurden für einige Minuten die "
        "Farben der Kleidung unterhalb der Schultern verglichen, in einem geheimen Code, der "
        "danach verworfen wird.",
    .told_title = "Was von diesem Tag gesagt wurde",
    .told =
        "{0} Zahlen wurden gesagt, {1} davon nur zusammen mit anderen; {2} wurden "
        "zurückgehalten.",
    .col_what = "Zahl",
    .col_shown = "gesagt",
    .col_merged = "zusammen gesagt",
    .col_withheld = "zurückgehalten",
    .about_people = "Wie viele kamen und gingen",
    .about_places = "Wo Menschen waren",
    .about_times = "Wie lange sie blieben",
    .about_ways = "Welche Wege sie nahmen",
    .about_queues = "Warteschlangen",
    .yours_title = "Was Sie tun können",
    .yours_mark =
        "Sie wollen nicht gezählt werden? Nehmen Sie das gedruckte Zeichen am Eingang und "
        "zeigen Sie es einer Kamera. Niemand braucht dafür Ihren Namen.",
    .yours_ask =
        "Fragen Sie das Geschäft, wer verantwortlich ist, wie lange es Aufnahmen seiner "
        "Überwachungskameras aufbewahrt und welche Rechte Sie haben.",
    .not_said =
        "Bilder von Menschen anzusehen ist Verarbeitung personenbezogener Daten, auch wenn "
        "nur Zahlen aufbewahrt werden. Diese Karte sagt, was gemessen wurde; sie ist keine "
        "Rechtsberatung."};

}  // namespace

const Words* words_of(std::string_view language) {
  for (const Words* words : {&kEnglish, &kFrench, &kGerman}) {
    if (words->code == language) return words;
  }
  return nullptr;
}

}  // namespace sillage::desk::card
