import type { Metadata } from "next";
import { NothingShared } from "@/components/sharing/nothing-shared";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NothingShared />;
}
