"use client";

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { digestOf, PageError } from "@/components/shell/page-error";
import { useStoredTheme } from "@/components/shell/stored-theme";
import { Wordmark } from "@/components/shell/wordmark";
import { Button } from "@/components/ui/button";
import "./globals.css";

/**
 * Stands in for the whole document when even the frame around pages failed, so it brings along what the root layout
 * would: styles, faces, theme. Ways on load the document anew.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const theme = useStoredTheme();
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable} ${theme}`}>
      <body>
        <title>Something failed | PRPM Playground</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <header className="flex h-12 items-center border-b px-4 sm:px-6">
          <Wordmark reload />
        </header>
        <main>
          <PageError digest={digestOf(error)} retry={retry}>
            <Button asChild look="quiet">
              <a href="/">Go to the start page</a>
            </Button>
          </PageError>
        </main>
      </body>
    </html>
  );
}
