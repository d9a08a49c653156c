import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { DRAFTS } from "@/lib/prompts/prompt-limits";
import type { PromptValues } from "@/lib/prompts/template";

type VariableFieldsProps = {
  /** Before the name in each field's id. */
  id: string;
  names: readonly string[];
  values: PromptValues;
  /** Those that are asked for and have no value. */
  missing: readonly string[];
  onChange: (values: PromptValues) => void;
};

/** The variables of a prompt as fields, in the order in which they are written. */
export function VariableFields({ id, names, values, missing, onChange }: VariableFieldsProps) {
  const shown = names.slice(0, DRAFTS.variables);
  return (
    <section aria-labelledby={`${id}-heading`} className="mt-6">
      <h3 id={`${id}-heading`} className="text-14 font-strong">
        Variables
      </h3>
      {names.length === 0 ? (
        <p className="mt-1 max-w-measure text-13 text-soft">
          Write <code className="font-mono text-12">{"{{name}}"}</code> for what changes from run to run; it becomes a
          field here. <code className="font-mono text-12">{"\\{{"}</code> stays as braces.
        </p>
      ) : (
        <div className="mt-2 flex flex-col gap-3">
          {shown.map((name) => (
            <Field
              key={name}
              id={`${id}-${name}`}
              label={name}
              problem={missing.includes(name) ? `Fill in ${name} first.` : null}
            >
              <Textarea
                id={`${id}-${name}`}
                rows={1}
                value={Object.hasOwn(values, name) ? values[name] : ""}
                onChange={(event) => onChange({ ...values, [name]: event.target.value })}
                aria-invalid={missing.includes(name)}
                aria-describedby={missing.includes(name) ? `${id}-${name}-problem` : undefined}
                className="quiet-scroll max-h-48 min-h-9"
              />
            </Field>
          ))}
          {names.length > shown.length && (
            <p role="alert" className="text-13 text-bad-ink">
              A prompt can have {DRAFTS.variables} variables; from {`{{${names[shown.length]}}}`} on they cannot be
              filled in.
            </p>
          )}
        </div>
      )}
    </section>
  );
}
