import "server-only";
import { AppError } from "@/lib/errors";
import { readBytes, unreadable } from "@/lib/http/read-body.server";

/** What a multipart body adds around its one file. */
const ENVELOPE_BYTES = 10_000;

/**
 * The bytes of a multipart request's file field. Read up to the limit before anything is parsed; other media types are
 * `unsupported_media_type`, a missing or empty field `invalid_input`.
 */
export async function readFile(request: Request, field: string, maxBytes: number): Promise<Uint8Array> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) {
    throw new AppError("unsupported_media_type", { message: `Send multipart/form-data with the field "${field}".` });
  }
  const body = await readBytes(request, maxBytes + ENVELOPE_BYTES);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch((cause: unknown) => {
      throw unreadable("The multipart body cannot be read.", cause);
    });
  const file = form.get(field);
  if (!(file instanceof Blob) || file.size === 0) {
    const message = "must be a file";
    throw new AppError("invalid_input", {
      message: `${field}: ${message}`,
      details: { issues: [{ path: field, message }] },
    });
  }
  if (file.size > maxBytes) throw new AppError("payload_too_large", { details: { maxBytes } });
  return new Uint8Array(await file.arrayBuffer());
}
