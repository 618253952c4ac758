// SPDX-License-Identifier: Apache-2.0
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLayout } from "../../api/queries";
import type { Live } from "../../api/types";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { CameraTable } from "../../ui/cameras";
import { Card, PageHead } from "../../ui/card";
import { Empty, Failed, Loading } from "../../ui/state";
import { useLive } from "./use-live";

/// Big digits for the shop floor: people inside and waiting now.
export function LivePage() {
  const { t } = useTranslation();
  const store = useStore();
  const { live, error, connected } = useLive(store.id);
  return (
    <div className="page">
      <PageHead title={t("nav.live")}>{t("live.lead")}</PageHead>
      {error ? <Failed error={error} /> : null}
      {live ? <Now live={live} connected={connected} /> : error ? null : <Loading />}
    </div>
  );
}

function Now({ live, connected }: { live: Live; connected: boolean }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const layout = useLayout(store.id);
  const wall = useRef<HTMLElement>(null);
  const zoneName = (id: string) => layout.data?.data.zones.find((z) => z.id === id)?.name ?? id;
  if (live.at === null) {
    return (
      <Empty title={t("live.noFloor")}>
        <p>{t("live.noFloorWhy")}</p>
      </Empty>
    );
  }
  const digits = (value: number | null | undefined) =>
    typeof value === "number" ? format.count(value) : "–";
  return (
    <>
      <section className="wall" ref={wall} aria-label={t("live.now")} aria-live="polite">
        <Big label={t("live.inside")} value={digits(live.inside)} />
        {live.queues.map((queue) => (
          <Big
            key={queue.zone}
            label={zoneName(queue.zone)}
            value={digits(queue.length)}
            hint={t("live.waiting")}
          />
        ))}
        <Big label={t("live.entriesToday")} value={digits(live.entries_today)} />
      </section>
      <div className="row spread">
        <p className="small muted">
          <span className={`badge ${connected ? "good" : "warn"}`}>
            {connected ? t("live.connected") : t("live.reconnecting")}
          </span>{" "}
          {t("live.at", { time: format.time(live.at) })}
        </p>
        <button
          type="button"
          className="button small"
          onClick={() => void wall.current?.requestFullscreen()}
        >
          {t("live.fullscreen")}
        </button>
      </div>
      <Card title={t("quality.cameras")}>
        <CameraTable health={live.cameras} />
      </Card>
    </>
  );
}

function Big({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <div className="big">
      <span className="big-label">{label}</span>
      <span className="big-value">{value}</span>
      {hint && <span className="big-hint">{hint}</span>}
    </div>
  );
}
