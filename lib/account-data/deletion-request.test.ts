import { expect, test } from "vitest";
import { DeletionRequest, isConfirmed } from "./deletion-request";

const ADA = { email: "ada@example.com", handle: "ada" };
const confirmed = (confirm: string) => isConfirmed(DeletionRequest.parse({ confirm }), ADA);

test("an account is named by its e-mail or its handle, in whatever case, and by nothing else", () => {
  for (const typed of ["ada@example.com", " Ada@Example.com ", "ada", "@ada"])
    expect(confirmed(typed), typed).toBe(true);
  for (const typed of ["ada@", "@", "adah", "eve@example.com", "ada@example.com."]) {
    expect(confirmed(typed), typed).toBe(false);
  }
});
