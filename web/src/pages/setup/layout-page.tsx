// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { address } from "../../api/client";
import { useLayout, usePlan } from "../../api/queries";
import type { Layout, LayoutChange, Plan } from "../../api/types";
import { useStore } from "../../app/store";
import { LayoutEditor } from "../../editor/layout-editor";
import { faults } from "../../editor/shapes";
import { planView } from "../../editor/view";
import { boxOf } from "../../plan/plan-box";
import { PlanGround } from "../../plan/plan-ground";
import { PageHead } from "../../ui/card";
import { SaveState, useSave } from "../../ui/save";
import { Answer } from "../../ui/state";
import { FunnelForm } from "./funnels";

/// Lines, zones and funnels on the plan. A change is a new version: what was measured keeps the old one.
export function LayoutPage() {
  const { t } = useTranslation();
  const store = useStore();
  const plan = usePlan(store.id);
  const layout = useLayout(store.id);
  const save = useSave<Layout>();
  return (
    <div className="page">
      <PageHead title={t("setup.layoutTitle")} actions={<Link to="/setup">{t("setup.back")}</Link>}>
        {t("setup.layoutLead")}
      </PageHead>
      <Answer query={layout}>
        {({ data, etag }) =>
          plan.data ? (
            <Editor key={etag} saved={data} etag={etag} plan={plan.data.data} save={save} />
          ) : null
        }
      </Answer>
    </div>
  );
}

export function changeOf({ lines, zones, funnels }: Layout): LayoutChange {
  return { lines, zones, funnels };
}

interface EditorProps {
  saved: Layout;
  etag: string | undefined;
  plan: Plan;
  save: ReturnType<typeof useSave<Layout>>;
}

function Editor({ saved, etag, plan, save }: EditorProps) {
  const { t } = useTranslation();
  const store = useStore();
  const [layout, setLayout] = useState<LayoutChange>(() => changeOf(saved));
  const box = useMemo(() => boxOf(plan, saved, 1), [plan, saved]);
  const view = useMemo(() => planView(box), [box]);
  const changed = JSON.stringify(layout) !== JSON.stringify(changeOf(saved));
  const blocked = faults(layout).some((f) => f.fault !== "noLine");
  return (
    <>
      <LayoutEditor
        view={view}
        background={<PlanGround plan={plan} image={address(`/stores/${store.id}/plan/image`)} />}
        layout={layout}
        onChange={setLayout}
        centre={{ x: box.x + box.width / 2, y: -(box.y + box.height / 2) }}
      />
      <FunnelForm layout={layout} onChange={setLayout} />
      <SaveState save={save} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={!changed || blocked || save.isPending}
          onClick={() => save.mutate({ path: `/stores/${store.id}/layout`, body: layout, etag })}
        >
          {t("setup.saveLayout")}
        </button>
        <button
          type="button"
          className="button"
          disabled={!changed}
          onClick={() => setLayout(changeOf(saved))}
        >
          {t("setup.undoAll")}
        </button>
      </div>
    </>
  );
}
