import type { SharePreview } from "@/lib/sessions/share";

/** Why it cannot be shared as it is, each kind once with what is held against it. */
export function Refusals({ refusals }: Pick<SharePreview, "refusals">) {
  if (refusals.length === 0) return null;
  return (
    <div role="alert" className="mt-4 rounded-panel border border-bad bg-bad-wash px-3 py-2 text-13">
      <p className="font-strong">This cannot be shared as it is</p>
      <ul>
        {refusals.map(({ category, label, reason }) => (
          <li key={`${category} ${reason}`} className="mt-1">
            {label}: <span className="text-soft">{reason}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-soft">Leave out the turn that it is in, and the rest can be shared.</p>
    </div>
  );
}
