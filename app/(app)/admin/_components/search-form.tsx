import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { AdminQuery } from "./admin-query";

/** A search that is an address: it works without a script and can be linked to. */
export function SearchForm({ query: { tab, q, only }, label }: { query: AdminQuery; label: string }) {
  return (
    <search>
      <form action="/admin" className="flex gap-2">
        <input type="hidden" name="tab" value={tab} />
        {only !== undefined && <input type="hidden" name="only" value={only} />}
        <Input
          key={q ?? ""}
          type="search"
          name="q"
          defaultValue={q ?? ""}
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          maxLength={200}
          className="max-w-sm"
        />
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}
