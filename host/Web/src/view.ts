import type { Channel } from "./types";

/** One page of the application. */
export interface View {
  readonly element: HTMLElement;
  /** The present state of all channels. */
  channels?(all: Channel[]): void;
  /** A spectrum of a run is new or newly analysed. */
  spectrum?(run: string, channel: number, spectrum: number): void;
  /** A run changed its state. */
  runChanged?(run: string, channel: number): void;
  /** The host is back after it was away. */
  reconnected?(): void;
  /** The reader has left. */
  close?(): void;
}
