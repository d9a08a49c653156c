import { type Maker, makerWords } from "./maker";

/** What a turn was made with, above its question. */
export function MakerLine({ maker }: { maker: Maker }) {
  return (
    <p className="wrap-anywhere mb-3 text-12 text-faint" data-testid="made-with">
      {makerWords(maker)}
    </p>
  );
}
