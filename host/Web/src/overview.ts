import { h, s, setAttribute, setText } from "./dom";
import { count, currentNow, duration, voltageNow } from "./format";
import type { Channel } from "./types";
import type { View } from "./view";

const StateWords: Record<Channel["state"], string> = {
  idle: "Idle",
  running: "Running",
  paused: "Paused",
  draining: "Sending the rest",
  faulted: "Fault",
  unknown: "No word yet",
};

/** Voltage of each channel over the last minutes, kept while the page is open. */
const history = new Map<string, { run: string | null; points: { at: number; v: number }[] }>();

const keyOf = (c: Channel): string => `${c.device}/${c.channel}`;

/** Keeps what the spark lines draw; called for every message of the stream. */
export function remember(list: Channel[]): void {
  for (const c of list) {
    const key = keyOf(c);
    let kept = history.get(key);
    if (!kept || kept.run !== c.run_id) history.set(key, (kept = { run: c.run_id, points: [] }));
    if (c.voltage_v === null || c.elapsed_s === null) continue;
    const last = kept.points.at(-1);
    if (last && c.elapsed_s <= last.at) continue;
    kept.points.push({ at: c.elapsed_s, v: c.voltage_v });
    if (kept.points.length > 240) kept.points.splice(0, kept.points.length - 240);
  }
}

/** All channels as cards. */
export class Overview implements View {
  readonly element = h("section", { "aria-labelledby": "overview-title" });
  private readonly grid = h("ul", { class: "cards" });
  private readonly empty = h("p", { class: "empty" });
  private readonly summary = h("p", { class: "soft" });
  private readonly cards = new Map<string, Card>();

  constructor() {
    this.element.append(h("h1", { id: "overview-title" }, "Channels"), this.summary, this.empty, this.grid);
    this.empty.textContent = "Waiting for the host…";
  }

  channels(all: Channel[]): void {
    const running = all.filter((c) => c.state === "running").length;
    const missing = all.reduce((sum, c) => sum + c.missing, 0);
    setText(
      this.summary,
      all.length ? `${all.length} channels, ${running} running, ${count(missing)} records missing.` : "",
    );
    setText(
      this.empty,
      all.length ? "" : "No tester has introduced itself to this host yet. Start one with: edgetester tester",
    );
    this.empty.hidden = all.length > 0;
    for (const channel of all) {
      const key = keyOf(channel);
      let card = this.cards.get(key);
      if (!card) {
        card = new Card();
        this.cards.set(key, card);
        // Cards stand in the order of device and channel, whenever they come.
        const after = [...this.cards.keys()].sort(compare).indexOf(key);
        this.grid.insertBefore(card.element, this.grid.children[after] ?? null);
      }
      card.show(channel);
    }
  }
}

const compare = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

class Card {
  readonly element: HTMLLIElement;
  private readonly link = h("a", { class: "card-link" });
  private readonly name = h("span", { class: "run-name" });
  private readonly chip = h("span", { class: "chip" });
  private readonly voltage = h("span", { class: "big" });
  private readonly current = h("span", { class: "big" });
  private readonly path = s("path", { class: "spark-line", d: "" });
  private readonly spark = s("svg", { class: "spark", viewBox: "0 0 200 40", preserveAspectRatio: "none", "aria-hidden": "true" }, this.path);
  private readonly step = h("p", { class: "step" });
  private readonly facts = h("p", { class: "soft small" });
  private readonly bar = h("div", { class: "bar" });
  private readonly progress = h("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": "Progress of the run" }, this.bar);
  private readonly badge = h("span", { class: "badge" });

  constructor() {
    this.element = h(
      "li",
      { class: "card" },
      h("div", { class: "card-head" }, this.link, this.chip),
      this.name,
      h("div", { class: "numbers" }, h("div", {}, h("span", { class: "caption" }, "Cell voltage"), this.voltage), h("div", {}, h("span", { class: "caption" }, "Current"), this.current)),
      this.spark,
      this.step,
      this.progress,
      this.facts,
      this.badge,
    );
  }

  show(c: Channel): void {
    const state = c.online ? c.state : "unknown";
    setText(this.link, `${c.device} · channel ${c.channel}`);
    setAttribute(this.link, "href", c.run_id ? `#/run/${c.run_id}/${c.channel}` : "#/runs");
    setText(this.name, c.run_name || (c.run_id ? `run ${c.run_id.slice(0, 8)}` : "no run"));
    setText(this.chip, c.online || c.state === "unknown" ? StateWords[c.state] : "Offline");
    setAttribute(this.chip, "class", `chip ${c.online ? state : "offline"}`);
    setText(this.voltage, voltageNow(c.voltage_v));
    setText(this.current, currentNow(c.current_a));
    const step = !c.run_id
      ? "Nothing has run on this channel yet."
      : c.step_in_words || (c.state === "idle" ? "The last run is over." : "");
    setText(this.step, step);
    setAttribute(this.step, "title", step);
    const parts: string[] = [];
    if (c.step !== null && c.step_total) parts.push(`step ${c.step + 1} of ${c.step_total}`);
    if (c.cycle !== null) parts.push(`cycle ${c.cycle + 1}`);
    if (c.elapsed_s !== null) parts.push(duration(c.elapsed_s));
    if (c.spectra) parts.push(c.spectra === 1 ? "1 spectrum" : `${c.spectra} spectra`);
    setText(this.facts, parts.join(" · "));
    const percent = c.progress === null ? null : Math.round(Math.min(Math.max(c.progress, 0), 1) * 100);
    this.progress.hidden = percent === null;
    if (percent !== null) {
      setAttribute(this.progress, "aria-valuenow", String(percent));
      if (this.bar.style.width !== `${percent}%`) this.bar.style.width = `${percent}%`;
    }
    this.badge.hidden = c.run_id === null;
    setText(this.badge, `${count(c.missing)} missing of ${count(c.records)} records`);
    setAttribute(this.badge, "class", `badge ${c.missing === 0 ? "good" : "bad"}`);
    this.drawSpark(c);
  }

  private drawSpark(c: Channel): void {
    const points = history.get(keyOf(c))?.points ?? [];
    if (points.length < 2) return setAttribute(this.path, "d", "");
    const low = Math.min(...points.map((p) => p.v));
    const high = Math.max(...points.map((p) => p.v));
    const span = Math.max(high - low, Math.abs(high) * 1e-3, 1e-6);
    const from = points[0]!.at;
    const width = Math.max(points.at(-1)!.at - from, 1e-9);
    const d = points
      .map((p, k) => `${k ? "L" : "M"}${((200 * (p.at - from)) / width).toFixed(1)} ${(37 - (34 * (p.v - low)) / span).toFixed(1)}`)
      .join("");
    setAttribute(this.path, "d", d);
  }
}
