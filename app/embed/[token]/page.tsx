import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { MadeWith } from "@/components/shares/made-with";
import { plainAnswers } from "@/components/shares/plain-answers";
import { isAskedAlike } from "@/components/shares/shared-setup";
import { SharedTurn } from "@/components/shares/shared-turn";
import { BRAND_LOOK, Brand } from "@/components/shell/brand";
import { now } from "@/lib/clock";
import { findShared, NOBODY } from "@/lib/sessions/get-shared.server";
import { shareUrl } from "@/lib/sessions/share-token.server";

const read = cache((token: string) => findShared(token, NOBODY, now()));

export async function generateMetadata({ params }: PageProps<"/embed/[token]">): Promise<Metadata> {
  const { token } = await params;
  const found = await read(token);
  if (found === null) return { title: "Not found" };
  const canonical = shareUrl(token);
  return { title: found.shared.title, robots: { index: false }, referrer: "no-referrer", alternates: { canonical } };
}

/** A shared session for frames on other sites: to be read, and nothing else. It knows no reader and keeps nothing. */
export default async function EmbeddedPage({ params }: PageProps<"/embed/[token]">) {
  const { token } = await params;
  const found = await read(token);
  if (found === null) notFound();
  const { title, turns } = found.shared;
  const runs = turns[0]?.runs ?? [];
  const [run] = runs;
  const plain = plainAnswers(turns);
  const page = { href: `/playground/shared/${token}`, target: "_blank", rel: "noopener" } as const;
  return (
    <main className="mx-auto w-full max-w-[100rem] px-4 pt-5 pb-4">
      <h1 dir="auto" className="wrap-anywhere text-20 font-strong">
        <a {...page} className="hover:underline">
          {title}
        </a>
      </h1>
      <p className="mt-1.5 mb-6 flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-soft">
        {run !== undefined && runs.length === 1 && <MadeWith run={run} target="_blank" />}
        {runs.length > 1 && <span>{runs.length} answers compared</span>}
      </p>
      {turns.map((turn, index) => (
        <SharedTurn
          // biome-ignore lint/suspicious/noArrayIndexKey: turns of a frozen copy have no name but their place.
          key={index}
          turn={turn}
          number={index + 1}
          plain={plain}
          saysWithWhat={index > 0 && !isAskedAlike(turn, turns[index - 1])}
        />
      ))}
      <footer className="flex items-center justify-between gap-4 border-t pt-3 text-13">
        <a href="/" target="_blank" rel="noopener" className={BRAND_LOOK}>
          <Brand />
        </a>
        <a {...page} className="link finger inline-flex items-center">
          Try it yourself
        </a>
      </footer>
    </main>
  );
}
