// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCameras, useLayout } from "../../api/queries";
import type { Camera, Layout } from "../../api/types";
import { useAddress } from "../../app/address";
import { useStore } from "../../app/store";
import { toPoint } from "../../model/layout";
import { PageHead } from "../../ui/card";
import { Answer } from "../../ui/state";
import { type Draft, emptyPoints, missing, type Step, steps } from "./draft";
import { changeOf } from "./layout-page";
import { CameraStep } from "./step-camera";
import { CheckStep } from "./step-check";
import { FloorStep } from "./step-floor";
import { LayoutStep } from "./step-layout";
import { PlateStep } from "./step-plate";
import { PrivacyStep } from "./step-privacy";
import { StartStep } from "./step-start";

export interface StepProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

const views: Record<Step, (props: StepProps) => React.ReactNode> = {
  camera: CameraStep,
  plate: PlateStep,
  floor: FloorStep,
  layout: LayoutStep,
  check: CheckStep,
  privacy: PrivacyStep,
  start: StartStep,
};

function begin(layout: Layout, camera: Camera | undefined): Draft {
  return {
    id: camera?.id ?? null,
    name: camera?.name ?? "",
    source: camera?.source ?? "rtsp://",
    user: "",
    password: "",
    test: null,
    plate: null,
    points:
      camera && camera.calibration.length >= 4
        ? camera.calibration.map((p) => ({ image: toPoint(p.image), floor: toPoint(p.floor) }))
        : emptyPoints,
    layout: changeOf(layout),
    walked: false,
    privacy: {},
  };
}

/// From a camera to the first count, a step at a time. Everything works with the keyboard alone.
export function Wizard() {
  const store = useStore();
  const [search] = useAddress();
  const layout = useLayout(store.id);
  const cameras = useCameras(store.id);
  const id = search.get("camera");
  return (
    <Answer query={layout}>
      {({ data }) => {
        if (!cameras.data) return null;
        const camera = cameras.data.items.find((c) => c.id === id);
        return <Steps key={camera?.id ?? "new"} layout={data} camera={camera} />;
      }}
    </Answer>
  );
}

function Steps({ layout, camera }: { layout: Layout; camera: Camera | undefined }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => begin(layout, camera));
  const [at, setAt] = useState(0);
  const step = steps[at] as Step;
  const View = views[step];
  const lacking = missing(draft, step);
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));

  const url = draft.plate?.url;
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);

  const go = (next: number) => {
    setAt(next);
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus();
  };
  return (
    <div className="page">
      <PageHead title={t(`wizard.${step}.title`)}>{t(`wizard.${step}.lead`)}</PageHead>
      <ol className="steps" aria-label={t("wizard.steps")}>
        {steps.map((name, i) => (
          <li
            key={name}
            aria-current={i === at ? "step" : undefined}
            className={i < at ? "done" : ""}
          >
            {t(`wizard.${name}.short`)}
          </li>
        ))}
      </ol>
      <View draft={draft} set={set} />
      <div className="row spread wizard-foot">
        <button type="button" className="button" disabled={at === 0} onClick={() => go(at - 1)}>
          {t("wizard.back")}
        </button>
        {step !== "start" && (
          <span className="row">
            {lacking && (
              <span className="small muted">
                {t(`wizard.missing.${lacking}` as "wizard.missing.name")}
              </span>
            )}
            <button
              type="button"
              className="button primary"
              disabled={lacking !== undefined}
              onClick={() => go(at + 1)}
            >
              {t("wizard.next")}
            </button>
          </span>
        )}
      </div>
    </div>
  );
}
