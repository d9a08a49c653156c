"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import { type Effort, MODELS, type ModelName } from "@/lib/models/models";

const ModelPanel = dynamic(() => arriving(() => import("./model-panel")).then((module) => module.ModelPanel));

type ModelButtonProps = {
  model: ModelName;
  effort: Effort | null;
  onModel: (model: ModelName) => void;
  /** Null where it can't be chosen. */
  onEffort: ((effort: Effort | null) => void) | null;
};

/** The model in use and how hard it is asked to work. */
export function ModelButton({ model, effort, onModel, onEffort }: ModelButtonProps) {
  const { button, ...panel } = useDisclosure();
  return (
    <>
      <Button look="quiet" {...button} aria-label={`Model: ${MODELS[model].label}`}>
        {MODELS[model].label}
        {effort !== null && <span className="text-12 text-faint max-sm:hidden">{effort} effort</span>}
        <ChevronDown size={14} aria-hidden />
      </Button>
      {panel.used && (
        <ModelPanel
          model={model}
          effort={effort}
          onModel={onModel}
          onEffort={onEffort}
          anchor={panel.anchor}
          id={panel.id}
          open={panel.open}
          onOpenChange={panel.setOpen}
        />
      )}
    </>
  );
}
