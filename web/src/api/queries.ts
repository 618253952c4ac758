// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call, get } from "./client";
import type * as api from "./types";

export interface Asked {
  from: string;
  to: string;
  compare: "none" | "previous" | "week" | "year";
}

const path = (store: string, rest: string) => `/stores/${store}/${rest}`;

/// Figures of a closed period hardly change; those of today do within a bin.
function useFigures<T>(
  store: string,
  rest: string,
  query: Record<string, unknown>,
  enabled = true,
) {
  return useQuery({
    queryKey: ["figures", store, rest, query],
    queryFn: ({ signal }) => get<T>(path(store, rest), query as Record<string, string>, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 5 * 60_000,
    enabled,
  });
}

const days = ({ from, to }: Asked) => ({ from, to });

export const useOverview = (store: string, asked: Asked, enabled: boolean) =>
  useFigures<api.Overview>(store, "overview", { ...asked }, enabled);

export const useZones = (store: string, asked: Asked) =>
  useFigures<api.ZoneTable>(store, "zones", { ...asked });

export const useQueues = (store: string, asked: Asked) =>
  useFigures<api.QueueTable>(store, "queues", { ...asked });

export const useAudience = (store: string, asked: Asked) =>
  useFigures<api.Audience>(store, "audience", { ...asked });

export const useFlows = (store: string, asked: Asked) =>
  useFigures<api.Flows>(store, "journeys/flows", days(asked));

export const usePaths = (store: string, asked: Asked) =>
  useFigures<api.Paths>(store, "journeys/paths", { ...days(asked), limit: 50 });

export const useFunnel = (store: string, funnel: string, asked: Asked) =>
  useFigures<api.Funnel>(store, `journeys/funnels/${funnel}`, { ...asked }, funnel !== "");

export const useHeat = (store: string, asked: Asked) =>
  useFigures<api.Heat>(store, "heat", days(asked));

export const useQuality = (store: string, asked: Asked) =>
  useFigures<api.Quality>(store, "quality", days(asked));

export function useMetrics(
  store: string,
  asked: Asked,
  metric: readonly api.MetricName[],
  scope: string,
  bin: string,
) {
  return useFigures<api.MetricSeries>(store, "metrics", { ...asked, metric, scope, bin });
}

export function useDurations(
  store: string,
  asked: Asked,
  metric: "dwell" | "visit_duration" | "queue_wait" | "service_time",
  scope: string,
) {
  return useFigures<api.Histogram>(
    store,
    "durations",
    { ...days(asked), metric, scope },
    scope !== "",
  );
}

export interface Sides {
  metric: string;
  scope: string;
  a_from: string;
  a_to: string;
  b_from: string;
  b_to: string;
}

export const useComparison = (store: string, sides: Sides | undefined) =>
  useFigures<api.Comparison>(store, "comparison", { ...sides }, sides !== undefined);

// --- what is set up and governed ---

/// Why what was set up last is not in force, if it is not. The run judges within seconds of a change.
export const useSetUpProblem = (store: string) =>
  useQuery({
    queryKey: ["store", store, "live"],
    queryFn: ({ signal }) => get<api.Live>(`/stores/${store}/live`, {}, signal),
    refetchInterval: 10_000,
  }).data?.set_up_problem ?? null;

function useThing<T>(
  key: readonly unknown[],
  address: string,
  query: Record<string, string> = {},
  enabled = true,
) {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<T>(address, query, signal),
    enabled,
  });
}

/// With the version that a change has to name.
function useVersioned<T>(key: readonly unknown[], address: string, enabled = true) {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { data, etag } = await call<T>(address, { signal });
      return { data, etag };
    },
    enabled,
  });
}

export const useLayout = (store: string) =>
  useVersioned<api.Layout>(["layout", store], path(store, "layout"));

export const usePlan = (store: string) =>
  useVersioned<api.Plan>(["plan", store], path(store, "plan"));

export const useCameras = (store: string) =>
  useThing<api.Page<api.Camera>>(["cameras", store], path(store, "cameras"));

export const usePrivacy = (store: string) =>
  useThing<api.PrivacyCard>(["privacy", store], path(store, "privacy"));

export const useSettings = (store: string, enabled: boolean) =>
  useVersioned<api.PrivacySettings>(["settings", store], path(store, "settings"), enabled);

export const useRetention = () => useVersioned<api.Retention>(["retention"], "/retention");

export const useGate = () => useThing<api.Gate>(["gate"], "/governance/gate");

export const useGap = (enabled: boolean) =>
  useThing<api.Gap>(["gap"], "/governance/gap", {}, enabled);

export const useAttestations = (enabled: boolean) =>
  useThing<api.Page<api.Attestation>>(["attestations"], "/governance/attestations", {}, enabled);

export const useChanges = (enabled: boolean) =>
  useThing<api.Page<api.Change>>(["changes"], "/changes", {}, enabled);

export const useLog = (cursor: string, enabled: boolean) =>
  useThing<api.LogPage>(["log", cursor], "/governance/log", cursor ? { cursor } : {}, enabled);

export const useAudit = (cursor: string, enabled: boolean) =>
  useThing<api.Page<api.AuditEntry>>(
    ["audit", cursor],
    "/audit",
    cursor ? { cursor } : {},
    enabled,
  );

export const useVoided = (enabled: boolean) =>
  useThing<api.VoidedSignatures>(["voided"], "/governance/changes", {}, enabled);

export const useDocuments = () =>
  useThing<api.GovernanceDocuments>(["documents"], "/governance/documents");

export const useContactRequests = () =>
  useThing<api.Page<api.ContactRequest>>(["contact"], "/governance/contact-requests");

export const useUsers = () => useThing<api.Page<api.User>>(["users"], "/users");

export const useTokens = () => useThing<api.Page<api.Token>>(["tokens"], "/tokens");
