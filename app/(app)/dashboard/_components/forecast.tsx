import Link from "next/link";
import { Section } from "@/app/_components/section";
import { BUY_PATH } from "@/lib/credits/buy-path";
import type { Day } from "@/lib/insights/day";
import type { Usage } from "@/lib/insights/get-usage.server";
import { forecastSentence } from "./usage-words";

/** How long one's credits last at the pace of the last days, whatever days are shown. */
export function Forecast({ usage, today }: { usage: Usage; today: Day }) {
  return (
    <Section id="forecast" title="How long your credits last">
      <p className="max-w-[68ch] text-pretty text-14">{forecastSentence(usage, today)}</p>
      <p className="mt-2 flex flex-wrap gap-x-4 text-13">
        <Link href="/credits" className="link">
          See your credits
        </Link>
        <Link href={BUY_PATH} className="link">
          Buy credits
        </Link>
      </p>
    </Section>
  );
}
