import { refusal } from "@/lib/packages/refusal";

function startsWith(bytes: Uint8Array, ...prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/**
 * The text of a file, byte for byte: line ends and a UTF-8 byte order mark stay. Refuses UTF-16, NUL and whatever
 * else is not UTF-8, naming the file.
 */
export function decodeText(path: string, bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    throw refusal(path, `${path} is UTF-16; save it as UTF-8.`);
  }
  const notText = () => refusal(path, `${path} is not a text file; a package holds text only.`);
  if (bytes.includes(0)) throw notText();
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notText();
  }
}
