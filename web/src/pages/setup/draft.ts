// SPDX-License-Identifier: Apache-2.0
import type { CameraTest, LayoutChange } from "../../api/types";
import type { Point } from "../../model/geometry";

export interface Pair {
  image: Point | null;
  floor: Point | null;
}

/// What the wizard has gathered so far. The password lives here alone, until it is sent.
export interface Draft {
  id: string | null;
  name: string;
  source: string;
  user: string;
  password: string;
  test: CameraTest | null;
  plate: { url: string; width: number; height: number } | null;
  points: Pair[];
  layout: LayoutChange;
  walked: boolean;
  privacy: Record<string, boolean>;
}

export const steps = ["camera", "plate", "floor", "layout", "check", "privacy", "start"] as const;
export type Step = (typeof steps)[number];

export const promises = ["seen", "fitting", "sign", "staff", "audio"] as const;

export const emptyPoints: Pair[] = Array.from({ length: 4 }, () => ({ image: null, floor: null }));

const sourceForm = /^(rtsp|rtsps|http|https):\/\/[^@\s]+$/;

export type SourceFault = "form" | "password";

/// Why an address cannot be used: not one, or with a password in it.
export function sourceFault(source: string): SourceFault | undefined {
  if (/^\w+:\/\/[^/]*@/.test(source)) return "password";
  return sourceForm.test(source) ? undefined : "form";
}

export interface Full {
  image: Point;
  floor: Point;
}

export function fullPairs(points: readonly Pair[]): Full[] {
  return points.flatMap(({ image, floor }) => (image && floor ? [{ image, floor }] : []));
}

/// What has to be done before the step after can begin; nothing where all is there.
export function missing(draft: Draft, step: Step): string | undefined {
  switch (step) {
    case "camera":
      if (draft.name.trim() === "") return "name";
      return draft.test?.ok ? undefined : "test";
    case "plate":
      return draft.plate ? undefined : "plate";
    case "floor":
      return fullPairs(draft.points).length >= 4 ? undefined : "points";
    case "layout":
      return draft.layout.lines.length > 0 ? undefined : "line";
    case "check":
      return draft.walked ? undefined : "walk";
    case "privacy":
      return promises.every((p) => draft.privacy[p]) ? undefined : "promises";
    case "start":
      return undefined;
  }
}

/// The address as the API wants it, with user and password apart.
export function sourceBody(draft: Draft) {
  return {
    source: draft.source.trim(),
    ...(draft.user ? { user: draft.user } : {}),
    ...(draft.password ? { password: draft.password } : {}),
  };
}

/// What a test or a picture is asked of: a new address, or a camera whose password the desk already has.
export function sourceQuery(draft: Draft) {
  return draft.id && !draft.password ? { camera: draft.id } : sourceBody(draft);
}
