import { notFound } from "next/navigation";

/** Every address that nothing else answers, so that its 404 stands in the frame of the other pages. */
export default function MissingPage() {
  notFound();
}
