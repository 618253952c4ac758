// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, call } from "../../api/client";
import { usePlan } from "../../api/queries";
import type { LineDefinition, WalkResult } from "../../api/types";
import { useStore } from "../../app/store";
import { middle, type Point } from "../../model/geometry";
import { toCountLine, toPair, toPoint } from "../../model/layout";
import { walkAcross } from "../../model/walk";
import { PlanView } from "../../plan/plan-view";
import { Card } from "../../ui/card";
import { Select } from "../../ui/field";
import { Failed } from "../../ui/state";
import { Table } from "../../ui/table";
import type { StepProps } from "./wizard";

/// Somebody who does not exist walks in over a line, stands in every zone that was asked for, and out again; the desk
/// says what would be counted.
export function CheckStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const plan = usePlan(store.id).data?.data;
  const [line, setLine] = useState(draft.layout.lines[0]?.id ?? "");
  const [zone, setZone] = useState("");
  const chosen = draft.layout.lines.find((l) => l.id === line) ?? draft.layout.lines[0];
  const target = draft.layout.zones.find((z) => z.id === zone);
  const route = chosen ? routeOf(chosen, target && middle(target.area.map(toPoint))) : [];
  const walk = useMutation({
    mutationFn: async () =>
      (
        await call<WalkResult>(`/stores/${store.id}/setup/walk`, {
          method: "POST",
          body: { layout: draft.layout, route: route.map(toPair) },
        })
      ).data,
    onSuccess: (result) => {
      const counted = result.lines.find((l) => l.id === chosen?.id);
      if (counted?.entries === 1 && counted.exits === 1) set({ walked: true });
    },
  });
  const rows = [
    ...(walk.data?.lines ?? []).map((l) => ({
      id: `l${l.id}`,
      name: nameOf(draft.layout.lines, l.id),
      say: t("wizard.check.line", { entries: l.entries, exits: l.exits }),
    })),
    ...(walk.data?.zones ?? [])
      .filter((z) => z.visits > 0)
      .map((z) => ({
        id: `z${z.id}`,
        name: nameOf(draft.layout.zones, z.id),
        say: t("wizard.check.zone", { count: z.visits }),
      })),
  ];
  return (
    <div className="grid-2">
      <Card title={t("wizard.check.walk")} hint={t("wizard.check.walkHint")}>
        <div className="stack">
          <div className="row form-row">
            <Select
              label={t("editor.line")}
              value={chosen?.id ?? ""}
              options={draft.layout.lines.map((l) => ({ value: l.id, label: l.name }))}
              onChange={setLine}
            />
            <Select
              label={t("wizard.check.through")}
              value={zone}
              options={[
                { value: "", label: t("wizard.check.nowhere") },
                ...draft.layout.zones.map((z) => ({ value: z.id, label: z.name })),
              ]}
              onChange={setZone}
            />
            <button
              type="button"
              className="button primary"
              disabled={route.length < 2 || walk.isPending}
              onClick={() => walk.mutate()}
            >
              {t("wizard.check.go")}
            </button>
          </div>
          {walk.error && <Failed error={walk.error} />}
          {walk.data && (
            <>
              <p className={`notice ${draft.walked ? "good" : "bad"}`} role="status">
                {draft.walked ? t("wizard.check.good") : t("wizard.check.bad")}
              </p>
              <Table
                caption={t("wizard.check.result")}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  { id: "name", head: t("editor.name"), cell: (row) => row.name },
                  { id: "say", head: t("wizard.check.result"), cell: (row) => row.say },
                ]}
              />
            </>
          )}
        </div>
      </Card>
      <Card title={t("setup.plan")}>
        <PlanView
          plan={plan}
          layout={draft.layout}
          image={plan?.has_image ? address(`/stores/${store.id}/plan/image`) : undefined}
          label={t("wizard.check.route")}
        >
          <path
            className="route"
            d={route.map((p, i) => `${i === 0 ? "M" : "L"}${p.x} ${-p.y}`).join("")}
          />
        </PlanView>
      </Card>
    </div>
  );
}

const nameOf = (items: readonly { id: string; name: string }[], id: string) =>
  items.find((i) => i.id === id)?.name ?? id;

/// In across the line, to the zone where one is chosen, and out the same way.
export function routeOf(line: LineDefinition, via: Point | undefined): Point[] {
  const across = walkAcross(toCountLine(line));
  const [outside, inside] = [across[0], across.at(-1)];
  if (!outside || !inside) return [];
  return [outside, inside, ...(via ? [via, inside] : []), outside];
}
