// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../api/queries";
import type { PrivacySettings } from "../../api/types";
import { useMay } from "../../app/session";
import { useStore } from "../../app/store";
import { Card } from "../../ui/card";
import { Check, Field, Select } from "../../ui/field";
import { SaveState, useSave } from "../../ui/save";
import { Answer } from "../../ui/state";

const levels = ["0", "1", "2", "3"] as const;

/// The settings that decide about privacy. Weaker protection waits for the data protection officer.
export function SettingsView() {
  const save = useSave<PrivacySettings>();
  const store = useStore();
  const query = useSettings(store.id, true);
  return (
    <Answer query={query}>
      {({ data, etag }) => <Form key={etag} data={data} etag={etag} save={save} />}
    </Answer>
  );
}

interface FormProps {
  data: PrivacySettings;
  etag: string | undefined;
  save: ReturnType<typeof useSave<PrivacySettings>>;
}

function Form({ data, etag, save }: FormProps) {
  const { t } = useTranslation();
  const store = useStore();
  const may = useMay();
  const [wanted, setWanted] = useState(data);
  const changed = JSON.stringify(wanted) !== JSON.stringify(data);
  const valid =
    wanted.k >= 10 && wanted.k <= 1000 && wanted.state_ttl_s >= 10 && wanted.state_ttl_s <= 300;
  const locked = !may("changeSettings");
  return (
    <Card title={t("privacy.settings")} hint={t("settings.hint")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ path: `/stores/${store.id}/settings`, body: wanted, etag });
        }}
      >
        <Field
          label={t("privacy.k")}
          hint={t("settings.kHint")}
          type="number"
          className="short"
          min={10}
          max={1000}
          disabled={locked}
          value={Number.isNaN(wanted.k) ? "" : wanted.k}
          onChange={(e) => setWanted({ ...wanted, k: e.target.valueAsNumber })}
        />
        <Field
          label={t("settings.ttl")}
          hint={t("settings.ttlHint")}
          type="number"
          className="short"
          min={10}
          max={300}
          disabled={locked}
          value={Number.isNaN(wanted.state_ttl_s) ? "" : wanted.state_ttl_s}
          onChange={(e) => setWanted({ ...wanted, state_ttl_s: e.target.valueAsNumber })}
        />
        <Select
          label={t("privacy.level")}
          value={String(wanted.link_level) as "0"}
          disabled={locked}
          options={levels.map((value) => ({ value, label: t(`privacy.levels.${value}`) }))}
          onChange={(value) => setWanted({ ...wanted, link_level: Number(value) })}
        />
        <Check
          label={t("settings.marks")}
          checked={wanted.read_marks}
          disabled={locked}
          onChange={(read_marks) => setWanted({ ...wanted, read_marks })}
        />
        {!valid && <p className="notice bad">{t("settings.invalid")}</p>}
        <SaveState save={save} />
        <div>
          <button
            type="submit"
            className="button primary"
            disabled={locked || !changed || !valid || save.isPending}
          >
            {t("settings.save")}
          </button>
        </div>
      </form>
    </Card>
  );
}
