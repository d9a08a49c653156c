"use client";

import { Files } from "lucide-react";
import dynamic from "next/dynamic";
import { Suspense, useMemo } from "react";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import { filesOf } from "@/lib/code-files/files-of";

const CodePanel = dynamic(() => arriving(() => import("./code-panel")).then((module) => module.CodePanel));

export type FilesOfferProps = {
  /** A whole answer that is not being written any more. */
  answer: string;
  /** The answer before it, whose files its own are compared with. */
  previous: string | null;
};

/** The button that opens an answer's files; nothing for an answer without any. */
export function FilesOffer({ answer, previous }: FilesOfferProps) {
  const files = useMemo(() => filesOf(answer), [answer]);
  const { button, anchor, open, used, setOpen } = useDisclosure();
  if (files.length === 0) return null;
  return (
    <>
      <Button {...button} look="quiet" size="small">
        <Files size={13} aria-hidden />
        Files ({files.length})
      </Button>
      {used && (
        // Its own boundary: the button stays while the panel is fetched.
        <Suspense fallback={null}>
          <CodePanel files={files} previous={previous} open={open} onOpenChange={setOpen} returnTo={anchor} />
        </Suspense>
      )}
    </>
  );
}
