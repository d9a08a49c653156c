import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

/** Has the stand-in answer with what it was asked. */
export const ECHO = "[[standin echo_user rate=5000 ttft=1]]\n\n";

/** A block of code as an answer has it. */
export const block = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;

/** A component that is compiled with two other files. */
export const APP = `import { useState } from "react";
import { Title } from "./ui/title";
import "./app.css";

export default function App() {
  const [count, setCount] = useState(0);
  return <div><Title text="Counter" /><button onClick={() => setCount(count + 1)}>Clicked {count}</button></div>;
}`;

/** An answer of four files, one with a path that leads outside. */
export const FILES =
  block("tsx src/App.tsx", APP) +
  block("tsx src/ui/title.tsx", "export const Title = ({ text }: { text: string }) => <h1>{text}</h1>;") +
  block("css src/app.css", "h1 { color: rgb(0, 128, 128) }") +
  block("txt title=../../notes.txt", "Some notes,\nthat are\nkept outside.");

/** What the model is asked comes back as its answer. */
export async function answerWith(page: Page, text: string): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.ask(ECHO + text);
  await playground.expectReceipt(1);
  return playground;
}

/** Opens the files of an answer. */
export async function openFiles(turn: Locator): Promise<void> {
  await turn.getByRole("button", { name: /^Files/ }).click();
  await expect(turn.page().getByRole("tree", { name: "Files" })).toBeVisible();
}

/** A file in the tree. */
export const file = (page: Page, name: string) => page.getByRole("treeitem", { name });

/** What an answer's page or component looks like, two frames within the page. */
export function preview(page: Page): FrameLocator {
  return page.frameLocator("iframe[title^=Preview]").frameLocator("iframe");
}

/** Has an answer shown as a page. */
export async function startPreview(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Preview", exact: true }).click();
}
