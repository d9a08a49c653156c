/** One answer as the model streams it: milliseconds to its first piece, then pieces at a steady rate. */
export type Pace = { firstPieceMs: number; pieces: number; perSecond: number };

/** Where requests go: our product, a bare Next route that only relays, or straight to the model. */
export type Target = { kind: "ours" | "relay" | "direct"; url: string; tokens: readonly string[] };

export type Load = {
  target: Target;
  pace: Pace;
  /** Ids are unique in a bench, so that the model's arrivals find their requests. */
  firstId: number;
  count: number;
  startsPerSecond: number;
  /** Leave each answer after this long instead of reading it to its end. */
  leaveAfterMs?: number;
};

/** What became of one request; instants of the machine's monotonic clock. */
export type Answer = {
  id: number;
  sentAt: number;
  status: number;
  /** When the model wrote the first piece (its stamp), and when that piece was here. */
  firstStamp: number;
  firstAt: number;
  endedAt: number;
  /** Pieces that came. */
  pieces: number;
  /** Reads of the connection that brought text. */
  reads: number;
};

/** The model as each request asks for it: the provider of this bench reads it out of the prompt. */
export function promptOf(id: number, { firstPieceMs, pieces, perSecond }: Pace): string {
  return `Measure this. #${id} first=${firstPieceMs} pieces=${pieces} rate=${perSecond}#`;
}

export function readPrompt(body: string): { id: number; pace: Pace } {
  const [, id, firstPieceMs, pieces, perSecond] =
    /#(\d+) first=(\d+) pieces=(\d+) rate=([\d.]+)#/.exec(body)?.map(Number) ?? [];
  if (!perSecond) throw new Error("The prompt of a bench names its pace.");
  return { id: id ?? 0, pace: { firstPieceMs: firstPieceMs ?? 0, pieces: pieces ?? 0, perSecond } };
}

/** How long an answer takes when nothing is in the way. */
export function idealMs({ firstPieceMs, pieces, perSecond }: Pace): number {
  return firstPieceMs + ((pieces - 1) * 1_000) / perSecond;
}
