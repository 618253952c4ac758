// SPDX-License-Identifier: Apache-2.0
import type { office as en } from "../en/office";

export const office: typeof en = {
  overview: {
    title: "Vue d’ensemble",
    cards: "Chiffres clés",
    busiest: "Heures d’affluence",
    busiestSummary:
      "L’affluence est la plus forte le {{day}} à {{hour}} : {{value}} entrées par heure en moyenne.",
    nothingYet: "Il n’y a pas encore de chiffres",
    nothingYetWhy:
      "Ajoutez une caméra, repérez le sol et tracez la ligne d’entrée. Les premiers chiffres arrivent un quart d’heure plus tard.",
    nothingInPeriod: "Rien n’a été mesuré pendant cette période",
    nothingInPeriodWhy:
      "Choisissez une autre période ci-dessus. Si des caméras devaient fonctionner, voyez la qualité des données.",
    setUp: "Installer une caméra",
    notForRole: "Votre rôle installe ; il ne lit pas les chiffres",
    notForRoleWhy:
      "Les caméras, le plan, les lignes et les zones sont sous Installation. Demandez à un administrateur s’il vous faut aussi les chiffres.",
  },
};
