import type { IncomingMessage } from "node:http";
import { parseJson, readBody } from "../stand-in/http-io";
import { ApiError } from "./errors";

const MAX_BODY_BYTES = 40 * 1024 * 1024;

/** Reads a JSON body of at most 40 MB; refuses what is larger, compressed or no JSON. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const encoding = req.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new ApiError(400, `content-encoding: ${encoding} is not supported`, {
      errorCode: "request_body_encoding_unsupported",
    });
  }
  return parseJson(await readBody(req, MAX_BODY_BYTES));
}
