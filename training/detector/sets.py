# SPDX-License-Identifier: Apache-2.0
"""The data manifest, sets.toml."""
import pathlib
import tomllib

KEYS = {"name", "kind", "share", "scene", "source", "licence", "attribution"}
KINDS = ("packed", "rendered", "empty")


def load(path=pathlib.Path(__file__).with_name("sets.toml")):
    """The sets by name. A set that lacks a key, or has one too many, is an error."""
    sets = tomllib.loads(pathlib.Path(path).read_text())["set"]
    for entry in sets:
        if set(entry) != KEYS or entry["kind"] not in KINDS:
            raise SystemExit(f"{path}: set {entry.get('name', '?')}: needs exactly {', '.join(sorted(KEYS))}, "
                             f"kind one of {', '.join(KINDS)}; mend the entry")
    return {entry["name"]: entry for entry in sets}
