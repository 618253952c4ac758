// SPDX-License-Identifier: Apache-2.0
#include "desk/notice/internal/badge_words.h"

namespace sillage::desk::internal {
namespace {

BadgeWords objection_en() {
  return {"Please do not measure me",
          {"This store counts its visitors with cameras. Wear this sheet on your chest, or hold it "
           "up, so that a camera sees it for a few seconds: from then on the counting leaves you "
           "out. What was counted before may stay.",
           "Only how many people objected is kept. The mark is the same for everybody: it does not "
           "say who you are.",
           "From far away, turned aside or covered, it cannot be read. It does not switch a camera "
           "off."},
          "Print at 100 %: the mark is {} mm wide. Do not colour or cut it."};
}

BadgeWords objection_fr() {
  return {
      "Merci de ne pas me mesurer",
      {"Ce magasin compte ses visiteurs avec des caméras. Portez cette feuille sur la poitrine, "
       "ou tenez-la en l'air, pour qu'une caméra la voie quelques secondes : le comptage vous "
       "laisse dès lors de côté. Ce qui a été compté avant peut rester.",
       "Seul le nombre de personnes qui s'opposent est gardé. La marque est la même pour tout "
       "le monde : elle ne dit pas qui vous êtes.",
       "De loin, de biais ou couverte, elle ne peut pas être lue. Elle n'éteint pas les "
       "caméras."},
      "Imprimer à 100 % : la marque mesure {} mm de large. Ne pas la colorier ni la découper."};
}

BadgeWords objection_de() {
  return {
      "Bitte messen Sie mich nicht",
      {"Dieses Geschäft zählt seine Besucher mit Kameras. Tragen Sie dieses Blatt auf der Brust "
       "oder halten Sie es hoch, so dass eine Kamera es einige Sekunden lang sieht: Die Zählung "
       "lässt Sie von da an aus. Was vorher gezählt wurde, kann bleiben.",
       "Behalten wird nur, wie viele Menschen widersprochen haben. Das Zeichen ist für alle "
       "gleich: Es sagt nicht, wer Sie sind.",
       "Von weitem, schräg gehalten oder verdeckt ist es nicht lesbar. Es schaltet keine Kamera "
       "ab."},
      "Mit 100 % drucken: Das Zeichen ist {} mm breit. Nicht bemalen oder beschneiden."};
}

BadgeWords staff_en() {
  return {"Staff",
          {"Wear this badge on your chest where a camera can see it. The counting of visitors then "
           "leaves you out, and nobody who works here is measured one by one.",
           "The badge is the same for all staff: it does not say who you are.",
           "From far away, turned aside or covered, it cannot be read."},
          "Print at 100 %: the mark is {} mm wide. Do not colour or cut it."};
}

BadgeWords staff_fr() {
  return {"Personnel",
          {"Portez ce badge sur la poitrine, visible pour les caméras. Le comptage des visiteurs "
           "vous laisse alors de côté, et aucune personne qui travaille ici n'est mesurée "
           "individuellement.",
           "Le badge est le même pour tout le personnel : il ne dit pas qui vous êtes.",
           "De loin, de biais ou couvert, il ne peut pas être lu."},
          "Imprimer à 100 % : la marque mesure {} mm de large. Ne pas la colorier ni la découper."};
}

BadgeWords staff_de() {
  return {"Personal",
          {"Tragen Sie dieses Schild auf der Brust, so dass Kameras es sehen. Die Zählung der "
           "Besucher lässt Sie dann aus, und wer hier arbeitet, wird nicht einzeln gemessen.",
           "Das Schild ist für alle gleich: Es sagt nicht, wer Sie sind.",
           "Von weitem, schräg gehalten oder verdeckt ist es nicht lesbar."},
          "Mit 100 % drucken: Das Zeichen ist {} mm breit. Nicht bemalen oder beschneiden."};
}

}  // namespace

std::optional<BadgeWords> badge_words(wire::Badge badge, std::string_view language) {
  const bool staff = badge == wire::Badge::kStaff;
  if (language == "en") return staff ? staff_en() : objection_en();
  if (language == "fr") return staff ? staff_fr() : objection_fr();
  if (language == "de") return staff ? staff_de() : objection_de();
  return std::nullopt;
}

}  // namespace sillage::desk::internal
