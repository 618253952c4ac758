// SPDX-License-Identifier: Apache-2.0

export const office = {
  overview: {
    title: "Overview",
    cards: "Key figures",
    busiest: "Busiest hours",
    busiestSummary: "Most people come on {{day}} at {{hour}}: {{value}} per hour on average.",
    nothingYet: "There are no figures yet",
    nothingYetWhy:
      "Add a camera, mark the floor and draw the entrance line. The first figures come one quarter of an hour after that.",
    nothingInPeriod: "Nothing was measured in this period",
    nothingInPeriodWhy:
      "Choose another period above. If cameras should have run, look at the data quality.",
    setUp: "Set up a camera",
    notForRole: "Your role sets up; it does not read figures",
    notForRoleWhy:
      "Cameras, the floor plan, lines and zones are under Set-up. Ask an administrator if you need the figures too.",
  },
};
