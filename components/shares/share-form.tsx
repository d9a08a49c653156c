"use client";

import clsx from "clsx";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Findings } from "./findings";
import { LinkPanel } from "./link-panel";
import type { LoadedShare } from "./load-share";
import { Refusals } from "./refusals";
import { ShareProblem } from "./share-problem";
import type { ShareRequest } from "./share-requests";
import { ShareTerms } from "./share-terms";
import { TurnChoices } from "./turn-choices";
import { useShareForm } from "./use-share-form";

type ShareFormProps = { request: ShareRequest; loaded: LoadedShare; isFree: boolean };

/** Sharing is not part of the plan; what a link would show is there to be seen all the same. */
function PlanNotice({ hasLink }: { hasLink: boolean }) {
  return (
    <p className="mb-4 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      {hasLink
        ? "Sharing is part of PRPM+. Your link stays up; you can show less of it, or end it."
        : "Sharing is part of PRPM+. Here is what a link to this thread would show."}{" "}
      <Link href="/pricing" className="link whitespace-nowrap text-ink">
        See PRPM+
      </Link>
    </p>
  );
}

/** A link lives as long as its thread: one that is not kept takes it along. */
function ThreadGoes({ at, busy, onKeep }: { at: string; busy: boolean; onKeep: () => void }) {
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      <span className="min-w-56 flex-1">
        This thread is not kept. It goes <LocalTime iso={at} style="ahead" />, and its link with it.
      </span>
      <Button size="small" busy={busy} onClick={onKeep}>
        Keep it
      </Button>
    </p>
  );
}

/** Once there is a link, the keyboard and the view go to it. */
function useShownLink(token: string | undefined) {
  const panel = useRef<HTMLElement>(null);
  const first = useRef(token);
  useEffect(() => {
    if (token === undefined || token === first.current) return;
    panel.current?.focus();
    panel.current?.scrollIntoView({ block: "end" });
  }, [token]);
  return panel;
}

function publishWords(hasLink: boolean, busy: boolean): string {
  if (hasLink) return busy ? "Updating" : "Update link";
  return busy ? "Creating" : "Create link";
}

function footWords({
  isEmpty,
  done,
  link,
}: Pick<ReturnType<typeof useShareForm>, "isEmpty" | "done" | "link">): string {
  if (isEmpty) return "Choose at least one turn.";
  if (done === "published") return "The link shows this now.";
  if (done === "ended") return "The link has ended. Nobody can read it any more.";
  return link === null
    ? "Nothing else of this thread is shown, and no later turn."
    : "What you change here is public once the link is updated.";
}

/** What is to be public, chosen and seen before anyone else sees it. */
export function ShareForm({ request, loaded, isFree }: ShareFormProps) {
  const form = useShareForm({ sessionId: request.sessionId, loaded, onChange: request.onChange });
  const { link, choices, preview, busy, error } = form;
  const panel = useShownLink(link?.token);
  const hasNoPlan = isFree || error?.error === "plan_required";
  return (
    <>
      <div className="flex-1 px-4 pt-4 pb-6">
        {hasNoPlan && <PlanNotice hasLink={link !== null} />}
        {!hasNoPlan && form.goesAt !== null && <ThreadGoes at={form.goesAt} busy={busy} onKeep={form.keepThread} />}
        {loaded.link?.status === "expired" && link === null && (
          <p className="mb-4 text-13 text-soft">The link that this thread had has expired. A new one is another.</p>
        )}
        {link !== null && (
          <LinkPanel
            link={link}
            newer={form.newer}
            onAddNewer={form.addNewer}
            busy={busy}
            onEnd={form.end}
            panel={panel}
          />
        )}
        <Field id="share-title" label="Title">
          <Input
            id="share-title"
            dir="auto"
            value={choices.title}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => form.choose({ title: event.target.value })}
          />
        </Field>
        {preview.newest !== null && preview.newest.title !== choices.title.replace(/\s+/g, " ").trim() && (
          <p className="wrap-anywhere mt-1 text-12 text-soft">Readers see: {preview.newest.title}</p>
        )}
        {preview.newest !== null && (
          <>
            <Refusals refusals={preview.newest.refusals} />
            <Findings
              findings={preview.newest.findings}
              shown={choices.shownFindings}
              onChange={(shownFindings) => form.choose({ shownFindings })}
            />
          </>
        )}
        <ShareTerms
          choices={choices}
          hasOwnPrompt={loaded.hasOwnPrompt}
          listable={form.listable}
          onChange={form.choose}
        />
        <div aria-busy={!preview.isCurrent && preview.error === null && !form.isEmpty}>
          <TurnChoices
            turns={loaded.turns}
            chosen={choices.runIds}
            preview={preview.newest}
            onChange={(runIds) => form.choose({ runIds })}
          />
        </div>
      </div>
      <footer className="sticky bottom-0 border-t bg-raised px-4 py-3">
        {preview.error !== null && (
          <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
            <ShareProblem error={preview.error} />
            <Button size="small" onClick={preview.retry}>
              Try again
            </Button>
          </div>
        )}
        {error !== null && error.error !== "plan_required" && (
          <div className="mb-2">
            <ShareProblem error={error} />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {hasNoPlan && link === null ? (
            <Button asChild look="primary">
              <Link href="/pricing">See PRPM+</Link>
            </Button>
          ) : (
            <Button look="primary" busy={busy || !form.canPublish} onClick={form.publish}>
              {publishWords(link !== null, busy)}
            </Button>
          )}
          <p aria-live="polite" className={clsx("min-w-0 flex-1 text-12", form.isEmpty ? "text-bad-ink" : "text-soft")}>
            {footWords(form)}
          </p>
        </div>
      </footer>
    </>
  );
}
