import clsx from "clsx";

type CreditCellsProps = {
  quoted: number;
  /** Null while the credits are held. */
  spent: number | null;
  /** Lets the held part resolve into spent and returned before the reader's eyes. */
  resolve?: boolean;
};

const CELL_PX = 18;
const WIDEST_PX = 180;

/** A quote as a row of cells: hatched while held, then solid for what was spent and struck for what came back. */
export function CreditCells({ quoted, spent, resolve = false }: CreditCellsProps) {
  const cells = Array.from({ length: quoted }, (_, index) => ({
    key: `credit-${index}`,
    state: spent === null ? "held" : index < spent ? "spent" : "returned",
  }));
  return (
    <span
      aria-hidden
      className="flex h-1.5 min-w-0 shrink-0 gap-0.5"
      style={{ width: `min(40%, ${Math.min(quoted * CELL_PX, WIDEST_PX)}px)` }}
    >
      {cells.map(({ key, state }) => (
        <span
          key={key}
          className={clsx(
            "relative min-w-px flex-1 forced-color-adjust-none overflow-hidden rounded-[1px] forced-colors:outline forced-colors:outline-[CanvasText]",
            state === "held" && "hatched ring-1 ring-control ring-inset",
            state === "spent" && "bg-ink forced-colors:bg-[CanvasText]",
            state === "returned" && "ring-1 ring-line ring-inset",
          )}
        >
          {state === "returned" && (
            <span className="absolute inset-x-0 top-1/2 h-px bg-line forced-colors:bg-[CanvasText]" />
          )}
          {resolve && state !== "held" && (
            <span className="hatched absolute inset-0 animate-resolve bg-paper opacity-0 ring-1 ring-control ring-inset" />
          )}
        </span>
      ))}
    </span>
  );
}
