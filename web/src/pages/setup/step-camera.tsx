// SPDX-License-Identifier: Apache-2.0
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import type { CameraTest } from "../../api/types";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card } from "../../ui/card";
import { Field } from "../../ui/field";
import { Failed } from "../../ui/state";
import { sourceFault, sourceQuery } from "./draft";
import type { StepProps } from "./wizard";

const largeWidth = 1280;

/// Name and address of a camera, tried before anything else.
export function CameraStep({ draft, set }: StepProps) {
  const { t } = useTranslation();
  const store = useStore();
  const fault = draft.source === "rtsp://" ? undefined : sourceFault(draft.source.trim());
  const usable = sourceFault(draft.source.trim()) === undefined;
  const test = useMutation({
    mutationFn: async () =>
      (
        await call<CameraTest>(`/stores/${store.id}/setup/camera-test`, {
          method: "POST",
          body: sourceQuery(draft),
        })
      ).data,
    onSuccess: (found) => set({ test: found }),
  });
  const changeSource = (change: Partial<typeof draft>) =>
    set({ ...change, test: null, plate: null });
  return (
    <Card title={t("wizard.camera.title")}>
      <form
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault();
          if (usable) test.mutate();
        }}
      >
        <Field
          label={t("wizard.camera.name")}
          hint={t("wizard.camera.nameHint")}
          maxLength={80}
          required
          value={draft.name}
          onChange={(e) => set({ name: e.target.value })}
        />
        <Field
          label={t("wizard.camera.source")}
          hint={t("wizard.camera.sourceHint")}
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
          error={fault && t(`wizard.camera.fault.${fault}`)}
          value={draft.source}
          onChange={(e) => changeSource({ source: e.target.value })}
        />
        <div className="row form-row">
          <Field
            label={t("wizard.camera.user")}
            autoComplete="off"
            value={draft.user}
            onChange={(e) => changeSource({ user: e.target.value })}
          />
          <Field
            label={t("wizard.camera.password")}
            type="password"
            autoComplete="off"
            value={draft.password}
            onChange={(e) => changeSource({ password: e.target.value })}
          />
        </div>
        {test.error && <Failed error={test.error} />}
        {draft.test && <Found test={draft.test} />}
        <div>
          <button type="submit" className="button" disabled={!usable || test.isPending}>
            {test.isPending ? t("wizard.camera.testing") : t("wizard.camera.test")}
          </button>
        </div>
      </form>
    </Card>
  );
}

function Found({ test }: { test: CameraTest }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  if (!test.ok) {
    return (
      <div className="notice bad" role="alert">
        <strong>{t("wizard.camera.failed")}</strong>
        <span>{test.advice ?? t("wizard.camera.failedWhy")}</span>
      </div>
    );
  }
  return (
    <div className="notice good" role="status">
      <strong>{t("wizard.camera.works")}</strong>
      <span>
        {t("wizard.camera.found", {
          codec: test.codec ?? "?",
          width: test.width ?? "?",
          height: test.height ?? "?",
          fps: test.fps === null ? "?" : format.decimal(test.fps),
        })}
      </span>
      {test.advice && <span>{test.advice}</span>}
      {(test.width ?? 0) > largeWidth && <span>{t("wizard.camera.substream")}</span>}
    </div>
  );
}
