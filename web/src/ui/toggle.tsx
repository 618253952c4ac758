// SPDX-License-Identifier: Apache-2.0
import * as Radix from "@radix-ui/react-toggle-group";

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/// A choice of few, one of them always on.
export function Toggle<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <Radix.Root
      type="single"
      className="toggle"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
    >
      {options.map((option) => (
        <Radix.Item key={option.value} value={option.value}>
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
