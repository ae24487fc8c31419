import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { h } from "./dom";
import { fixed, quantity, scaleFor, timeScale } from "./format";
import { ticks } from "./svgChart";
import type { Samples } from "./types";

/** Asked when the reader zooms: both ends in seconds, or nulls for the whole run. */
export type WindowChange = (from: number | null, to: number | null) => void;

/**
 * Cell voltage above current on one axis of time. Each point is a bucket's lowest and highest value, so a spike is never lost; drag to
 * zoom, double-click or Escape for the whole run, arrow keys move, + and − zoom.
 */
export class TimeChart {
  readonly element = h("div", {
    class: "time-chart",
    tabindex: 0,
    role: "group",
    "aria-label": "Cell voltage and current against time. Plus and minus zoom, arrow keys move, Escape shows the whole run.",
  });
  private readonly plots: uPlot[] = [];
  private readonly note = h("p", { class: "note" });
  private full: [number, number] = [0, 1];
  private window: [number, number] | null = null;
  private lastTouch = 0;

  constructor(private readonly changed: WindowChange) {
    this.element.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resize()).observe(this.element);
    const redraw = (): void => this.plots.forEach((p) => p.redraw(false, true));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    document.addEventListener("theme", redraw);
  }

  /** Whether the reader has zoomed in. */
  get isZoomed(): boolean {
    return this.window !== null;
  }

  /** Shows samples; `full` is the whole run in seconds. */
  show(samples: Samples, full: [number, number]): void {
    this.full = full;
    if (this.plots.length === 0) this.create();
    const x = samples.elapsed_s;
    this.plots[0]!.setData([x, samples.voltage_max_v, samples.voltage_min_v] as uPlot.AlignedData, false);
    this.plots[1]!.setData([x, samples.current_max_a, samples.current_min_a] as uPlot.AlignedData, false);
    const [from, to] = this.window ?? full;
    for (const plot of this.plots) plot.batch(() => plot.setScale("x", { min: from, max: Math.max(to, from + 1e-3) }));
    this.note.textContent =
      samples.samples_per_point > 1
        ? `Each point stands for about ${Math.round(samples.samples_per_point)} samples: their lowest and highest value.`
        : "Every sample is shown.";
  }

  private create(): void {
    this.element.replaceChildren();
    const key = "edgetester";
    this.plots.push(
      this.plot("Cell voltage", "V", "--s1", 230, key),
      this.plot("Current", "A", "--s2", 190, key),
    );
    this.element.append(this.note);
  }

  private plot(title: string, unit: string, colour: string, height: number, key: string): uPlot {
    const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const largest = (u: uPlot): number => Math.max(Math.abs(u.scales["y"]!.min ?? 0), Math.abs(u.scales["y"]!.max ?? 1));
    const font = '12px "Liberation Sans", system-ui, sans-serif';
    const axis = { stroke: () => css("--soft"), grid: { stroke: () => css("--grid"), width: 1 }, ticks: { show: false }, font, labelFont: font };
    const line = (label: string, width: number): uPlot.Series => ({
      label,
      stroke: () => css(colour),
      width,
      points: { show: false },
      value: (_, v) => (v === null ? "–" : quantity(v, unit)),
    });
    const options: uPlot.Options = {
      width: this.width(),
      height,
      padding: [10, 26, 0, 0],
      cursor: { sync: { key, setSeries: false }, drag: { x: true, y: false }, points: { size: 6 } },
      legend: { show: true, live: true },
      scales: { x: { time: false }, y: { range: (_, low, high) => padded(low, high) } },
      axes: [
        {
          ...axis,
          size: 30,
          splits: (_u, _axis, low, high) => timeSplits(low, high, this.width()),
          values: (u, splits) => timeLabels(u, splits),
        },
        {
          ...axis,
          size: 66,
          values: (u, splits) => {
            const [, factor] = scaleFor(largest(u), unit);
            const step = splits.length > 1 ? (splits[1]! - splits[0]!) * factor : 1;
            const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
            return splits.map((v) => fixed(v === 0 ? 0 : v * factor, places));
          },
        },
      ],
      series: [
        {
          label: "Time",
          value: (_, v) => (v === null ? "–" : quantity(v, "s", 6)),
        },
        line(`${title}, highest`, 1.3),
        line("lowest", 1.3),
      ],
      bands: [{ series: [1, 2], fill: () => css(colour) + "55" }],
      hooks: {
        setScale: [
          (u, scale) => {
            if (scale === "y") heading.textContent = `${title} / ${scaleFor(largest(u), unit)[0]}`;
          },
        ],
        setSelect: [
          (u) => {
            if (u.select.width < 4) return;
            this.zoom(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    };
    const heading = h("h4", {}, title);
    const holder = h("div", { class: "time-plot" }, heading);
    this.element.append(holder);
    const plot = new uPlot(options, [[], [], []], holder);
    plot.over.addEventListener("dblclick", () => this.zoom(null, null));
    // A phone has no double click: two taps in a row show the whole run.
    plot.over.addEventListener("touchend", () => {
      const now = Date.now();
      if (now - this.lastTouch < 350) this.zoom(null, null);
      this.lastTouch = now;
    });
    return plot;
  }

  /** Shows a part of the run, or all of it. */
  zoom(from: number | null, to: number | null): void {
    if (from === null || to === null) this.window = null;
    else {
      const low = Math.max(from, this.full[0]);
      const high = Math.min(to, this.full[1]);
      this.window = high > low && high - low < (this.full[1] - this.full[0]) * 0.999 ? [low, high] : null;
    }
    const [low, high] = this.window ?? this.full;
    for (const plot of this.plots) plot.setScale("x", { min: low, max: high });
    this.changed(this.window?.[0] ?? null, this.window?.[1] ?? null);
  }

  private key(event: KeyboardEvent): void {
    const [from, to] = this.window ?? this.full;
    const span = to - from;
    const step: Record<string, () => void> = {
      "+": () => this.zoom(from + span / 4, to - span / 4),
      "=": () => this.zoom(from + span / 4, to - span / 4),
      "-": () => this.zoom(from - span / 2, to + span / 2),
      ArrowLeft: () => this.zoom(Math.max(this.full[0], from - span / 4), Math.max(this.full[0], from - span / 4) + span),
      ArrowRight: () => this.zoom(Math.min(this.full[1], to + span / 4) - span, Math.min(this.full[1], to + span / 4)),
      Escape: () => this.zoom(null, null),
    };
    const act = step[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private width(): number {
    return Math.max(260, this.element.clientWidth || 800);
  }

  private resize(): void {
    const width = this.width();
    for (const plot of this.plots) if (plot.width !== width) plot.setSize({ width, height: plot.height });
  }
}

function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const pad = high > low ? (high - low) * 0.07 : Math.max(Math.abs(high) * 0.05, 1e-9);
  return [low - pad, high + pad];
}

// Round numbers of the unit that is shown, not of seconds.
function timeSplits(low: number, high: number, width: number): number[] {
  const [, factor] = timeScale(high - low);
  return ticks(low * factor, high * factor, Math.max(3, width / 110)).map((v) => v / factor);
}

function timeLabels(u: uPlot, splits: number[]): string[] {
  const span = (u.scales["x"]!.max ?? 1) - (u.scales["x"]!.min ?? 0);
  const [unit, factor] = timeScale(span);
  const step = splits.length > 1 ? (splits[1]! - splits[0]!) * factor : 1;
  const places = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return splits.map((v) => `${fixed(v * factor, places)} ${unit}`);
}
