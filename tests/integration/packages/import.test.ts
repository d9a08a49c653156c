import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool, query } from "@/lib/db/pool.server";
import { testDatabase } from "@/tests/support/database";
import { manifest, tgz, zip } from "./build-archives";
import { makeUser } from "./make-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "prpm import "));
  return () => rm(folder, { recursive: true });
});

afterAll(async () => {
  await pool().end();
  await database.drop();
});

type Outcome = { code: number; lines: string[]; complaint: string };

/** Runs the command as `npm run import` does, with nothing in its environment but what it is given. */
function runImport(
  args: readonly string[],
  env: Readonly<Record<string, string>> = { DATABASE_URL: database.url },
): Promise<Outcome> {
  const script = ["--conditions=react-server", "--import", "tsx", "local/import.ts"];
  const options = {
    env: { NODE_ENV: "test" as const, PATH: process.env["PATH"], PRPM_HOME: join(folder, ".no-stack"), ...env },
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [...script, ...args], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trimEnd().split("\n"), complaint: stderr });
    });
  });
}

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

test("a repository of many packages is published whole, what is wrong is named, and a second import changes nothing", async () => {
  const kinds = [
    ["claude", "agent", (name: string) => `.claude/agents/${name}.md`],
    ["claude", "skill", (name: string) => `.claude/skills/${name}/SKILL.md`],
    ["cursor", "rule", (name: string) => `.cursor/rules/${name}.mdc`],
    ["claude", "slash-command", (name: string) => `.claude/commands/deep/${name}.md`],
  ] as const;
  const packages = Array.from({ length: 48 }, (_unused, index) => {
    const [format, subtype, place] = kinds[index % kinds.length] ?? kinds[0];
    const name = `one-${index}`;
    const common = { name, version: "1.0.2", description: `Number ${index}.`, format, subtype, tags: ["meta"] };
    return { ...common, private: index === 5, files: [place(name)] };
  });
  const broken = [
    { ...packages[0], name: "gone", files: [".claude/agents/one-0.md", ".claude/agents/gone.md"] },
    { ...packages[0], name: "outside", files: ["../outside.md"] },
    { ...packages[0], name: "drawn", files: ["logo.png"] },
    { ...packages[0], name: "linked", files: ["link.md"] },
    { ...packages[0], name: "unversioned", version: undefined },
    { ...packages[0], name: "other-case", files: [".CLAUDE/Agents/ONE-0.md"] },
    "nothing",
  ];
  const top = { name: "many", license: "MIT", organization: "Many-Inc", collections: [{ id: "x" }] };
  await write({
    "repo/prpm.json": JSON.stringify({ ...top, packages: [...packages, ...broken] }),
    "repo/logo.png": "\u0089PNG\0",
    "outside.md": "secret",
    ...Object.fromEntries(
      packages.map(({ files, description }) => [`repo/${files[0]}`, `---\nx: y\n---\n${description}\r\n`]),
    ),
  });
  await symlink("../outside.md", join(folder, "repo/link.md"));

  const first = await runImport([join(folder, "repo")]);
  expect(first.code).toBe(1);
  expect(first.lines.at(-1)).toBe("49 published, 0 unchanged, 6 refused");
  expect(first.lines[0]).toBe("published @many-inc/one-0@1.0.2 (claude agent, 1 file)");
  expect(first.lines.filter((line) => line.startsWith("refused"))).toEqual([
    "refused gone: .claude/agents/gone.md is named in prpm.json but is not there.",
    "refused outside: ../outside.md leaves the package's folder; no path may have .. in it.",
    "refused drawn: logo.png is not a text file; a package holds text only.",
    "refused linked: link.md is a symbolic link; a package holds plain files only.",
    "refused unversioned: prpm.json: version is missing.",
    expect.stringMatching(/^refused packages\.54: prpm\.json: /),
  ]);
  const stored = await query<{ name: string; content: string; visibility: string; license: string }>(
    `SELECT p.name, f.content, p.visibility, p.license FROM packages p JOIN package_versions v ON v.package_id = p.id
     JOIN package_files f ON f.package_version_id = v.id WHERE p.scope = 'many-inc'`,
  );
  expect(stored).toHaveLength(49);
  for (const [index, { name, description }] of packages.entries()) {
    expect(stored.find((row) => row.name === name)).toEqual({
      name,
      content: `---\nx: y\n---\n${description}\r\n`,
      visibility: index === 5 ? "private" : "public",
      license: "MIT",
    });
  }

  const second = await runImport([join(folder, "repo", "prpm.json")]);
  expect(second.lines.at(-1)).toBe("0 published, 49 unchanged, 6 refused");
  expect(second.lines[0]).toBe("unchanged @many-inc/one-0@1.0.2 (claude agent, 1 file)");
});

test("a folder has no end of packages, and each has the limits for itself", async () => {
  const one = (name: string) => ({
    name,
    version: "1.0.0",
    description: "d",
    format: "claude",
    files: [`${name}.md`, "big.csv"],
  });
  const names = Array.from({ length: 110 }, (_unused, index) => `big-${index}`);
  await write({
    "prpm.json": JSON.stringify({ packages: names.map(one) }),
    "big.csv": "1,2\n".repeat(100_000),
    ...Object.fromEntries(names.map((name) => [`${name}.md`, name])),
  });
  expect((await runImport([folder])).lines.at(-1)).toBe("110 published, 0 unchanged, 0 refused");
});

test("imports into one scope at once all come in", async () => {
  const names = ["a", "b", "c", "d"];
  await write(Object.fromEntries(names.map((name) => [`${name}.md`, `---\nname: '@crowded/${name}'\n---\nText`])));
  const outcomes = await Promise.all(names.map((name) => runImport([join(folder, `${name}.md`)])));
  expect(outcomes.map(({ lines }) => lines.at(-1))).toEqual(Array(4).fill("1 published, 0 unchanged, 0 refused"));
});

test("skill folders, single files and archives are published, each named as it is found", async () => {
  await write({
    "skills/trace/SKILL.md": "---\nname: trace\ndescription: Reads traces.\n---\nText",
    "skills/trace/scripts/run.sh": "echo",
    "skills/trace/.git/config": "\0",
    "skills/notes/SKILL.md": "# Takes notes",
    ".cursor/rules/strict.mdc": "---\ndescription: Strict: yes\nglobs: **/*.ts\n---\nBe strict.",
    "probe.tgz": tgz([manifest(), { name: "a.md", content: "A" }]),
    "no-extension": zip([manifest({ name: "@acme/zipped" }), { name: "a.md", content: "A" }]),
    "torn.tar.gz": tgz([manifest()]).subarray(0, 40),
    "page.TGZ": "<!doctype html><title>Not found</title>",
    "empty.md": "  \n",
  });
  const whole = ["skills", ".cursor/rules/strict.mdc", "probe.tgz", "no-extension"];
  const paths = [...whole, "torn.tar.gz", "page.TGZ", "empty.md", "gone"];
  const { code, lines } = await runImport(paths.map((path) => join(folder, path)));
  expect(code).toBe(1);
  expect(lines).toEqual([
    "published @prpm/notes@1.0.0 (claude skill, 1 file)",
    "published @prpm/trace@1.0.0 (claude skill, 2 files)",
    "published @prpm/strict@1.0.0 (cursor rule, 1 file)",
    "published @acme/probe@1.0.0 (claude rule, 1 file)",
    "published @acme/zipped@1.0.0 (claude rule, 1 file)",
    expect.stringMatching(/^refused .*torn\.tar\.gz: The archive is damaged or cut off/),
    expect.stringMatching(/^refused .*page\.TGZ: This is neither a \.tgz nor a \.zip archive\.$/),
    "refused empty.md: empty.md is empty.",
    expect.stringMatching(/^refused .*gone: .*gone is not there\.$/),
    "5 published, 0 unchanged, 4 refused",
  ]);
});

test("everything refused by nobody ends with 0, and a conflict is said", async () => {
  await write({ "a.md": "A" });
  expect(await runImport([join(folder, "a.md")])).toMatchObject({ code: 0 });
  await write({ "a.md": "B" });
  const { code, lines } = await runImport([join(folder, "a.md")]);
  expect(code).toBe(1);
  expect(lines[0]).toBe("refused a: @prpm/a@1.0.0 is published with other content; a version never changes.");
});

test("--as publishes as that user, in what is theirs only", async () => {
  await makeUser("ann");
  await write({ "mine.md": "A", "theirs.md": "---\nname: '@many-inc/theirs'\n---\nA" });
  const { code, lines } = await runImport([
    "--as",
    "Ann@Example.com",
    ...["mine.md", "theirs.md"].map((path) => join(folder, path)),
  ]);
  expect(code).toBe(1);
  expect(lines).toEqual([
    "published @ann/mine@1.0.0 (generic prompt, 1 file)",
    "refused @many-inc/theirs: You are not a member of @many-inc, so you cannot publish there.",
    "1 published, 0 unchanged, 1 refused",
  ]);
});

test("what it cannot begin with is a sentence and exit code 2", async () => {
  await write({ "a.md": "A" });
  const file = join(folder, "a.md");
  const outcomes = await Promise.all([
    runImport([]),
    runImport(["--as", "nobody@example.com", file]),
    runImport([file], {}),
    runImport([file], { DATABASE_URL: new URL("/postgres", database.url).href }),
    runImport([file], { DATABASE_URL: "postgres://postgres@127.0.0.1:9/none" }),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
  const sentences = [
    "Name at least one path.",
    "no user with the e-mail address nobody@example.com",
    "npm start",
    "npm run migrate",
    "does not answer",
  ];
  for (const [index, sentence] of sentences.entries()) expect(outcomes[index]?.complaint).toContain(sentence);
}, 120_000);
