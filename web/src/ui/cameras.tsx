// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useCameras } from "../api/queries";
import type { CameraHealth } from "../api/types";
import { useStore } from "../app/store";
import { useFormat } from "../i18n/format";
import { Table } from "./table";

const tone = { ok: "good", connecting: "warn", unknown: "" } as const;

export function HealthBadge({ state }: { state: CameraHealth["state"] }) {
  const { t } = useTranslation();
  const kind = state in tone ? tone[state as keyof typeof tone] : "bad";
  return <span className={`badge ${kind}`}>{t(`camera.state.${state}`)}</span>;
}

/// How the cameras are, and what to do where one is not well.
export function CameraTable({ health }: { health: readonly CameraHealth[] }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const cameras = useCameras(store.id);
  const name = (id: string) => cameras.data?.items.find((c) => c.id === id)?.name || id;
  return (
    <Table
      caption={t("quality.cameras")}
      rows={health}
      rowKey={(row) => row.camera}
      columns={[
        { id: "camera", head: t("camera.camera"), cell: (row) => name(row.camera) },
        {
          id: "state",
          head: t("camera.stateHead"),
          cell: (row) => <HealthBadge state={row.state} />,
        },
        {
          id: "since",
          oneLine: true,
          head: t("camera.since"),
          cell: (row) => (row.since ? format.moment(row.since) : "–"),
        },
        {
          id: "fps",
          head: t("camera.fps"),
          number: true,
          cell: (row) =>
            typeof row.analysed_fps === "number" ? format.decimal(row.analysed_fps) : "–",
        },
        { id: "do", head: t("camera.todo"), cell: (row) => t(`camera.mend.${row.state}`) },
      ]}
    />
  );
}
