// SPDX-License-Identifier: Apache-2.0
// The one place that names ECharts' parts; loaded when the first chart is shown.
import { BarChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  GridComponent,
  MarkAreaComponent,
  TooltipComponent,
  SVGRenderer,
]);

export { init };
