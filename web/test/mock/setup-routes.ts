// SPDX-License-Identifier: Apache-2.0
import { deflateSync } from "node:zlib";
import type * as api from "../../src/api/types";
import { contains } from "../../src/model/geometry";
import { fitFloor, project } from "../../src/model/homography";
import { toCountLine, toPoint } from "../../src/model/layout";
import { crossings } from "../../src/model/walk";
import { instant } from "./figures";
import type { Asked, Reply } from "./server";
import { problem } from "./server";
import type { State } from "./state";

/// A grey picture of a floor with a darker wall, as PNG, made here.
function platePng(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const wall = y < height * 0.3;
      const tile = (Math.floor(x / 40) + Math.floor(y / 40)) % 2;
      rows[y * (width + 1) + 1 + x] = wall ? 120 : 170 + tile * 14;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const parts = [
    ["IHDR", header],
    ["IDAT", deflateSync(rows)],
    ["IEND", Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ...parts.map(([name, data]) => chunk(name, data)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(data: Buffer): number {
  let c = 0xffffffff;
  for (const byte of data) {
    c ^= byte;
    for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

function fit(body: unknown): Reply {
  const { points } = body as { points: api.PointPair[] };
  const found = fitFloor(
    points.map((p) => toPoint(p.image)),
    points.map((p) => toPoint(p.floor)),
  );
  if (!found)
    return problem(
      422,
      "The points do not make a floor",
      "Choose four points of which no three lie on a line.",
    );
  const grid: [number, number][][] = [];
  for (let i = -2; i <= 14; ++i) {
    const upright = [
      [i, -2],
      [i, 14],
    ].map(([x, y]) => project(found.imageFromFloor, { x: x as number, y: y as number }));
    if (upright.every((p) => p)) grid.push(upright.map((p) => [p?.x ?? 0, p?.y ?? 0]));
  }
  const rms = Math.sqrt(found.residuals.reduce((s, r) => s + r * r, 0) / found.residuals.length);
  const answer: api.CalibrationFit = {
    residual_m: rms,
    worst_m: Math.max(...found.residuals),
    points: found.residuals.map((error_m) => ({ error_m })),
    floor_from_image: [...found.floorFromImage],
    grid,
  };
  return { body: answer };
}

function walk(body: unknown): Reply {
  const { layout, route } = body as { layout: api.LayoutChange; route: [number, number][] };
  const steps = route.flatMap((p, i) => {
    const from = toPoint(route[Math.max(0, i - 1)] as [number, number]);
    const to = toPoint(p);
    return Array.from({ length: 20 }, (_, k) => ({
      x: from.x + ((to.x - from.x) * (k + 1)) / 20,
      y: from.y + ((to.y - from.y) * (k + 1)) / 20,
    }));
  });
  const result: api.WalkResult = {
    lines: layout.lines.map((line) => ({ id: line.id, ...crossings(toCountLine(line), steps) })),
    zones: layout.zones.map((zone) => ({
      id: zone.id,
      visits: route.slice(1, -1).filter((p) => contains(zone.area.map(toPoint), toPoint(p))).length,
    })),
  };
  return { body: result };
}

function putLayout(state: State, body: unknown): Reply {
  const change = body as api.LayoutChange;
  state.layout = {
    ...change,
    version: state.layout.version + 1,
    valid_from: instant(Date.now()),
    valid_to: null,
    by: "installer",
  };
  return { body: state.layout, etag: `"l${state.layout.version}"` };
}

export function setupRoute(state: State): [string, (asked: Asked, params: string[]) => Reply][] {
  const s = "stores/demo-store";
  return [
    [`GET ${s}/layout`, () => ({ body: state.layout, etag: `"l${state.layout.version}"` })],
    [`PUT ${s}/layout`, ({ body }) => putLayout(state, body)],
    [`GET ${s}/plan`, () => ({ body: state.plan, etag: '"p1"' })],
    [
      `PUT ${s}/plan`,
      ({ body }) => {
        Object.assign(state.plan, body);
        return { body: state.plan, etag: '"p2"' };
      },
    ],
    [
      `PUT ${s}/plan/image`,
      () => {
        Object.assign(state.plan, {
          has_image: true,
          image_type: "image/png",
          image_px: [640, 480],
        });
        return { body: state.plan };
      },
    ],
    [`GET ${s}/plan/image`, () => ({ raw: { type: "image/png", content: platePng(640, 480) } })],
    [`GET ${s}/cameras`, () => ({ body: { items: state.cameras, next: null } })],
    [
      `POST ${s}/cameras`,
      ({ body }) => {
        const made = body as api.Camera;
        const camera: api.Camera = {
          ...made,
          has_password: true,
          width: made.width ?? 0,
          height: made.height ?? 0,
          calibration: made.calibration ?? [],
          health: { camera: made.id, state: "connecting", since: null, analysed_fps: null },
        };
        state.cameras.push(camera);
        return { status: 201, body: camera };
      },
    ],
    [
      `GET ${s}/cameras/*`,
      (_, [id]) => ({ body: state.cameras.find((c) => c.id === id), etag: '"c1"' }),
    ],
    [
      `PUT ${s}/cameras/*`,
      ({ body }, [id]) => {
        const camera = state.cameras.find((c) => c.id === id) as api.Camera;
        Object.assign(camera, body);
        return { body: camera, etag: '"c2"' };
      },
    ],
    [
      `DELETE ${s}/cameras/*`,
      (_, [id]) => {
        state.cameras = state.cameras.filter((c) => c.id !== id);
        return { status: 204 };
      },
    ],
    [
      `POST ${s}/setup/camera-test`,
      ({ body }) => {
        const source = (body as api.CameraSource).source ?? "";
        if (source.includes("wrong")) {
          return {
            body: {
              ok: false,
              codec: null,
              width: null,
              height: null,
              fps: null,
              advice: "The camera refused the password. Check user and password.",
            },
          };
        }
        return {
          body: { ok: true, codec: "h264", width: 1280, height: 720, fps: 15, advice: null },
        };
      },
    ],
    [`POST ${s}/setup/plate`, () => ({ raw: { type: "image/png", content: platePng(1280, 720) } })],
    [`POST ${s}/setup/calibration`, ({ body }) => fit(body)],
    [`POST ${s}/setup/walk`, ({ body }) => walk(body)],
  ];
}
