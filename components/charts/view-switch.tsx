import { Button } from "@/components/ui/button";

export type ChartView = "chart" | "table";

const VIEWS = [
  { view: "chart", words: "Chart" },
  { view: "table", words: "Table" },
] as const;

type ViewSwitchProps = { label: string; view: ChartView; onChange: (view: ChartView) => void };

/** Whether one looks at figures or reads them; without a script there is only the table. */
export function ViewSwitch({ label, view: current, onChange }: ViewSwitchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what is filled in
    <div role="group" aria-label={`View of ${label}`} className="noscript:hidden -mr-2 ml-auto flex shrink-0 gap-0.5">
      {VIEWS.map(({ view, words }) => (
        <Button
          key={view}
          look="quiet"
          size="small"
          aria-pressed={view === current}
          onClick={() => onChange(view)}
          className="aria-pressed:bg-pressed aria-pressed:text-ink forced-colors:aria-pressed:underline"
        >
          {words}
        </Button>
      ))}
    </div>
  );
}
