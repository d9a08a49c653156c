"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { type Answer, request } from "./request";

type Action<Body> = {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** What is said once it is done; it may depend on the answer. */
  said: string | ((answer: Body) => string);
};

/**
 * One write at a time: sends it, says in a short notice what was done, and reads the page again. `busy` lasts until
 * the answer; `problem` is why the last one was refused, to be shown where it was asked for.
 */
export function useAction() {
  const router = useRouter();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const act = async <Body>({ method, path, body, said }: Action<Body>): Promise<Answer<Body>> => {
    setState({ busy: true, problem: null });
    const answer = await request<Body>(method, path, body === undefined ? {} : { body });
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    if (answer.ok) toast(typeof said === "string" ? said : said(answer.body));
    router.refresh();
    return answer;
  };

  return { ...state, act };
}
