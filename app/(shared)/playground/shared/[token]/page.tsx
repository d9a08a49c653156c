import clsx from "clsx";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { plainAnswers } from "@/components/shares/plain-answers";
import { isAskedAlike, widestTurn } from "@/components/shares/shared-setup";
import { SharedTurn } from "@/components/shares/shared-turn";
import { countPageView } from "./_components/count-page-view";
import { Opinion } from "./_components/opinion";
import { readShare } from "./_components/read-share";
import { RunAgain } from "./_components/run-again";
import { shareMetadata } from "./_components/share-metadata";
import { SharedActions } from "./_components/shared-actions";
import { SharedHead } from "./_components/shared-head";
import { whyNotAgain } from "./_components/turn-offers";

export async function generateMetadata({ params }: PageProps<"/playground/shared/[token]">): Promise<Metadata> {
  const { token } = await params;
  const { found } = await readShare(token);
  return found === null ? { title: "Not found" } : shareMetadata(token, found.shared);
}

/** A shared session as an article. Nothing may stream above it: its 404 is decided before the first byte. */
export default async function SharedPage({ params }: PageProps<"/playground/shared/[token]">) {
  const { token } = await params;
  const { found, reader, at } = await readShare(token);
  if (found === null) notFound();
  countPageView({ share: found, reader, headers: await headers(), at });
  const { shared } = found;
  const isWide = widestTurn(shared.turns) > 1;
  const plain = plainAnswers(shared.turns);
  return (
    <div
      className={clsx(
        "mx-auto grid w-full gap-x-12 px-4 pt-10 pb-28 sm:px-6",
        isWide ? "max-w-[100rem]" : "max-w-5xl lg:grid-cols-[minmax(0,1fr)_11rem]",
      )}
    >
      <article className="min-w-0">
        <SharedHead shared={shared} />
        {shared.turns.map((turn, index) => (
          <SharedTurn
            // biome-ignore lint/suspicious/noArrayIndexKey: turns of a frozen copy have no name but their place.
            key={index}
            turn={turn}
            number={index + 1}
            plain={plain}
            above={shared.turns[index - 1] ?? null}
            saysWithWhat={index > 0 && !isAskedAlike(turn, shared.turns[index - 1])}
          >
            <RunAgain token={token} index={index} isSignedIn={reader.userId !== null} whyNot={whyNotAgain(turn)} />
          </SharedTurn>
        ))}
        <Opinion token={token} shared={shared} />
      </article>
      <SharedActions token={token} turns={shared.turns} isWide={isWide} />
    </div>
  );
}
