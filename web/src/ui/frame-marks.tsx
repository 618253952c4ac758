// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from "react-i18next";
import type { Frame } from "../api/types";
import { useFormat } from "../i18n/format";

/// What holds for all figures of a page: from recordings, with noise, and the thresholds behind them.
export function FrameMarks({ frame }: { frame: Frame }) {
  const { t } = useTranslation();
  const format = useFormat(frame.time_zone);
  const th = frame.thresholds;
  return (
    <>
      {frame.evaluation && <p className="notice warn">{t("frame.evaluation")}</p>}
      {frame.mode === "strict" && <p className="notice">{t("frame.strict")}</p>}
      <details className="thresholds small">
        <summary>{t("frame.thresholds")}</summary>
        <ul>
          <li>{t("frame.k", { k: th.k })}</li>
          <li>{t("frame.bin", { minutes: th.bin_minutes })}</li>
          <li>
            {t("frame.entry", {
              confirm: format.duration(th.entry_confirm_s),
              band: format.decimal(th.line_band_m, 2),
            })}
          </li>
          <li>
            {t("frame.stay", {
              stay: format.duration(th.zone_min_stay_s),
              gap: format.duration(th.zone_gap_s),
              engaged: format.duration(th.engaged_s),
            })}
          </li>
          <li>
            {t("frame.bounce", {
              bounce: format.duration(th.bounce_s),
              ttl: format.duration(th.state_ttl_s),
            })}
          </li>
          <li>{t("frame.zone", { zone: frame.time_zone })}</li>
        </ul>
      </details>
    </>
  );
}
