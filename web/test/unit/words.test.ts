// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { de } from "../../src/i18n/de";
import { en } from "../../src/i18n/en";
import { fr } from "../../src/i18n/fr";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  const words = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === "string") words.set(at, value);
    else for (const [k, v] of flat(value, at)) words.set(k, v);
  }
  return words;
}

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
const english = flat(en);

describe.each([
  ["fr", flat(fr)],
  ["de", flat(de)],
])("words in %s", (_, words) => {
  test("are there for every key, and for no other", () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("are not empty and have the same placeholders", () => {
    for (const [key, text] of words) {
      expect(text.trim(), key).not.toBe("");
      expect(holes(text), key).toEqual(holes(english.get(key) ?? ""));
    }
  });

  test("are not English left behind: longer texts differ", () => {
    const same = [...words].filter(([key, text]) => text.length > 24 && text === english.get(key));
    expect(same).toEqual([]);
  });
});

test("no text claims what we do not mean", () => {
  const never = /GDPR-certified|RGPD-certifi|DSGVO-zertifi|100 ?%/i;
  for (const words of [english, flat(fr), flat(de)]) {
    for (const [key, text] of words) expect(text, key).not.toMatch(never);
  }
});

test("every word is used by some page", () => {
  const source = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("i18n"))
    .map((file) => readFileSync(`src/${file}`, "utf8"))
    .join("\n");
  // `t(`camera.state.${state}`)` uses whatever follows its first part.
  const begun = [...source.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map((m) => m[1] as string);
  const unused = [...english.keys()]
    .map((key) => key.replace(/_(one|other)$/, ""))
    .filter((key) => !source.includes(`"${key}"`) && !begun.some((start) => key.startsWith(start)));
  expect(unused).toEqual([]);
});
