import { checkDoor } from "./door";
import type { Alarm, Channel } from "./types";

export interface StreamEvents {
  /** The present state of channels that changed (all of them after a connection). */
  channels(list: Channel[]): void;
  /** A spectrum is complete or was analysed. */
  spectrum(what: { run_id: string; channel: number; spectrum: number }): void;
  /** A run began, ended or was changed. */
  run(what: { run_id: string; channel: number }): void;
  /** An alarm began or ended. */
  alarm(what: Alarm): void;
  /** Connected to the host or not. */
  connection(isConnected: boolean): void;
}

/** Follows the host's event stream; connects again by itself for as long as the page is open. */
export function follow(events: StreamEvents): void {
  let wait = 500;
  let watchdog = 0;

  const connect = (): void => {
    const source = new EventSource("/api/stream");
    const retry = (): void => {
      source.close();
      clearTimeout(watchdog);
      events.connection(false);
      void checkDoor();
      setTimeout(connect, wait);
      wait = Math.min(wait * 1.6, 5000);
    };
    // The host says something at least every 10 s; a link that died without a word is found by its silence.
    const alive = (): void => {
      clearTimeout(watchdog);
      watchdog = window.setTimeout(retry, 25_000);
    };
    const on = <T>(name: string, handle: (data: T) => void): void =>
      source.addEventListener(name, (event) => {
        alive();
        handle(JSON.parse((event as MessageEvent<string>).data) as T);
      });
    source.onopen = () => {
      wait = 500;
      alive();
      events.connection(true);
    };
    source.onerror = retry;
    on<Channel[]>("channels", events.channels);
    on<{ run_id: string; channel: number; spectrum: number }>("spectrum", events.spectrum);
    on<{ run_id: string; channel: number }>("run", events.run);
    on<Alarm>("alarm", events.alarm);
    on<unknown>("alive", () => undefined);
  };
  connect();
}
