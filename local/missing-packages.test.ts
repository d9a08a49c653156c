import { expect, test } from "vitest";
import { missingPackages } from "./missing-packages.mjs";

const lock = {
  packages: {
    "": { name: "app" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", dev: true },
    "node_modules/mac": { version: "3.0.0", optional: true },
    "node_modules/both": { version: "4.0.0", devOptional: true },
    "node_modules/own": { link: true },
  },
};
const all = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } };
const complete = { packages: { ...all, "node_modules/both": { version: "4.0.0" } } };

test("nothing is missing without the packages of other platforms", () => {
  expect(missingPackages(lock, complete, { dev: true })).toEqual([]);
});

test("everything is missing before the first install", () => {
  expect(missingPackages(lock, undefined, { dev: true })).toEqual([
    "node_modules/a",
    "node_modules/b",
    "node_modules/both",
  ]);
});

test("another version counts as missing, also of an optional package", () => {
  const installed = { packages: { ...complete.packages, "node_modules/mac": { version: "2.9.0" } } };
  expect(missingPackages(lock, installed, { dev: true })).toEqual(["node_modules/mac"]);
});

test("a server may leave out what only development needs", () => {
  const installed = { packages: { "node_modules/a": { version: "1.0.0" } } };
  expect(missingPackages(lock, installed, { dev: false })).toEqual([]);
  expect(missingPackages(lock, installed, { dev: true })).toEqual(["node_modules/b", "node_modules/both"]);
});
