import { askForToken } from "./door";
import type {
  Alarm,
  Channel,
  Run,
  RunDetail,
  RunEvent,
  Samples,
  Series,
  Spectrum,
  SpectrumSummary,
  Verify,
} from "./types";

/** The host refused or could not be reached; the message is for people. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: "application/json" }, ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("The host does not answer.", 0);
  }
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401) askForToken();
  throw new ApiError(await reasonOf(response), response.status);
}

// Refusals are problem documents (RFC 9457); anything else is named by its status.
async function reasonOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { title?: string; detail?: string };
    return problem.detail ?? problem.title ?? `The host refused (${response.status}).`;
  } catch {
    return `The host refused (${response.status}).`;
  }
}

const base = (run: string, channel: number): string => `/api/runs/${run}/channels/${channel}`;

export const api = {
  channels: () => ask<Channel[]>("/api/channels"),
  runs: () => ask<Run[]>("/api/runs?limit=500"),
  run: (run: string, channel: number) => ask<RunDetail>(base(run, channel)),
  samples: (run: string, channel: number, points: number, from?: number, to?: number, signal?: AbortSignal) => {
    const query = new URLSearchParams({ points: String(points) });
    if (from !== undefined) query.set("from_s", String(from));
    if (to !== undefined) query.set("to_s", String(to));
    return ask<Samples>(`${base(run, channel)}/samples?${query}`, signal ? { signal } : {});
  },
  events: (run: string, channel: number) => ask<RunEvent[]>(`${base(run, channel)}/events`),
  spectra: (run: string, channel: number) => ask<SpectrumSummary[]>(`${base(run, channel)}/spectra`),
  spectrum: (run: string, channel: number, number: number) =>
    ask<Spectrum>(`${base(run, channel)}/spectra/${number}`),
  series: (run: string, channel: number) => ask<Series>(`${base(run, channel)}/series?limit=40`),
  verify: (run: string, channel: number) => ask<Verify>(`${base(run, channel)}/verify`),
  reportAddress: (run: string, channel: number) => `${base(run, channel)}/report`,
  alarms: () => ask<Alarm[]>("/api/alarms"),
  acknowledge: (id: number) => ask<Alarm>(`/api/alarms/${id}/acknowledge`, { method: "POST" }),
  command: (body: { verb: string; device: string; channel: number; run_id: string }) =>
    ask<{ result: string; text: string }>("/api/commands", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    }),
};
