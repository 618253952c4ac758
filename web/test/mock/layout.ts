// SPDX-License-Identifier: Apache-2.0
import type {
  FunnelDefinition,
  Layout,
  LineDefinition,
  Plan,
  ZoneDefinition,
  ZoneType,
} from "../../src/api/types";

type Box = [x0: number, y0: number, x1: number, y1: number];

function zone(id: string, name: string, type: ZoneType, [x0, y0, x1, y1]: Box): ZoneDefinition {
  return {
    id,
    name,
    type,
    area: [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
  };
}

export const zones: ZoneDefinition[] = [
  zone("street-front", "In front of the shop", "frontage", [2, -3.5, 18, -0.5]),
  zone("entrance", "Entrance", "entrance", [8.6, 0.5, 11.4, 3.2]),
  zone("fruit", "Fruit and vegetables", "aisle", [0.5, 3.2, 8.6, 6.3]),
  zone("grocery", "Grocery", "aisle", [0.5, 6.3, 8.6, 9]),
  zone("drinks", "Drinks", "aisle", [0.5, 9, 8.6, 12.2]),
  zone("fashion", "Fashion", "aisle", [1.6, 12.6, 9, 17.6]),
  zone("dairy", "Dairy", "aisle", [2.6, 18, 13.8, 19.4]),
  zone("household", "Household", "aisle", [11.6, 10, 14.3, 16.4]),
  zone("toys", "Toys", "aisle", [14.3, 10, 16.9, 16.4]),
  zone("care", "Body care", "aisle", [16.9, 12.9, 20, 16.4]),
  zone("queue", "Queue at the tills", "checkout_queue", [11.8, 4.4, 20, 9.6]),
  zone("tills", "Tills", "service", [11.8, 1.9, 20, 4.4]),
  zone("staff-room", "Staff room", "staff", [16, 17.4, 20, 20]),
  zone("fitting", "Fitting rooms", "fitting", [0, 12.8, 1.4, 17]),
];

export const lines: LineDefinition[] = [
  { id: "main", name: "Main entrance", from: [8.6, 0.35], to: [11.4, 0.35], inside: [10, 3] },
  { id: "side", name: "Side entrance", from: [19.65, 10.6], to: [19.65, 13], inside: [18, 11.8] },
];

export const funnels: FunnelDefinition[] = [
  {
    id: "purchase",
    name: "From the door to the till",
    zones: ["entrance", "fruit", "queue", "tills"],
  },
];

export const layout: Layout = {
  version: 3,
  valid_from: "2026-10-01T06:00:00Z",
  valid_to: null,
  by: "configuration",
  lines,
  zones,
  funnels,
};

export const plan: Plan = {
  outline: [
    [0, 0],
    [20, 0],
    [20, 20],
    [0, 20],
  ],
  has_image: false,
  image_type: null,
  image_px: null,
  origin_px: null,
  metres_per_px: null,
};
