import "server-only";
import { AppError } from "@/lib/errors";

const MAX_JSON_BYTES = 1_000_000;

/** What is wrong with a body as a whole, in the shape of what is wrong with a field. */
export function unreadable(message: string, cause?: unknown): AppError {
  return new AppError("invalid_input", { message, details: { issues: [{ path: "", message }] }, cause });
}

function tooLarge(maxBytes: number): AppError {
  const limit = maxBytes.toLocaleString("en");
  return new AppError("payload_too_large", {
    message: `The body may have at most ${limit} bytes.`,
    details: { maxBytes },
  });
}

/**
 * Reads a body up to a limit. A declared size over it is refused before anything is read, a hidden one as soon as it
 * shows (`payload_too_large`). A body shorter than declared, as a cut one is, is `invalid_input`.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);
  const parts: Uint8Array[] = [];
  let length = 0;
  if (request.body !== null) {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      length += part.byteLength;
      if (length > maxBytes) throw tooLarge(maxBytes);
      parts.push(part);
    }
  }
  if (declared !== null && length < Number(declared)) {
    throw unreadable("The body ended before its declared length.");
  }
  return Buffer.concat(parts, length);
}

/** The JSON of a request body; `unsupported_media_type` for anything else, `invalid_input` for what does not parse. */
export async function readJson(request: Request, maxBytes = MAX_JSON_BYTES): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new AppError("unsupported_media_type", { message: "Send JSON with Content-Type: application/json." });
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (cause) {
    throw unreadable("The body is not valid JSON in UTF-8.", cause);
  }
}
