import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { type PackageReading, type PackageSource, requireSources } from "@/lib/packages/package-source";
import { readArchive } from "@/lib/packages/read-archive.server";
import { manifest, paxPath, type TarEntry, tar, tgz, zip } from "./build-archives";

async function sourcesOf(bytes: Uint8Array): Promise<PackageSource[]> {
  return await requireSources(readArchive(bytes));
}

async function readingsOf(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<PackageReading[]> {
  const readings: PackageReading[] = [];
  for await (const reading of readArchive(bytes)) readings.push(reading);
  return readings;
}

/** Why an archive is refused; fails when it is not. */
async function refusalOf(bytes: Uint8Array): Promise<AppError> {
  const error = await sourcesOf(bytes).then(
    () => new Error("the archive was taken"),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

const rule = { name: "rule.md", content: "Be kind.\n" };
const formats = [
  ["tgz", tgz],
  ["zip", zip],
] as const;

describe.each(formats)("a %s", (_, pack) => {
  test("is read whole, dot folders and all, byte for byte", async () => {
    const text = "\ufeffline one\r\nline two\r\n\u202dno\u202c 👩‍💻 e\u0301 \u05e9\n";
    const [source] = await sourcesOf(pack([manifest(), { name: ".claude/agents/probe.md", content: text }]));
    expect(source).toMatchObject({ scope: "acme", name: "probe", version: "1.0.0", format: "claude", subtype: "rule" });
    expect(source?.files).toEqual([{ path: ".claude/agents/probe.md", content: text }]);
  });

  test("may have everything below one folder, as npm packs it, and what systems leave behind", async () => {
    const entries = [
      { name: "package/", type: "5", mode: 0o40755 },
      { ...manifest(), name: "package/prpm.json" },
      { name: "package/rule.md", content: "Be kind.\n" },
      { name: "package/._rule.md", content: "\0\0" },
      { name: "package/.DS_Store", content: "\0\0" },
      { name: "package/node_modules/a/b.bin", content: "\0" },
    ];
    const [source] = await sourcesOf(pack(entries));
    expect(source?.files).toEqual([{ path: "rule.md", content: "Be kind.\n" }]);
  });

  test("may be a skill's folder without a manifest", async () => {
    const skill = "---\nname: Trace Reader\ndescription: Reads traces.\n---\n# Trace reader\n";
    const [source] = await sourcesOf(
      pack([
        { name: "trace/SKILL.md", content: skill },
        { name: "trace/references/a.md", content: "A" },
      ]),
    );
    expect(source).toMatchObject({ scope: null, name: "trace-reader", version: "1.0.0", subtype: "skill" });
    expect(source?.files.map((file) => file.path)).toEqual(["SKILL.md", "references/a.md"]);
  });

  test("finds the files of a manifest without regard to case", async () => {
    const [source] = await sourcesOf(
      pack([manifest({ files: ["RULE.md"] }), rule, { name: "other.md", content: "x" }]),
    );
    expect(source?.files).toEqual([{ path: "rule.md", content: "Be kind.\n" }]);
  });

  test("gives one reading a package, and refuses one without touching the others", async () => {
    const packages = [
      { name: "one", version: "1.0.0", description: "One.", format: "cursor", files: ["rule.md"] },
      { name: "two", version: "1.0.0", description: "Two.", format: "cursor", files: ["gone.md"] },
    ];
    const many = { name: "prpm.json", content: JSON.stringify({ organization: "Acme", license: "MIT", packages }) };
    const readings = await readingsOf(pack([many, rule]));
    expect(readings).toMatchObject([
      { label: "@acme/one", source: { scope: "acme", license: "MIT" } },
      { label: "two", refusal: { code: "invalid_input", message: expect.stringContaining("gone.md") } },
    ]);
  });

  test.each([
    ["leaving its folder", { name: "a/../../evil.md", content: "x" }, "evil.md"],
    ["an absolute path", { name: "/etc/evil.md", content: "x" }, "/etc/evil.md"],
    ["a drive letter", { name: "C:/evil.md", content: "x" }, "C:/evil.md"],
    ["a backslash", { name: "a\\evil.md", content: "x" }, "evil.md"],
    ["a control character", { name: "a\u0007.md", content: "x" }, "a\\u{7}.md"],
    ["a name that turns direction", { name: "a\u202e.md", content: "x" }, "a\\u{202e}.md"],
    ["the same name twice", { name: "rule.md", content: "x" }, "rule.md"],
    ["a name in another case", { name: "Rule.MD", content: "x" }, "Rule.MD"],
    ["a file that is a folder too", { name: "rule.md/x.md", content: "x" }, "rule.md"],
    ["NUL in a text", { name: "logo.png", content: "\u0089PNG\0" }, "logo.png"],
    ["bytes that are not UTF-8", { name: "latin.md", content: Buffer.from([0x63, 0xe9]) }, "latin.md"],
    ["UTF-16", { name: "wide.md", content: Buffer.from("\ufeffwide", "utf16le") }, "wide.md"],
  ])("with %s is refused by name", async (_what, entry, named) => {
    const error = await refusalOf(pack([manifest(), rule, entry]));
    expect(error.code).toBe("invalid_input");
    expect(error.message).toContain(named);
    expect(error.details["issues"]).toHaveLength(1);
  });

  test("with one name in two Unicode forms is refused", async () => {
    const names = ["caf\u00e9.md", "cafe\u0301.md"];
    const error = await refusalOf(pack([manifest(), ...names.map((name) => ({ name, content: "x" }))]));
    expect(error.message).toContain("twice");
  });

  test("with a path too long for any system is refused", async () => {
    const name = `${"a/".repeat(300)}b.md`;
    const entries = pack === zip ? [{ name, content: "x" }] : [paxPath(name), { name: "b.md", content: "x" }];
    expect((await refusalOf(pack([manifest(), ...entries]))).message).toContain("longer than");
  });

  test("without a manifest or a SKILL.md is refused", async () => {
    expect((await refusalOf(pack([rule]))).message).toBe("There is no prpm.json and no SKILL.md in the archive.");
  });

  test.each([
    ["missing files", manifest({ files: ["rule.md", "docs/Gone.md"] }), "docs/Gone.md"],
    ["files outside", manifest({ files: ["../rule.md"] }), "../rule.md"],
    ["half a character", manifest({ files: ["\ud800.md"] }), "characters"],
    ["no list of files at all", manifest({ files: [] }), "files names no file"],
    ["no version", manifest({ version: undefined }), "version is missing"],
    ["a word for a version", manifest({ version: "latest" }), "version must look like 1.0.0"],
    ["a name that is a path", manifest({ name: "../probe" }), "name must be"],
    ["an unknown format", manifest({ format: "fax" }), "format must be one of"],
    ["NUL in its words", manifest({ description: "a\0b" }), "description has characters"],
    ["broken JSON", { name: "prpm.json", content: "{ name: 1 }" }, "prpm.json is not valid JSON"],
    ["a list in place of an object", { name: "prpm.json", content: "[]" }, "prpm.json is not a JSON object"],
  ])("whose manifest has %s is refused by field or file", async (_what, entry, named) => {
    const error = await refusalOf(pack([entry, rule]));
    expect(error.code).toBe("invalid_input");
    expect(error.message).toContain(named);
  });

  test("with 501 files is refused", async () => {
    const files = Array.from({ length: 500 }, (_unused, index) => ({ name: `f${index}.md`, content: "x" }));
    const error = await refusalOf(pack([manifest(), ...files]));
    expect([error.code, error.message]).toEqual(["payload_too_large", "The archive has more than 500 files."]);
  });

  test("with 100,000 entries is refused early", async () => {
    const folders = Array.from({ length: 100_000 }, (_unused, index) => ({
      name: `d${index}/`,
      type: "5",
      mode: 0o40755,
      stored: true,
    }));
    const bytes = pack([manifest(), ...folders]);
    const begun = performance.now();
    expect((await refusalOf(bytes)).code).toBe("payload_too_large");
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test("whose manifest's files weigh too much together is refused", async () => {
    const big = "a".repeat(1_000_000);
    const files = Array.from({ length: 41 }, (_unused, index) => ({ name: `f${index}.md`, content: big }));
    const error = await refusalOf(pack([manifest(), ...files]));
    expect([error.code, error.message]).toEqual(["payload_too_large", "The archive has more than 40 MB of files."]);
  });

  test("of more than 10 MB is refused before it is read whole", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000_000);
      }
    }
    await expect(readingsOf(endless())).rejects.toMatchObject({ code: "payload_too_large" });
    expect(given).toBe(11);
    await expect(readingsOf(Buffer.alloc(10_000_001))).rejects.toMatchObject({ code: "payload_too_large" });
  });
});

describe("a tgz", () => {
  test.each([
    ["symbolic link", { name: "link.md", type: "2", linkname: "/etc/passwd" }],
    ["hard link", { name: "link.md", type: "1", linkname: "rule.md" }],
    ["device", { name: "link.md", type: "3" }],
    ["pipe", { name: "link.md", type: "6" }],
    ["plain file", { name: "link.md", type: "S" }],
  ])("with an entry that is no file is refused: %s", async (what, entry) => {
    expect((await refusalOf(tgz([manifest(), rule, entry]))).message).toMatch(
      `link.md is ${what === "plain file" ? "not a" : "a"} ${what}`,
    );
  });

  test("renamed by a pax header out of its folder is refused", async () => {
    expect((await refusalOf(tgz([manifest(), paxPath("../out.md"), rule]))).message).toContain("../out.md");
  });

  test("cut off, changed or with more behind its end is refused", async () => {
    const whole = tgz([manifest(), rule]);
    const wrongChecksum = Buffer.from(whole);
    wrongChecksum[whole.length - 8] = (whole[whole.length - 8] ?? 0) ^ 1;
    const wrong: readonly Uint8Array[] = [
      whole.subarray(0, whole.length - 9),
      whole.subarray(0, whole.length >> 1),
      wrongChecksum,
      Buffer.concat([whole, Buffer.from("more")]),
      Buffer.concat([whole, Buffer.alloc(512)]),
      Buffer.from([0x1f, 0x8b]),
    ];
    for (const bytes of wrong) expect((await refusalOf(bytes)).details["issues"]).toMatchObject([{ path: "archive" }]);
  });

  test("whose header does not match its checksum, or whose last file is cut, is refused", async () => {
    const bytes = tar([manifest(), rule]);
    const changed = Buffer.from(bytes);
    changed.write("evil", 0);
    expect((await refusalOf(gzipSync(changed))).message).toContain("damaged");
    expect((await refusalOf(gzipSync(bytes.subarray(0, 700)))).message).toContain("damaged");
    expect((await refusalOf(gzipSync(Buffer.concat([bytes, Buffer.from("garbage".repeat(100))])))).message).toContain(
      "damaged",
    );
  });
});

describe("a zip", () => {
  test.each([
    ["symbolic link", { name: "link.md", mode: 0o120777, content: "/etc/passwd" }],
    ["device", { name: "link.md", mode: 0o020644 }],
    ["pipe", { name: "link.md", mode: 0o010644 }],
  ])("with an entry that is no file is refused: %s", async (what, entry) => {
    expect((await refusalOf(zip([manifest(), rule, entry]))).message).toContain(`link.md is a ${what}`);
  });

  test("with a wrong checksum, a wrong size or an encrypted file is refused by name", async () => {
    const wrong = [{ crc: 1 }, { crc: 1, stored: true }, { declaredSize: 1 }, { declaredSize: 500 }, { flags: 1 }];
    for (const fields of wrong) {
      expect((await refusalOf(zip([manifest(), { ...rule, ...fields }]))).message).toMatch(/^rule\.md is /);
    }
  });

  test("cut off or with more behind its end is refused", async () => {
    const whole = zip([manifest(), rule]);
    for (const bytes of [whole.subarray(0, whole.length - 30), Buffer.concat([whole, Buffer.from("more")])]) {
      expect((await refusalOf(bytes)).message).toContain("damaged");
    }
  });

  test("whose entries share one piece of data to seem small is refused by what they would weigh", async () => {
    const shared = Array.from({ length: 400 }, (_unused, index) => ({ name: `f${index}.md`, sameData: true }));
    const bytes = zip([manifest(), { name: "a.md", content: "a".repeat(1_000_000) }, ...shared]);
    expect((await refusalOf(bytes)).code).toBe("payload_too_large");
  });
});

test("anything else is refused", async () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("plain"), tar([manifest()])]) {
    expect((await refusalOf(bytes)).message).toBe("This is neither a .tgz nor a .zip archive.");
  }
});

/** A gzip of `megabytes` of the letter a, made of many members so that making it takes no time either. */
function bomb(megabytes: number): Buffer {
  const header: TarEntry = { name: "bomb.md", content: "" };
  const start = tar([header]).subarray(0, 512);
  start.write("77777777777\0        ", 124, "latin1");
  start.write("        ", 148, "latin1");
  const sum = start.reduce((total, byte) => total + byte, 0);
  start.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const member = gzipSync(Buffer.alloc(1_000_000, "a"), { level: 9 });
  return Buffer.concat([gzipSync(start), ...Array.from({ length: megabytes }, () => member)]);
}

/** What a fresh process says of an archive: the refusal, how long it took and by how much the process grew. */
async function measure(bytes: Uint8Array): Promise<{ code: string; milliseconds: number; grownBytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), "prpm-archive-"));
  try {
    const file = join(folder, "archive");
    await writeFile(file, bytes);
    const script = ["--conditions=react-server", "--import", "tsx", "tests/integration/packages/measure-archive.ts"];
    const { stdout } = await promisify(execFile)(process.execPath, [...script, file]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A manifest of packages that all name the same file. */
const sharing = (count: number, fields: object = {}) => {
  const one = (index: number) => ({
    name: `m${index}`,
    version: "1.0.0",
    description: "d",
    files: ["big.md"],
    ...fields,
  });
  return {
    name: "prpm.json",
    content: JSON.stringify({ packages: Array.from({ length: count }, (_, index) => one(index)) }),
  };
};

test("packages may share their files as long as together they stay under the limits of the archive", async () => {
  const big = { name: "big.md", content: "word word\n".repeat(100_000) };
  const sources = await sourcesOf(tgz([sharing(40, { format: "claude" }), big]));
  expect(sources).toHaveLength(40);
  expect(sources.every(({ files }) => files[0]?.content === big.content)).toBe(true);
  const error = await refusalOf(tgz([sharing(41, { format: "claude" }), big]));
  expect([error.code, error.message]).toEqual([
    "payload_too_large",
    "The archive's packages have more than 40 MB of files together.",
  ]);
});

test("a file counts for every package that names it", async () => {
  const files = Array.from({ length: 300 }, (_unused, index) => ({ name: `f${index}.md`, content: "x" }));
  const named = { format: "claude", files: files.map(({ name }) => name) };
  expect((await refusalOf(tgz([sharing(2, named), ...files]))).message).toBe(
    "The archive's packages have more than 500 files together.",
  );
});

test("a hundred packages are taken, more are refused before the first of them is looked at", async () => {
  expect(await sourcesOf(tgz([sharing(100, { format: "claude" }), { name: "big.md", content: "x" }]))).toHaveLength(
    100,
  );
  for (const packages of [Array(101).fill({}), Array(200_000).fill({})]) {
    const bytes = tgz([{ name: "prpm.json", content: JSON.stringify({ packages }) }]);
    const begun = performance.now();
    const error = await refusalOf(bytes);
    expect([error.code, error.message]).toEqual(["payload_too_large", "The archive has more than 100 packages."]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  }
  const folders = Array.from({ length: 101 }, (_unused, index) => ({
    name: `s${index}/SKILL.md`,
    content: `---\nname: s${index}\ndescription: d\n---\nText`,
  }));
  expect((await refusalOf(tgz(folders))).message).toBe("The archive has more than 100 packages.");
});

test("nothing is read after the first refusal of an archive that is taken as a whole", async () => {
  const packages = [{}, ...JSON.parse(sharing(3, { format: "claude" }).content).packages];
  const reading = readArchive(tgz([{ name: "prpm.json", content: JSON.stringify({ packages }) }]));
  await expect(requireSources(reading)).rejects.toMatchObject({ code: "invalid_input" });
  expect(await reading.next()).toEqual({ done: true, value: undefined });
});

test("a manifest that would be huge as objects is refused before it is parsed", async () => {
  const error = await refusalOf(tgz([{ name: "prpm.json", content: `{"tags":[${"{},".repeat(700_000)}{}]}` }]));
  expect([error.code, error.message]).toEqual(["payload_too_large", "prpm.json is larger than 2 MB."]);
});

test.each([
  [
    "of sixty packages of one file",
    tgz([sharing(60, { format: "claude" }), { name: "big.md", content: "word word\n".repeat(3_500_000) }]),
    "payload_too_large",
    2_000,
    200_000_000,
  ],
  [
    "of packages that are nothing",
    tgz([{ name: "prpm.json", content: `{"packages":[${"{},".repeat(200_000)}{}]}` }]),
    "payload_too_large",
    1_000,
    64_000_000,
  ],
  ["of tags that are none", tgz([manifest({ tags: Array(600_000).fill({}) })]), "invalid_input", 1_000, 128_000_000],
])("an archive %s is refused soon and in little memory", async (_what, bytes, code, milliseconds, grownBytes) => {
  const measured = await measure(bytes);
  expect(measured.code).toBe(code);
  expect(measured.milliseconds).toBeLessThan(milliseconds);
  expect(measured.grownBytes).toBeLessThan(grownBytes);
});

test.each([
  ["of ten gigabytes in many members", bomb(9_800), "payload_too_large"],
  ["of nothing but zeros", gzipSync(Buffer.alloc(300_000_000), { level: 9 }), "payload_too_large"],
  ["in a zip", zip([manifest(), { name: "bomb.md", content: "a".repeat(200_000_000) }]), "payload_too_large"],
  [
    "in a zip that lies",
    zip([manifest(), { name: "bomb.md", content: "a".repeat(200_000_000), declaredSize: 1_000 }]),
    "invalid_input",
  ],
])("a bomb %s is refused in under a second, and takes under 64 MB", async (_what, bytes, code) => {
  expect(bytes.byteLength).toBeLessThan(10_000_000);
  const measured = await measure(bytes);
  expect(measured.code).toBe(code);
  expect(measured.milliseconds).toBeLessThan(1_000);
  expect(measured.grownBytes).toBeLessThan(64_000_000);
});
