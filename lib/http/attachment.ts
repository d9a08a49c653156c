/** `Content-Disposition` of a file to keep: its name for all, and as it is for who reads UTF-8 (RFC 6266). */
export function attachment(filename: string): string {
  const plain = filename
    .normalize("NFKD")
    .replace(/[^ -~]+/g, "_")
    .replace(/["\\%]/g, "_");
  const exact = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
