// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAudience } from "../../api/queries";
import type { Audience } from "../../api/types";
import { useStore } from "../../app/store";
import { Bar } from "../../charts/bar";
import { useFilters } from "../../filters/filters";
import { useFormat } from "../../i18n/format";
import { figureText, intervalText } from "../../model/figure";
import { Card } from "../../ui/card";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { MetricCard } from "../../ui/metric-card";
import { Answer, Empty } from "../../ui/state";
import { Table } from "../../ui/table";

/// Buying units always; the mix of segments where it was enabled and signed for.
export function AudiencePage() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const query = useAudience(store.id, asked);
  return (
    <FigurePage title={t("nav.audience")} lead={t("audience.lead")}>
      <Answer query={query}>
        {(data) => (
          <>
            <FrameMarks frame={data} />
            <section className="grid-cards" aria-label={t("audience.units")}>
              <h2 className="visually-hidden">{t("audience.units")}</h2>
              {data.cards.map((card) => (
                <MetricCard key={card.metric} card={card} />
              ))}
            </section>
            {data.segments.enabled ? (
              <>
                <Segments data={data} />
                <SegmentZones data={data} />
                <SegmentParts data={data} of="hours" />
                <SegmentParts data={data} of="paths" />
                <SegmentQueues data={data} />
              </>
            ) : store.segments_enabled ? (
              <Empty title={t("audience.none")}>{t("audience.noneWhy")}</Empty>
            ) : (
              <Off reason={data.segments.reason} />
            )}
          </>
        )}
      </Answer>
    </FigurePage>
  );
}

function Off({ reason }: { reason: Audience["segments"]["reason"] }) {
  const { t } = useTranslation();
  return (
    <Empty title={t("audience.off")}>
      <p>{reason === "not_signed" ? t("audience.notSigned") : t("audience.offWhy")}</p>
      <Link className="button" to="/privacy">
        {t("nav.privacy")}
      </Link>
    </Empty>
  );
}

function Segments({ data }: { data: Audience }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const percent = (value: number) => format.percent(value, 0);
  return (
    <Card title={t("audience.segments")} hint={t("audience.segmentsHint")}>
      <Table
        caption={t("audience.segments")}
        rows={data.segments.shares}
        rowKey={(row) => row.segment}
        columns={[
          {
            id: "segment",
            head: t("audience.segment"),
            cell: (row) => t(`segment.${row.segment}`),
          },
          {
            id: "share",
            head: t("unit.share"),
            number: true,
            cell: (row) => figureText(row.figure, percent),
          },
          {
            id: "interval",
            head: t("chart.interval"),
            number: true,
            cell: (row) => intervalText(row.figure, percent) ?? "–",
          },
          { id: "bar", head: "", cell: (row) => <Bar share={row.figure.value ?? 0} /> },
        ]}
      />
    </Card>
  );
}

/// Each zone's shares, and whether how long people stay differs between segments.
function SegmentZones({ data }: { data: Audience }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const percent = (value: number) => format.percent(value, 0);
  const zones = data.segments.zones ?? [];
  type Zone = (typeof zones)[number];
  const share = (zone: Zone, segment: string) => {
    const figure = zone.shares.find((s) => s.segment === segment)?.figure;
    const interval = figure && intervalText(figure, percent);
    return interval ? `${figureText(figure, percent)} (${interval})` : figureText(figure, percent);
  };
  const difference = ({ dwell_difference: found }: Zone) => {
    if (!found) return t("audience.tooFew");
    const [change, low, high] = [found.change, found.low, found.high].map(format.change);
    return t(found.differs ? "audience.stay" : "audience.stayAlike", { change, low, high });
  };
  return (
    <Card title={t("audience.zones")} hint={t("audience.zonesHint")}>
      <Table
        caption={t("audience.zones")}
        rows={zones}
        rowKey={(row) => row.zone.id}
        columns={[
          { id: "zone", head: t("audience.zone"), cell: (row) => row.zone.name },
          ...(["feminine", "masculine", "unknown"] as const).map((segment) => ({
            id: segment,
            head: t(`segment.${segment}`),
            number: true,
            cell: (row: Zone) => share(row, segment),
          })),
          { id: "stay", head: t("audience.difference"), cell: difference },
        ]}
      />
    </Card>
  );
}

/// Who comes when, and who takes which path: the shares of those visits.
function SegmentParts({ data, of }: { data: Audience; of: "hours" | "paths" }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const percent = (value: number) => format.percent(value, 0);
  const nameOf = (id: string) =>
    data.segments.zones?.find(({ zone }) => zone.id === id)?.zone.name ?? id;
  const parts =
    of === "hours"
      ? (data.segments.hours ?? []).map(({ from_h, to_h, shares }) => ({
          name: t("audience.hoursOf", { from: from_h, to: to_h }),
          shares,
        }))
      : (data.segments.paths ?? []).map(({ zones, shares }) => ({
          name: zones.map(nameOf).join(" › "),
          shares,
        }));
  if (parts.length === 0) return null;
  type Part = (typeof parts)[number];
  return (
    <Card title={t(`audience.${of}`)} hint={t(`audience.${of}Hint`)}>
      <Table
        caption={t(`audience.${of}`)}
        rows={parts}
        rowKey={(row) => row.name}
        columns={[
          { id: "part", head: t(`audience.${of}Head`), cell: (row) => row.name },
          ...(["feminine", "masculine", "unknown"] as const).map((segment) => ({
            id: segment,
            head: t(`segment.${segment}`),
            number: true,
            cell: ({ shares }: Part) => {
              const figure = shares.find((s) => s.segment === segment)?.figure;
              const interval = figure && intervalText(figure, percent);
              return interval
                ? `${figureText(figure, percent)} (${interval})`
                : figureText(figure, percent);
            },
          })),
        ]}
      />
    </Card>
  );
}

/// Whether people give up waiting differently often.
function SegmentQueues({ data }: { data: Audience }) {
  const { t } = useTranslation();
  const format = useFormat(data.time_zone);
  const percent = (value: number) => format.percent(value, 1);
  const queues = data.segments.queues ?? [];
  if (queues.length === 0) return null;
  type Queue = (typeof queues)[number];
  const share = (queue: Queue, segment: "feminine" | "masculine") => {
    const found = queue.abandonment_difference;
    return found ? percent(found[segment]) : "–";
  };
  const difference = ({ abandonment_difference: found }: Queue) => {
    if (!found) return t("audience.tooFew");
    const [change, low, high] = [found.difference, found.low, found.high].map(format.change);
    return t(found.differs ? "audience.stay" : "audience.stayAlike", { change, low, high });
  };
  return (
    <Card title={t("audience.queues")} hint={t("audience.queuesHint")}>
      <Table
        caption={t("audience.queues")}
        rows={queues}
        rowKey={(row) => row.zone.id}
        columns={[
          { id: "zone", head: t("audience.zone"), cell: (row) => row.zone.name },
          ...(["feminine", "masculine"] as const).map((segment) => ({
            id: segment,
            head: t(`segment.${segment}`),
            number: true,
            cell: (row: Queue) => share(row, segment),
          })),
          { id: "gone", head: t("audience.gone"), cell: difference },
        ]}
      />
    </Card>
  );
}
