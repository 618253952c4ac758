// SPDX-License-Identifier: Apache-2.0

/// A bar beside its number, for the eye alone.
export function Bar({ share, tone = "" }: { share: number; tone?: string }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
  return (
    <span className={`bar ${tone}`} aria-hidden="true">
      <span style={{ width }} />
    </span>
  );
}
