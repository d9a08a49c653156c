"use client";

import { digestOf, PageError } from "@/components/shell/page-error";
import "./globals.css";

/** Stands in for the whole document when even the frame around pages failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something failed | PRPM Playground</title>
        <PageError digest={digestOf(error)} retry={retry} />
      </body>
    </html>
  );
}
