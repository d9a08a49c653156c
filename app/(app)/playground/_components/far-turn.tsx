type FarTurnProps = { question: string; answer: string };

const WORDS = "max-w-measure whitespace-pre-wrap text-soft [overflow-wrap:anywhere]";

/** An answer as it was written, in the size in which it is drawn: before or instead of being drawn as Markdown. */
export function BareText({ text }: { text: string }) {
  return <p className={`${WORDS} reading`}>{text}</p>;
}

/**
 * A turn that nobody is near to: its words as they were written, which cost next to nothing, can be found in the page
 * and are read aloud.
 */
export function FarTurn({ question, answer }: FarTurnProps) {
  return (
    <>
      {question !== "" && <p className={`${WORDS} mb-6 border-line border-l-2 pl-4 text-14 leading-5`}>{question}</p>}
      {answer !== "" && <BareText text={answer} />}
    </>
  );
}
