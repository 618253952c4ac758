// SPDX-License-Identifier: Apache-2.0
import type { office as en } from "../en/office";

export const office: typeof en = {
  overview: {
    title: "Überblick",
    cards: "Kennzahlen",
    busiest: "Stoßzeiten",
    busiestSummary: "Am meisten kommen am {{day}} um {{hour}}: im Mittel {{value}} je Stunde.",
    nothingYet: "Es gibt noch keine Zahlen",
    nothingYetWhy:
      "Fügen Sie eine Kamera hinzu, markieren Sie den Boden und zeichnen Sie die Eingangslinie. Eine Viertelstunde danach kommen die ersten Zahlen.",
    nothingInPeriod: "In diesem Zeitraum wurde nichts gemessen",
    nothingInPeriodWhy:
      "Wählen Sie oben einen anderen Zeitraum. Hätten Kameras laufen sollen, sehen Sie unter Datenqualität nach.",
    setUp: "Kamera einrichten",
    notForRole: "Ihre Rolle richtet ein; Zahlen liest sie nicht",
    notForRoleWhy:
      "Kameras, Grundriss, Linien und Zonen finden Sie unter Einrichtung. Fragen Sie einen Administrator, wenn Sie auch die Zahlen brauchen.",
  },
};
