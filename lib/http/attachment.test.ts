import { expect, test } from "vitest";
import { attachment } from "@/lib/http/attachment";

test("a name reaches readers of any age, and nothing in it ends it", () => {
  expect(attachment("Temples.md")).toBe(`attachment; filename="Temples.md"; filename*=UTF-8''Temples.md`);
  expect(attachment("Ναοί (1).md")).toBe(
    `attachment; filename="_ (1).md"; filename*=UTF-8''%CE%9D%CE%B1%CE%BF%CE%AF%20%281%29.md`,
  );
  expect(attachment('a"; x="\r\nb')).toBe(
    `attachment; filename="a_; x=__b"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0Ab`,
  );
});
