import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/components/format";
import { env } from "@/lib/env.server";
import { tokenCeiling } from "@/lib/runs/quote";
import { Page } from "../../_components/page";
import { ENDS, REFUSALS } from "./_components/facts";
import { Snippet } from "./_components/snippet";
import { snippets } from "./_components/snippets";

export const metadata: Metadata = {
  title: "Docs",
  description: "The API in short, how credits are counted, and who pays for each way a run can end.",
};

const SECTIONS = [
  { id: "start", title: "Start" },
  { id: "run", title: "Run a package" },
  { id: "prompts", title: "A prompt of your own" },
  { id: "stream", title: "Stream" },
  { id: "compare", title: "Compare" },
  { id: "price", title: "How credits are counted" },
  { id: "ends", title: "Each end and who pays" },
  { id: "errors", title: "Refusals" },
] as const;

type SectionId = (typeof SECTIONS)[number]["id"];

function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="border-t py-8 first:border-t-0 first:pt-0">
      <h2 id={id} className="mb-3 scroll-mt-20 text-20 font-strong">
        {SECTIONS.find((section) => section.id === id)?.title}
      </h2>
      <div className="flex flex-col gap-3 text-16 [&>p]:max-w-[68ch]">{children}</div>
    </section>
  );
}

function FactRows({ rows }: { rows: readonly { term: string; fact: string; note?: string }[] }) {
  return (
    <dl className="text-14">
      {rows.map(({ term, fact, note }) => (
        <div key={`${note}${term}`} className="grid gap-x-6 border-t py-2 sm:grid-cols-[17rem_1fr]">
          <dt className="flex gap-3">
            {note !== undefined && <span className="figures text-13 text-faint">{note}</span>}
            <span className={note === undefined ? "" : "font-mono text-13"}>{term}</span>
          </dt>
          <dd className="text-soft">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

export default function DocsPage() {
  const text = snippets(new URL(env().NEXTAUTH_URL).origin);
  return (
    <Page title="Docs" lead="Everything the playground does, it does through this API.">
      <div className="grid gap-x-12 lg:grid-cols-[11rem_1fr]">
        <nav aria-label="On this page" className="max-lg:hidden">
          <ul className="sticky top-20 text-13">
            {SECTIONS.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} className="finger flex min-h-7 items-center text-soft hover:text-ink">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0">
          <Section id="start">
            <p>
              Make a token in{" "}
              <Link href="/settings" className="link">
                Settings
              </Link>{" "}
              and send it as a bearer. JSON in, JSON out, names in camelCase.
            </p>
            <Snippet label="Your credits" text={text.credits} />
            <Snippet label="Find a package" text={text.find} />
          </Section>
          <Section id="run">
            <p>
              Ask for the price first, if you like. <code className="font-mono text-14">maxCredits</code> in the answer
              is the quote: nothing above it is ever charged.
            </p>
            <Snippet label="Estimate" text={text.estimate} />
            <p>
              Then run. The answer is a receipt with the text in <code className="font-mono text-14">response</code>. An
              Idempotency-Key makes a repeated request join the first run instead of paying twice.
            </p>
            <Snippet label="Run" text={text.run} />
            <p>
              Go on in a thread by sending the <code className="font-mono text-14">sessionId</code> of the receipt with
              the next input.
            </p>
          </Section>
          <Section id="prompts">
            <p>
              In the place of a package a run takes a <code className="font-mono text-14">customPrompt</code>, a system
              prompt of 10 to 50,000 characters. Your drafts of such prompts are at{" "}
              <code className="font-mono text-14">playground/prompts</code>; nobody else reads them.
            </p>
            <Snippet label="Keep a draft" text={text.draft} />
            <p>
              A draft may have variables, written <code className="font-mono text-14">{"{{name}}"}</code>. They are
              filled in before a run is sent, which the playground does with a field for each.{" "}
              <code className="font-mono text-14">POST playground/prompts/DRAFT_ID/publish</code> makes a public package
              of the draft, with the variables as they stand or, with <code className="font-mono text-14">filled</code>,
              with their values.
            </p>
            <Snippet label="Publish it" text={text.publish} />
          </Section>
          <Section id="stream">
            <p>
              With <code className="font-mono text-14">Accept: text/event-stream</code> the answer arrives while it is
              written. The id of a delta is the length of the text up to its end, so a broken connection continues at{" "}
              <code className="font-mono text-14">GET runs/RUN_ID/events</code> with{" "}
              <code className="font-mono text-14">Last-Event-ID</code>. Closing the connection does not stop the run;{" "}
              <code className="font-mono text-14">POST runs/RUN_ID/stop</code> does.
            </p>
            <Snippet label="Run, streamed" text={text.stream} />
            <Snippet label="What arrives" text={text.events} />
          </Section>
          <Section id="compare">
            <p>
              Two to four lanes answer one input side by side: each a package, a prompt of your own or none, on a model
              of its own. The quotes of all are held together or not at all; a lane that fails costs nothing and leaves
              the others alone. With the <code className="font-mono text-14">sessionId</code> each lane goes on with its
              own answers.
            </p>
            <Snippet label="Compare" text={text.compare} />
            <p>
              A lane that failed, was stopped or declined is tried again at{" "}
              <code className="font-mono text-14">POST comparisons/ID/lanes/0/retry</code>, and the better answer is
              recorded at <code className="font-mono text-14">POST comparisons/ID/pick</code>. A link such as{" "}
              <code className="font-mono text-14">/playground?compare=PACKAGE_ID@1.2.0~opus,none&amp;input=...</code>{" "}
              opens a comparison ready to run.
            </p>
          </Section>
          <Section id="price">
            <p>
              A run has a budget of whole credits. One credit carries {formatCount(tokenCeiling(1))} tokens, two carry{" "}
              {formatCount(tokenCeiling(2))}, three {formatCount(tokenCeiling(3))}, and each one more adds 5,000. All
              tokens count: the package, the thread so far, your input, thinking and the answer. Four Haiku tokens count
              as one. Opus and Fable start at 3 credits.
            </p>
            <p>
              A second ceiling bounds what a credit may cost us at the provider, so an expensive model can reach the
              next credit sooner. The quote has both in it. The charge is the fewest credits whose ceilings cover what
              the run really used.
            </p>
            <p>
              The budget is held when the run starts and settled when it ends: spent, and the rest returned. Credits are
              taken from the monthly ones first, then what rolled over, then trial, then purchased ones.
            </p>
          </Section>
          <Section id="ends">
            <FactRows rows={ENDS.map(({ end, charge }) => ({ term: end, fact: charge }))} />
            <p>
              The daily allowance for ends without an answer is small and there to stop abuse. When it is used up, such
              ends are charged by what they used, and the quote says so beforehand.
            </p>
          </Section>
          <Section id="errors">
            <p>
              Each refusal has a code, a sentence and a <code className="font-mono text-14">requestId</code>. After the
              first byte of a stream the same body arrives as an <code className="font-mono text-14">error</code> event.
            </p>
            <FactRows
              rows={REFUSALS.map(({ status, code, means }) => ({ note: String(status), term: code, fact: means }))}
            />
          </Section>
        </div>
      </div>
    </Page>
  );
}
