"use client";

import { startTransition, useOptimistic, useRef, useState } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Problem } from "@/components/ui/problem";
import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";
import { placeInput, SUGGESTED_INPUTS } from "@/lib/packages/suggested-input";
import { DeleteInput } from "./delete-input";
import { InputForm } from "./input-form";
import { InputLine } from "./input-line";

const NEW = "new";

/** Where the form stands: at an input's id, or at the end. Where it was closed, the focus goes to what opens it. */
type FormPlace = { open: string | null; closed: string | null };

/** A package's suggested inputs for those who look after it: written in place, moved and deleted. */
export function ManagedInputs({ item }: { item: PackageDetail }) {
  const [{ open, closed }, setForm] = useState<FormPlace>({ open: null, closed: null });
  const [doomed, setDoomed] = useState<SuggestedInput | null>(null);
  const list = useRef<HTMLElement>(null);
  /** Moves are sent one after another, however fast the keys are pressed. */
  const moved = useRef<Promise<unknown>>(Promise.resolve());
  const { problem, act } = useAction();
  const [inputs, showOrder] = useOptimistic(item.suggestedInputs);
  const path = `/api/v1/packages/${item.id}/suggested-inputs`;
  const openForm = (place: string) => setForm({ open: place, closed: null });
  // One that is saved late does not close the next, which is being written.
  const closeForm = (place: string) => () =>
    setForm((now) => (now.open === place ? { open: null, closed: place } : now));

  const move = (input: SuggestedInput, position: number) =>
    startTransition(async () => {
      showOrder(placeInput(inputs, input, position));
      const said = `${input.title}: now ${position + 1} of ${inputs.length}.`;
      const body = { id: input.id, position };
      moved.current = moved.current.then(() => act({ method: "PATCH", path, body, said }));
      await moved.current;
    });

  const adder =
    inputs.length < SUGGESTED_INPUTS.count ? (
      <Button autoFocus={closed === NEW} onClick={() => openForm(NEW)}>
        Add a suggested input
      </Button>
    ) : (
      <p className="text-13 text-soft">A package has at most {SUGGESTED_INPUTS.count}; delete one to add another.</p>
    );

  return (
    <section ref={list} tabIndex={-1} aria-label="Suggested inputs" className="outline-none">
      {inputs.length === 0 && open !== NEW && (
        <EmptyState title="No suggested inputs yet">
          <p>
            Most people try a package on what is put in front of them. Give {item.name} an input that shows what it is
            good at, complete in itself: the text to rewrite, the code to review.
          </p>
          {adder}
        </EmptyState>
      )}
      {inputs.length > 0 && (
        <>
          <h2 className="text-16 font-strong">Suggested inputs</h2>
          <p className="mt-1 max-w-[68ch] text-13 text-soft">
            Shown in this order to everyone who tries {item.name}. A new version whose manifest lists inputs replaces
            them; one that lists none leaves them as they are.
          </p>
          <Problem text={problem} className="mt-3" />
          <ol className="mt-4 border-t">
            {inputs.map((input, index) => (
              <li key={input.id} className="border-b py-3">
                {open === input.id ? (
                  <InputForm path={path} known={input} onClose={closeForm(input.id)} />
                ) : (
                  <InputLine
                    input={input}
                    isFirst={index === 0}
                    isLast={index === inputs.length - 1}
                    onMove={(by) => move(input, index + by)}
                    isBack={closed === input.id}
                    onEdit={() => openForm(input.id)}
                    onDelete={() => setDoomed(input)}
                  />
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      {open === NEW ? (
        <div className="mt-4">
          <InputForm path={path} known={null} onClose={closeForm(NEW)} />
        </div>
      ) : (
        inputs.length > 0 && <div className="mt-4">{adder}</div>
      )}
      {doomed !== null && (
        <DeleteInput
          path={path}
          input={doomed}
          list={list}
          onClose={() => setDoomed((now) => (now === doomed ? null : now))}
        />
      )}
    </section>
  );
}
