import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import type { SharedSession } from "@/lib/sessions/shared-session";
import { describeShare, madeWith } from "../_components/describe-share";
import { IMAGE_SIZE } from "../_components/image-size";
import { drawableText } from "./drawable-text";
import { faceCharacters } from "./face-characters";

const COLOURS = { paper: "#fbfaf8", ink: "#1f1b15", soft: "#5b564d", rule: "#dedbd5", accent: "#e9a100" } as const;
const FACES = join(process.cwd(), "node_modules/geist/dist/fonts");

/** Read on first need, from the package that the pages have their faces from. */
let faces: ReturnType<typeof readFaces> | undefined;

function readFaces() {
  const regular = readFileSync(join(FACES, "geist-sans/Geist-Regular.ttf"));
  const medium = readFileSync(join(FACES, "geist-sans/Geist-Medium.ttf"));
  const mono = readFileSync(join(FACES, "geist-mono/GeistMono-Regular.ttf"));
  const others = [medium, mono].map(faceCharacters);
  const all = [...faceCharacters(regular)].filter((code) => others.every((characters) => characters.has(code)));
  return {
    characters: new Set(all),
    fonts: [
      { name: "Geist", data: regular, weight: 400 as const },
      { name: "Geist", data: medium, weight: 500 as const },
      { name: "Geist Mono", data: mono, weight: 400 as const },
    ],
  };
}

type Words = { title: string; lead: string; prompt: string; model: string };

function Picture({ title, lead, prompt, model }: Words) {
  const clamp = (lines: number) => ({ display: "block", lineClamp: lines, wordBreak: "break-word" }) as const;
  return (
    <div
      style={{
        ...{ width: "100%", height: "100%", display: "flex", flexDirection: "column", padding: "64px 72px 56px" },
        ...{ background: COLOURS.paper, color: COLOURS.ink, fontFamily: "Geist" },
      }}
    >
      <div style={{ display: "flex", alignItems: "center", fontSize: 26, color: COLOURS.soft }}>
        <svg viewBox="0 0 20 20" width="40" height="40" style={{ marginRight: 14 }} role="presentation">
          <path d="M2.5 5.5 7 10l-4.5 4.5" fill="none" stroke={COLOURS.ink} strokeWidth="2" />
          <circle cx="9.4" cy="13.6" r="0.9" fill={COLOURS.ink} />
          <circle cx="12.2" cy="13.6" r="0.9" fill={COLOURS.ink} />
          <rect x="14.2" y="5" width="3.6" height="9.5" rx="0.8" fill={COLOURS.accent} />
        </svg>
        PRPM Playground
      </div>
      <div style={{ ...clamp(3), fontSize: 52, fontWeight: 500, lineHeight: 1.15, marginTop: 36 }}>{title}</div>
      <div style={{ ...clamp(3), fontSize: 30, lineHeight: 1.4, color: COLOURS.soft, marginTop: 24 }}>{lead}</div>
      <div
        style={{
          ...{ display: "flex", justifyContent: "space-between", marginTop: "auto", paddingTop: 28 },
          ...{ borderTop: `2px dashed ${COLOURS.rule}`, fontFamily: "Geist Mono", fontSize: 26 },
        }}
      >
        <div style={{ ...clamp(1), maxWidth: 780 }}>{prompt}</div>
        <div style={{ display: "flex", color: COLOURS.soft }}>{model}</div>
      </div>
    </div>
  );
}

/** The picture of a shared session for previews of its link, as PNG. It is made on this machine alone. */
export async function drawShare(shared: SharedSession): Promise<Uint8Array<ArrayBuffer>> {
  faces ??= readFaces();
  const { characters, fonts } = faces;
  const { prompt, model } = madeWith(shared);
  const words: Words = {
    title: drawableText(shared.title, 140, characters) ?? "A shared answer",
    lead: drawableText(describeShare(shared), 240, characters) ?? "",
    prompt: drawableText(prompt, 60, characters) ?? "",
    model,
  };
  const image = new ImageResponse(<Picture {...words} />, { ...IMAGE_SIZE, fonts });
  return new Uint8Array(await image.arrayBuffer());
}
