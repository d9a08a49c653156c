import type { Metadata } from "next";
import { NothingShared } from "@/components/shares/nothing-shared";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NothingShared />;
}
