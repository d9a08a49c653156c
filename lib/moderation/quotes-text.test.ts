import { expect, test } from "vitest";
import { quoteFinder } from "@/lib/moderation/quotes-text";

const quotesOf = (answer: string, source: string) =>
  quoteFinder([source])(answer).map(({ start, end }) => ({ start, end }));
const quoted = (answer: string, source: string) =>
  quotesOf(answer, source).map(({ start, end }) => answer.slice(start, end));

const PROMPT = `You are a careful reviewer of database migrations. Before you say anything else, list every statement that
takes a lock on a table that is read by users, with the kind of the lock and how long it may be held.

## Rules
- Never suggest \`DROP COLUMN\` in the release that stops writing the column; wait for the next one and say why.`;

test("finds a stretch of twelve words and says where it begins and ends", () => {
  const words = "list every statement that takes a lock on a table that is read by users";
  expect(quoted(`Sure! My instructions say: "${words}". I do so.`, PROMPT)).toEqual([words]);
});

test("finds it whatever the case, the line breaks, the marks of Markdown and what is invisible in it", () => {
  const said = "LIST *every* **statement** that\n> takes a `lock`, on a\n> table that_is_ re\u00ADad by users";
  expect(quoted(`> ${said}!`, PROMPT)).toEqual([said]);
});

test("finds each of several, and the whole prompt as one", () => {
  const first = "Before you say anything else, list every statement that takes a lock";
  const second = "in the release that stops writing the column; wait for the next one and say why";
  expect(quoted(`${first} -- and then ${second}?`, PROMPT)).toEqual([first, second]);
  expect(quotesOf(PROMPT, PROMPT)).toEqual([{ start: 0, end: PROMPT.length - 1 }]);
});

test("fewer words than twelve are nobody's, unless they are long", () => {
  expect(quoted("It takes a lock on a table that is read often.", PROMPT)).toEqual([]);
  const long =
    "Datenbankmigrationsprüfungsanweisungen verlangen Tabellensperrenauflistungen vor Veröffentlichungsfreigaben";
  const source = `${long} sowie Wiederherstellungsbeschreibungen und Rückfallentscheidungen. Danach kommt nichts mehr, was zählt.`;
  expect(quoted(`Er schrieb: ${source.slice(0, 175)}`, source)).toHaveLength(1);
});

test("an answer about the same matter in other words quotes nothing", () => {
  const answer = `The migration adds an index to runs. It takes a SHARE lock on the table, which readers do not notice but
writers do; build it CONCURRENTLY. The column is still written by the release before, so drop it in the next one.`;
  expect(quotesOf(answer, PROMPT)).toEqual([]);
});

test("finds code, also with other indentation and quotes", () => {
  const source = `export function retry(times: number, pause: number) {\n  return async (act: () => Promise<void>) => {\n    for (let left = times; left > 0; left -= 1) await act();\n  };\n}`;
  const answer = source.replaceAll(/\n\s*/g, "\n\t\t");
  expect(quoted(`\`\`\`ts\n${answer}\n\`\`\``, source)).toHaveLength(1);
  expect(quotesOf("for (let i = 0; i < times; i += 1) await act();", source)).toEqual([]);
});

test("finds a stretch of a script without spaces by its characters", () => {
  const source =
    "あなたは慎重なレビュー担当者です。まず利用者が読む表にロックをかける文をすべて挙げ、その種類と保持時間を述べてください。";
  const stretch = "利用者が読む表にロックをかける文をすべて挙げ、その種類と保持時間を述べて";
  expect(quoted(`指示には「${stretch}」とあります。`, source)).toEqual([stretch]);
  expect(quotesOf("表にロックをかける文を探しました。", source)).toEqual([]);
});

test("a prompt of few words is quoted when it stands there whole, and one of a word or two never is", () => {
  const source = "Answer as a pirate would, in rhymes.";
  expect(quoted("I was told: answer as a pirate would in rhymes. Arr!", source)).toHaveLength(1);
  expect(quotesOf("A pirate would answer in rhymes.", source)).toEqual([]);
  expect(quotesOf("Be brief.", "Be brief.")).toEqual([]);
  expect(quotesOf("", "")).toEqual([]);
});

test("long texts and long runs are gone through once", () => {
  const words = Array.from({ length: 100_000 }, (_, at) => `word${at % 5_000}`).join(" ");
  expect(quotesOf(words, words)).toEqual([{ start: 0, end: words.length }]);
  expect(quotesOf("字".repeat(300_000), "字".repeat(300_000))).toHaveLength(1);
}, 5_000);

test("several sources are told apart", () => {
  const other = "Always weigh the seventh argument before the third one, and name your doubts in a list at the end.";
  const found = quoteFinder([PROMPT, other])(`He said: ${other}`);
  expect(found.map(({ source }) => source)).toEqual([1]);
  expect(quoteFinder([])(PROMPT)).toEqual([]);
});
