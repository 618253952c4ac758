// SPDX-License-Identifier: Apache-2.0
// Short names for what api/openapi.yaml defines; the types themselves are generated from it.
import type { components } from "../../build/api";

type Schemas = components["schemas"];
type Named<K extends keyof Schemas> = Schemas[K];

export type Figure = Named<"Figure">;
export type Movement = Named<"Movement">;
export type Point = Named<"Point">;
export type Series = Named<"Series">;
export type Unit = Named<"Unit">;
export type MetricName = Named<"MetricName">;
export type MetricCard = Named<"Card">;
export type Frame = Named<"Frame">;
export type Overview = Named<"Overview">;
export type MetricSeries = Named<"MetricSeries">;
export type ZoneTable = Named<"ZoneTable">;
export type ZoneRow = Named<"ZoneRow">;
export type ZoneRef = Named<"ZoneRef">;
export type ZoneType = Named<"ZoneType">;
export type QueueTable = Named<"QueueTable">;
export type Histogram = Named<"Histogram">;
export type Flows = Named<"Flows">;
export type Paths = Named<"Paths">;
export type Funnel = Named<"Funnel">;
export type Heat = Named<"Heat">;
export type Audience = Named<"Audience">;
export type Comparison = Named<"Comparison">;
export type Live = Named<"Live">;
export type CameraHealth = Named<"CameraHealth">;
export type Quality = Named<"Quality">;
export type Store = Named<"Store">;
export type Plan = Named<"Plan">;
export type PlanChange = Named<"PlanChange">;
export type Layout = Named<"Layout">;
export type LayoutChange = Named<"LayoutChange">;
export type LineDefinition = Named<"LineDefinition">;
export type ZoneDefinition = Named<"ZoneDefinition">;
export type FunnelDefinition = Named<"FunnelDefinition">;
export type Camera = Named<"Camera">;
export type CameraSource = Named<"CameraSource">;
export type CameraTest = Named<"CameraTest">;
export type PointPair = Named<"PointPair">;
export type CalibrationFit = Named<"CalibrationFit">;
export type WalkResult = Named<"WalkResult">;
export type Session = Named<"Session">;
export type FirstRun = Named<"FirstRun">;
export type Role = Named<"Role">;
export type User = Named<"User">;
export type Invited = Named<"Invited">;
export type Token = Named<"Token">;
export type CreatedToken = Named<"CreatedToken">;
export type TokenScope = Named<"Scope">;
export type PrivacyCard = Named<"PrivacyCard">;
export type PrivacySettings = Named<"PrivacySettings">;
export type Change = Named<"Change">;
export type Retention = Named<"Retention">;
export type RetentionChange = Named<"RetentionChange">;
export type AuditEntry = Named<"AuditEntry">;
export type Requirement = Named<"Requirement">;
export type Gap = Named<"Gap">;
export type Gate = Named<"Gate">;
export type Attestation = Named<"Attestation">;
export type LogPage = Named<"LogPage">;
export type Segment = Named<"Segment">;

export type VoidedSignatures = Named<"Voided">;
export type VoidedSignature = VoidedSignatures["items"][number];
export type GovernanceDocuments = Named<"GovernanceDocuments">;
export type GovernanceDocument = GovernanceDocuments["items"][number];
export type ContactRequest = Named<"ContactPage">["items"][number];

export interface Page<T> {
  items: T[];
  next: string | null;
}
