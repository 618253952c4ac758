// SPDX-License-Identifier: Apache-2.0

/// SHA-256 of a file as 64 hexadecimal digits. The file itself goes nowhere.
export async function fingerprint(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
