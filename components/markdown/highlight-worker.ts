import { highlight } from "./highlight";

type Question = { id: number; code: string; language: string };

/** Colours code away from the page, so that reading a grammar for the first time holds nothing up. */
self.onmessage = async ({ data }: MessageEvent<Question>) => {
  const lines = await highlight(data.code, data.language).catch(() => null);
  self.postMessage({ id: data.id, lines });
};
