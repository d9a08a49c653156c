import { AppError } from "@/lib/errors";

export type RefusalCode = "invalid_input" | "payload_too_large";

/** A refusal of something a package brought; `path` is the file or field, the sentence names it as well. */
export function refusal(path: string, message: string, code: RefusalCode = "invalid_input"): AppError {
  return new AppError(code, { message, details: { issues: [{ path, message }] } });
}
