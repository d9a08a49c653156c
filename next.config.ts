import type { NextConfig } from "next";

/** What people share is for those who have the link: it is not found by searching, kept by nobody, and not told to others. */
const UNLISTED = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex" },
  { key: "Cache-Control", value: "private, no-store" },
];

const config: NextConfig = {
  agentRules: false,
  // Types are checked by `npm test`. In the build the check runs while the bundler still holds its memory, and lifts the
  // peak from 1.3 to 1.9 GB.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The image optimizer fetches addresses on the server's behalf; nothing here needs it.
  images: { unoptimized: true },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
      // Here and not in the route: what is said here about all paths wins over what a route says.
      { source: "/preview", headers: [{ key: "Referrer-Policy", value: "no-referrer" }] },
      { source: "/playground/shared/:path*", headers: UNLISTED },
      { source: "/embed/:path*", headers: UNLISTED },
    ];
  },
};

export default config;
