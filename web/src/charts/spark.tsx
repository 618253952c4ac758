// SPDX-License-Identifier: Apache-2.0

/// A line without axes beside a number that says it all; hidden from screen readers. Gaps stay gaps.
export function Spark({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((v) => v !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known, 1);
  const x = (i: number) => (i / (values.length - 1)) * 100;
  const y = (v: number) => 26 - (v / top) * 24;
  let path = "";
  let drawing = false;
  values.forEach((v, i) => {
    if (v !== null) path += `${drawing ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
    drawing = v !== null;
  });
  return (
    <svg className="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
