import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { TimeZoneProvider } from "@/components/local-time";
import { ThemeProvider } from "@/components/shell/theme-provider";
import { readTimeZone, TIME_ZONE_COOKIE } from "@/components/time-zone";
import { PAGE_HEADERS } from "@/lib/http/page-headers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "PRPM Playground: try a prompt before you install it", template: "%s | PRPM Playground" },
  description:
    "Run prompt packages on your own input, watch the answer arrive, and see what every credit paid for, before you install anything.",
  applicationName: "PRPM Playground",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#11100e" },
  ],
};

/** In a foreign frame the page follows the system's theme and keeps nothing in the browser, so it has no providers. */
export default async function RootLayout({ children, modal }: { children: ReactNode; modal: ReactNode }) {
  const told = await headers();
  const nonce = told.get(PAGE_HEADERS.nonce) ?? undefined;
  const faces = `${GeistSans.variable} ${GeistMono.variable}`;
  if (told.has(PAGE_HEADERS.embedded)) {
    return (
      <html lang="en" className={faces}>
        <body>{children}</body>
      </html>
    );
  }
  const zone = readTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value);
  return (
    <html lang="en" className={faces} suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          <TimeZoneProvider known={zone}>
            {children}
            {modal}
          </TimeZoneProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
