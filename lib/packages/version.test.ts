import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, isVersion, latestVersion } from "@/lib/packages/version";

test("knows versions from other words", () => {
  for (const version of ["0.0.0", "1.2.3", "1.0.0-beta.1", "1.0.0-x-y", "1.0.0+build.5"])
    expect(isVersion(version)).toBe(true);
  for (const word of ["", "1", "1.0", "v1.0.0", "1.0.0-", "1.0.0-a..b", "latest", `1.0.0-${"a".repeat(80)}`]) {
    expect(isVersion(word)).toBe(false);
  }
});

test("orders versions as semver.org does", () => {
  // The example of rule 11.
  const order = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.9.0",
    "1.10.0",
    "2.0.0",
  ];
  expect([...order].reverse().sort(compareVersions)).toEqual(order);
  expect(compareVersions("1.0.0+a", "1.0.0+b")).toBe(0);
});

test("a pre-release never stands before a release", () => {
  expect(latestVersion([])).toBeNull();
  expect(latestVersion(["2.0.0-beta.1", "2.0.0-beta.2"])).toBe("2.0.0-beta.2");
  expect(latestVersion(["1.0.0", "2.0.0-beta.2", "0.9.0"])).toBe("1.0.0");
});

test("the order is one", () => {
  const part = fc.nat(3);
  const version = fc
    .tuple(part, part, part, fc.option(fc.constantFrom("a", "1", "1.a", "a.1")))
    .map(([x, y, z, pre]) => `${x}.${y}.${z}${pre === null ? "" : `-${pre}`}`);
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)) || 0);
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
