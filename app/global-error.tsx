"use client";

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { BRAND_LOOK, Brand } from "@/components/shell/brand";
import { digestOf, PageError } from "@/components/shell/page-error";
import { useStoredTheme } from "@/components/shell/stored-theme";
import { buttonStyle } from "@/components/ui/button-style";
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
          <a href="/" className={BRAND_LOOK}>
            <Brand />
          </a>
        </header>
        <main>
          <PageError digest={digestOf(error)} retry={retry}>
            <a href="/" className={buttonStyle({ look: "quiet" })}>
              Go to the start page
            </a>
          </PageError>
        </main>
      </body>
    </html>
  );
}
