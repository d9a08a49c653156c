import { codePointLength } from "@/lib/code-points";

export const EXPORT_FORMATS = ["md", "json", "html"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const NAME_CODE_POINTS = 80;
/** What a path, a shell or another system's disk reads as something else, and what is not seen. */
const UNFIT = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** Windows opens a device for these, whatever comes behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The name of an exported file: the title as far as every disk can hold it. */
export function exportName(title: string, format: ExportFormat): string {
  const words = title.toWellFormed().normalize("NFC").replace(UNFIT, " ").replace(/\s+/g, " ");
  const short = codePointLength(words) > NAME_CODE_POINTS ? [...words].slice(0, NAME_CODE_POINTS).join("") : words;
  const name = short.replace(/^[\s.~-]+|[\s.]+$/g, "");
  return `${name === "" || DEVICE.test(name.split(".")[0]?.trim() ?? "") ? "session" : name}.${format}`;
}
