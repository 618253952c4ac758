// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useUsers } from "../../api/queries";
import type { Invited, Role, User } from "../../api/types";
import { useCurrent } from "../../app/session";
import { useStore } from "../../app/store";
import { useFormat } from "../../i18n/format";
import { Card, PageHead } from "../../ui/card";
import { Dialog } from "../../ui/dialog";
import { Field, Select } from "../../ui/field";
import { SaveState } from "../../ui/save";
import { Answer, Failed } from "../../ui/state";
import { Table } from "../../ui/table";

const roles: Role[] = ["viewer", "analyst", "installer", "admin", "dpo"];

/// Who may see and do what.
export function Users() {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  const query = useUsers();
  const [chosen, setChosen] = useState<User | null>(null);
  const state = (user: User) => (!user.active ? "inactive" : user.invited ? "invited" : "active");
  return (
    <div className="page">
      <PageHead title={t("nav.users")}>{t("users.lead")}</PageHead>
      <Invite />
      <Answer query={query}>
        {({ items }) => (
          <Card title={t("users.list")}>
            <Table
              caption={t("users.list")}
              rows={items}
              rowKey={(row) => row.name}
              columns={[
                { id: "name", head: t("login.user"), cell: (row) => row.name },
                { id: "role", head: t("users.role"), cell: (row) => t(`role.${row.role}`) },
                {
                  id: "state",
                  head: t("users.state"),
                  cell: (row) => t(`users.states.${state(row)}`),
                },
                {
                  id: "totp",
                  head: t("users.totp"),
                  cell: (row) => (row.totp ? t("state.yes") : t("state.no")),
                },
                {
                  id: "seen",
                  oneLine: true,
                  head: t("users.seen"),
                  cell: (row) => (row.last_seen ? format.date(row.last_seen.slice(0, 10)) : "–"),
                },
                {
                  id: "change",
                  head: t("users.change"),
                  cell: (row) => (
                    <button
                      type="button"
                      className="button small"
                      aria-label={t("users.changeOne", { name: row.name })}
                      onClick={() => setChosen(row)}
                    >
                      {t("users.change")} …
                    </button>
                  ),
                },
              ]}
            />
          </Card>
        )}
      </Answer>
      {chosen && <ChangeUser user={chosen} close={() => setChosen(null)} />}
      <Card title={t("users.rolesTitle")}>
        <dl className="facts">
          {roles.map((role) => (
            <div key={role} className="fact-row">
              <dt>{t(`role.${role}`)}</dt>
              <dd>{t(`users.roleWhy.${role}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}

function RoleSelect({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("users.role")}
      value={value}
      options={roles.map((r) => ({ value: r, label: t(`role.${r}`) }))}
      onChange={onChange}
    />
  );
}

function Link({ invited }: { invited: Invited }) {
  const { t } = useTranslation();
  const store = useStore();
  const format = useFormat(store.time_zone);
  return (
    <div className="notice good" role="status">
      <strong>{t("users.link", { name: invited.user.name })}</strong>
      <span className="mono">{new URL(invited.link, window.location.origin).href}</span>
      <span>{t("users.linkHint", { until: format.moment(invited.expires_at) })}</span>
    </div>
  );
}

function Invite() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const invite = useMutation({
    mutationFn: () => call<Invited>("/users", { method: "POST", body: { name, role } }),
    onSuccess: async () => {
      setName("");
      await client.invalidateQueries({ queryKey: ["users"] });
    },
  });
  return (
    <Card title={t("users.invite")}>
      <form
        className="row form-row"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <Field
          label={t("login.user")}
          required
          pattern="[a-z0-9._@\-]{1,64}"
          hint={t("users.nameHint")}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
        <RoleSelect value={role} onChange={setRole} />
        <button type="submit" className="button primary" disabled={invite.isPending}>
          {t("users.inviteDo")}
        </button>
      </form>
      {invite.data?.status === 201 ? (
        <Link invited={invite.data.data} />
      ) : (
        <SaveState save={invite} />
      )}
    </Card>
  );
}

function ChangeUser({ user, close }: { user: User; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { session } = useCurrent();
  const [role, setRole] = useState(user.role);
  const path = `/users/${user.name}`;
  const refresh = () => client.invalidateQueries({ queryKey: ["users"] });
  const change = useMutation({
    mutationFn: async (body: { role?: Role; active?: boolean }) => {
      const { etag } = await call<User>(path);
      return call<User>(path, { method: "PATCH", body, ifMatch: etag });
    },
    onSuccess: refresh,
  });
  const again = useMutation({
    mutationFn: () => call<Invited>(`${path}/invitation`, { method: "POST" }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => call(path, { method: "DELETE" }),
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  const self = session.user === user.name;
  return (
    <Dialog title={user.name} open onClose={close}>
      <div className="row form-row">
        <RoleSelect value={role} onChange={setRole} />
        <button
          type="button"
          className="button"
          disabled={role === user.role}
          onClick={() => change.mutate({ role })}
        >
          {t("users.setRole")}
        </button>
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => again.mutate()}>
          {t("users.newLink")}
        </button>
        <button
          type="button"
          className="button"
          disabled={self}
          onClick={() => change.mutate({ active: !user.active })}
        >
          {user.active ? t("users.deactivate") : t("users.activate")}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={self}
          onClick={() => remove.mutate()}
        >
          {t("users.remove")}
        </button>
      </div>
      {again.data && <Link invited={again.data.data} />}
      <SaveState save={change} />
      {(again.error ?? remove.error) && <Failed error={again.error ?? remove.error} />}
      <div>
        <button type="button" className="button" onClick={close}>
          {t("state.close")}
        </button>
      </div>
    </Dialog>
  );
}
