// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { FunnelDefinition, LayoutChange } from "../../api/types";
import { idFor } from "../../model/layout";
import { Card } from "../../ui/card";
import { Field, Select } from "../../ui/field";

const mostSteps = 7;
const mostFunnels = 16;

/// Ordered lists of zones, of which the dashboard shows how many visits reach each.
export function FunnelForm({
  layout,
  onChange,
}: {
  layout: LayoutChange;
  onChange: (layout: LayoutChange) => void;
}) {
  const { t } = useTranslation();
  const zones = layout.zones.filter(
    (z) => !["staff", "fitting", "objection", "frontage"].includes(z.type),
  );
  const set = (funnel: FunnelDefinition, next: FunnelDefinition) =>
    onChange({ ...layout, funnels: layout.funnels.map((f) => (f === funnel ? next : f)) });
  const add = () => {
    const name = t("funnels.new");
    const id = idFor(
      name,
      layout.funnels.map((f) => f.id),
      "funnel",
    );
    onChange({
      ...layout,
      funnels: [...layout.funnels, { id, name, zones: zones.slice(0, 1).map((z) => z.id) }],
    });
  };
  const options = zones.map((z) => ({ value: z.id, label: z.name }));
  return (
    <Card
      title={t("funnels.title")}
      hint={t("funnels.hint")}
      actions={
        <button
          type="button"
          className="button small"
          disabled={zones.length === 0 || layout.funnels.length >= mostFunnels}
          onClick={add}
        >
          {t("funnels.add")}
        </button>
      }
    >
      <div className="stack">
        {layout.funnels.map((funnel) => (
          <fieldset key={funnel.id} className="row form-row">
            <legend className="visually-hidden">{funnel.name}</legend>
            <Field
              label={t("editor.name")}
              maxLength={80}
              value={funnel.name}
              onChange={(e) => set(funnel, { ...funnel, name: e.target.value })}
            />
            {funnel.zones.map((zone, i) => (
              <Select
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
                key={i}
                label={t("funnels.step", { number: i + 1 })}
                value={zone}
                options={options}
                onChange={(id) => set(funnel, { ...funnel, zones: funnel.zones.with(i, id) })}
              />
            ))}
            <button
              type="button"
              className="button small"
              disabled={funnel.zones.length >= mostSteps}
              onClick={() =>
                set(funnel, { ...funnel, zones: [...funnel.zones, zones[0]?.id ?? ""] })
              }
            >
              {t("funnels.addStep")}
            </button>
            {funnel.zones.length > 1 && (
              <button
                type="button"
                className="button small"
                onClick={() => set(funnel, { ...funnel, zones: funnel.zones.slice(0, -1) })}
              >
                {t("funnels.dropStep")}
              </button>
            )}
            <button
              type="button"
              className="button small danger"
              onClick={() =>
                onChange({ ...layout, funnels: layout.funnels.filter((f) => f !== funnel) })
              }
            >
              {t("editor.remove")}
            </button>
          </fieldset>
        ))}
      </div>
    </Card>
  );
}
