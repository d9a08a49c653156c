/** Does an Accept header name this media type, and not rank JSON above it? A wildcard names nothing. */
export function prefers(accept: string | null, mediaType: string): boolean {
  const ranks = new Map<string, number>();
  for (const part of (accept ?? "").toLowerCase().split(",")) {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    ranks.set(type, quality === undefined ? 1 : Number(quality) || 0);
  }
  const rank = ranks.get(mediaType) ?? 0;
  return rank > 0 && rank >= (ranks.get("application/json") ?? 0);
}
