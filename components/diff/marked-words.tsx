import type { DiffPiece } from "./word-diff";

/** A text with the words that the other one does not have: taken out, or come in. */
export function MarkedWords({ pieces, as: Tag }: { pieces: readonly DiffPiece[]; as: "del" | "ins" }) {
  const look =
    Tag === "del"
      ? "bg-bad-wash text-bad-ink line-through decoration-1"
      : "bg-notice text-ink underline decoration-2 decoration-good underline-offset-2";
  return (
    <p className="whitespace-pre-wrap text-14 leading-6 [overflow-wrap:anywhere]">
      {pieces.map(({ key, text, how }) =>
        how === "same" ? (
          <span key={key}>{text}</span>
        ) : (
          <Tag key={key} className={`rounded-mark ${look}`}>
            {text}
          </Tag>
        ),
      )}
    </p>
  );
}
