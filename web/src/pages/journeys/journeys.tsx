// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import { useFlows } from "../../api/queries";
import type { Flows } from "../../api/types";
import { useStore } from "../../app/store";
import { useFilters } from "../../filters/filters";
import { FigurePage } from "../../ui/figure-page";
import { FrameMarks } from "../../ui/frame-marks";
import { Answer, Empty } from "../../ui/state";
import { Tabs } from "../../ui/tabs";
import { FlowChart } from "./flow-chart";
import { FlowMatrix } from "./flow-matrix";
import { FunnelView } from "./funnel";
import { PathList } from "./paths";

export function Journeys() {
  const { t } = useTranslation();
  const store = useStore();
  const { asked } = useFilters();
  const flows = useFlows(store.id, asked);
  const withFlows = (show: (data: Flows) => React.ReactNode) => (
    <Answer query={flows}>
      {(data) =>
        data.flows.length === 0 ? (
          <Empty title={t("journeys.none")}>
            <p>{t("journeys.noneWhy", { k: data.thresholds.k })}</p>
          </Empty>
        ) : (
          <>
            <FrameMarks frame={data} />
            {show(data)}
          </>
        )
      }
    </Answer>
  );
  return (
    <FigurePage title={t("nav.journeys")} lead={t("journeys.lead")}>
      <Tabs
        label={t("nav.journeys")}
        tabs={[
          {
            id: "flow",
            label: t("journeys.flow"),
            content: withFlows((data) => <FlowChart data={data} />),
          },
          {
            id: "matrix",
            label: t("journeys.matrix"),
            content: withFlows((data) => <FlowMatrix data={data} />),
          },
          { id: "paths", label: t("journeys.paths"), content: <PathList /> },
          { id: "funnel", label: t("journeys.funnel"), content: <FunnelView /> },
        ]}
      />
    </FigurePage>
  );
}
