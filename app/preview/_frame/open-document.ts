import type { PreviewReport } from "@/lib/code-files/preview-job";
import { reportUncaught } from "./reports";

/** Replaces the frame's document, and listens to it again: opening one takes all listeners away. */
export function openDocument(html: string, tell: (report: PreviewReport) => void): void {
  document.open();
  reportUncaught(tell);
  document.write(html);
  document.close();
}
