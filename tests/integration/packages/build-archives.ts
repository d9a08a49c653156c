import { crc32, deflateRawSync, gzipSync } from "node:zlib";

export type TarEntry = {
  name: string;
  content?: string | Uint8Array;
  /** The type flag of the header: 0 file, 1 hard link, 2 symbolic link, 3 device, 5 folder, x pax. */
  type?: string;
  linkname?: string;
};

const BLOCK = 512;

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, "0")}\0`;
}

function tarHeader({ name, type = "0", linkname = "" }: TarEntry, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "utf8");
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12), 100, "latin1");
  header.write("        ", 148, "latin1");
  header.write(type, 156, "latin1");
  header.write(linkname, 157, 100, "utf8");
  header.write("ustar\u000000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/** An uncompressed tar, byte by byte, so that it can be made wrong. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? "");
    return [tarHeader(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

export function tgz(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tar(entries));
}

/** A pax header that renames the entry after it. */
export function paxPath(path: string): TarEntry {
  const body = ` path=${path}\n`;
  const bytes = Buffer.byteLength(body);
  const length = [1, 2, 3, 4].map((digits) => bytes + digits).find((sum) => sum - bytes === String(sum).length) ?? 0;
  return { name: "PaxHeader", type: "x", content: `${length}${body}` };
}

export type ZipEntry = {
  name: string;
  content?: string | Uint8Array;
  /** The Unix mode with the file's type, as the upper half of the external attributes. */
  mode?: number;
  crc?: number;
  /** What the directory says the entry inflates to. */
  declaredSize?: number;
  stored?: boolean;
  /** Takes the data of the entry before it instead of own data. */
  sameData?: boolean;
  flags?: number;
};

const UTF8_NAME = 0x0800;

function zipFields(entry: ZipEntry, content: Buffer, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? UTF8_NAME, 2);
  fields.writeUInt16LE(entry.stored ? 0 : 8, 4);
  fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(entry.declaredSize ?? content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(entry.name), 22);
  return fields;
}

/** A zip, byte by byte, so that it can be made wrong. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let before = { offset: 0, content: Buffer.alloc(0), packed: Buffer.alloc(0) };
  for (const entry of entries) {
    if (!entry.sameData) {
      const content = Buffer.from(entry.content ?? "");
      const packed = entry.stored ? content : deflateRawSync(content, { level: 9 });
      before = { offset, content, packed };
      const header = [
        Buffer.from("PK\x03\x04", "latin1"),
        zipFields(entry, content, packed),
        Buffer.from(entry.name),
        packed,
      ];
      local.push(...header);
      offset += header.reduce((sum, part) => sum + part.length, 0);
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(before.offset, 10);
    const madeByUnix = Buffer.from([20, 3]);
    const fields = zipFields(entry, before.content, before.packed);
    directory.push(Buffer.from("PK\x01\x02", "latin1"), madeByUnix, fields, tail, Buffer.from(entry.name));
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length & 0xffff, 4);
  end.writeUInt16LE(entries.length & 0xffff, 6);
  end.writeUInt32LE(directoryBytes.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directoryBytes, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** A manifest of one package, ready to be put into an archive. */
export function manifest(fields: object = {}): { name: string; content: string } {
  const given = { name: "@acme/probe", version: "1.0.0", description: "A probe.", format: "claude", ...fields };
  return { name: "prpm.json", content: JSON.stringify(given) };
}
