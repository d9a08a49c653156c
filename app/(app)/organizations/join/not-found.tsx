import Link from "next/link";
import { Page } from "@/app/_components/page";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <Page
      title="This invitation does not work"
      lead="It may have ended or been used up, or somebody revoked it. Ask for a new link, and check that it was copied whole."
      width="narrow"
    >
      <Button asChild>
        <Link href="/settings#organizations">Your organisations</Link>
      </Button>
    </Page>
  );
}
