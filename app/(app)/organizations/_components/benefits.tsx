import { formatCredits, MONTHLY_CREDITS } from "@/lib/credits/credits";

const NOT_VERIFIED = `Once whoever runs this site has verified it, each member gets ${formatCredits(MONTHLY_CREDITS)} a month.`;

const VERIFIED = [
  `${formatCredits(MONTHLY_CREDITS)} a month for each member, from the moment they join. What is unused rolls over for one month.`,
  "Sessions can be saved and shared, with more runs a minute and at once.",
  `With PRPM+, or a second verified organisation, it stays at ${MONTHLY_CREDITS} a month.`,
] as const;

/** What belonging to an organisation brings. */
export function Benefits({ slug, verified }: { slug: string; verified: boolean }) {
  const points = [
    `Publish packages as @${slug}/name, and use its private ones.`,
    ...(verified ? VERIFIED : [`It is not verified. ${NOT_VERIFIED}`]),
  ];
  return (
    <ul className="text-14 text-soft">
      {points.map((point) => (
        <li key={point} className="max-w-[64ch] break-words border-t py-2 first:border-t-0 first:pt-0">
          {point}
        </li>
      ))}
    </ul>
  );
}
