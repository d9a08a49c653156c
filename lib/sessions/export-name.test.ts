import { expect, test } from "vitest";
import { exportName } from "@/lib/sessions/export-name";

test.each([
  ["Greek temples", "Greek temples.md"],
  ["Что такое 神殿?", "Что такое 神殿.md"],
  ["../../etc/passwd", "etc passwd.md"],
  ['a"; filename="b.exe\r\nX: y', "a ; filename= b.exe X y.md"],
  ["\u202efdp.exe", "fdp.exe.md"],
  ["-rf ~", "rf ~.md"],
  ["con", "session.md"],
  ["NUL.txt", "session.md"],
  ["...", "session.md"],
  ["", "session.md"],
  ["\ud800", "\ufffd.md"],
  ["😀".repeat(200), `${"😀".repeat(80)}.md`],
])("the file of %j is called %j", (title, name) => {
  expect(exportName(title, "md")).toBe(name);
});
