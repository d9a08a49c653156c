"use client";

import { useState } from "react";
import { LocalTime } from "@/components/local-time";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EXPIRY_DAYS, endAfter } from "./share-expiry";

type ExpiryFieldProps = {
  id: string;
  expiresAt: string | null;
  onChange: (expiresAt: string | null) => void;
};

const KEPT = "kept";
const NEVER = "never";

/** When a link ends, in days from now, with the instant that this comes to. */
export function ExpiryField({ id, expiresAt, onChange }: ExpiryFieldProps) {
  // An instant that was chosen before is not so many days from now any more.
  const [chosen, setChosen] = useState<{ days: string; expiresAt: string | null } | null>(null);
  const isChosen = chosen !== null && chosen.expiresAt === expiresAt;
  const value = isChosen ? chosen.days : expiresAt === null ? NEVER : KEPT;

  const choose = (days: string) => {
    const next = days === NEVER ? null : endAfter(Number(days), new Date());
    setChosen({ days, expiresAt: next });
    onChange(next);
  };

  return (
    <Field id={id} label="The link ends">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Select id={id} value={value} onChange={(event) => choose(event.target.value)}>
          {value === KEPT && (
            <option value={KEPT} disabled>
              as before
            </option>
          )}
          <option value={NEVER}>never</option>
          {EXPIRY_DAYS.map((days) => (
            <option key={days} value={days}>
              {days === 1 ? "in 1 day" : `in ${days} days`}
            </option>
          ))}
        </Select>
        <span className="text-12 text-soft">
          {expiresAt === null ? "until you end it" : <LocalTime iso={expiresAt} style="dated" />}
        </span>
      </span>
    </Field>
  );
}
