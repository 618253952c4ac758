// SPDX-License-Identifier: Apache-2.0
import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { useShownTheme } from "../app/theme";

/// The colours and the font of the design tokens as they are now.
export interface Tokens {
  color: (name: string) => string;
  font: string;
}

function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  return {
    color: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: style.getPropertyValue("--font").trim(),
  };
}

interface Props {
  label: string;
  height: number;
  option: (tokens: Tokens, width: number) => EChartsCoreOption;
}

/// A picture drawn by ECharts. Screen readers get `label`; the figures themselves are in the frame's table.
export function Plot({ label, height, option }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const [ready, setReady] = useState(false);
  const shownTheme = useShownTheme();

  useEffect(() => {
    let gone = false;
    let observer: ResizeObserver | undefined;
    void import("./echarts").then(({ init }) => {
      if (gone || !ref.current) return;
      chart.current = init(ref.current, null, { renderer: "svg" });
      observer = new ResizeObserver(() => chart.current?.resize());
      observer.observe(ref.current);
      setReady(true);
    });
    return () => {
      gone = true;
      observer?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of theme changes the tokens that are read
  useEffect(() => {
    if (!ready || !chart.current) return;
    const tokens = readTokens();
    const drawn = option(tokens, chart.current.getWidth());
    chart.current.setOption(
      {
        animation: false,
        textStyle: { fontFamily: tokens.font, color: tokens.color("ink-2") },
        ...drawn,
      },
      true,
    );
  }, [ready, option, shownTheme]);

  return (
    <div className="plot" style={{ height }} role="img" aria-label={label} aria-busy={!ready}>
      <div ref={ref} className="plot-canvas" />
    </div>
  );
}
