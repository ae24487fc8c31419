import { h, s, fill } from "./dom";
import { fixed, superscript } from "./format";

export interface Axis {
  min: number;
  max: number;
  log: boolean;
  title: string;
  /** What values are multiplied by before they are labelled. */
  factor: number;
}

export interface Layer {
  name: string;
  x: readonly number[];
  y: readonly (number | null)[];
  kind: "line" | "dots" | "dots-line" | "band";
  /** A class ("s1" to "s6") or a colour. */
  style: string;
  lower?: readonly (number | null)[];
  upper?: readonly (number | null)[];
  right?: boolean;
  /** What the read-out says of point k; without it the layer has none. */
  tell?: (k: number) => string;
}

export interface Picture {
  caption: string;
  x: Axis;
  y: Axis;
  right?: Axis;
  layers: Layer[];
  width?: number;
  height?: number;
}

const Left = 62;
const Top = 12;
const Bottom = 44;

/** Width of the frame of a picture without an axis at the right. */
export const frameWidth = (width: number): number => width - Left - 14;

/** Height of a picture whose frame has this height. */
export const heightOf = (frame: number): number => frame + Top + Bottom;

export function range(values: Iterable<number | null>, positive = false): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value) || (positive && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : positive ? [1, 10] : [0, 1];
}

export function linear(min: number, max: number, title: string, factor = 1): Axis {
  if (!(max > min)) {
    const half = min === 0 ? 1 : Math.abs(min) * 0.05;
    return { min: min - half, max: min + half, log: false, title, factor };
  }
  return { min, max, log: false, title, factor };
}

export function logarithmic(min: number, max: number, title: string): Axis {
  if (!(min > 0) || !(max > min)) return { min: 1, max: 10, log: true, title, factor: 1 };
  const decades = Math.log10(max / min);
  const widen = decades < 0.3 ? 10 ** ((0.3 - decades) / 2) : 1;
  return { min: min / widen, max: max * widen, log: true, title, factor: 1 };
}

function share(axis: Axis, value: number): number {
  return axis.log
    ? value > 0
      ? Math.log(value / axis.min) / Math.log(axis.max / axis.min)
      : NaN
    : (value - axis.min) / (axis.max - axis.min);
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const part = raw / power;
  return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
}

export function ticks(min: number, max: number, target: number): number[] {
  const step = niceStep((max - min) / Math.max(1, target - 1));
  const list: number[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k <= Math.floor(max / step + 1e-9) && list.length < 60; k++)
    list.push(Number((k * step).toPrecision(12)));
  return list;
}

function marks(axis: Axis, target: number): { value: number; label: string }[] {
  if (axis.log && axis.max / axis.min >= 30) {
    const first = Math.ceil(Math.log10(axis.min) - 1e-9);
    const last = Math.floor(Math.log10(axis.max) + 1e-9);
    const stride = Math.max(1, Math.ceil((last - first + 1) / target));
    const list: { value: number; label: string }[] = [];
    for (let e = first - 1; e <= last; e++) {
      const label = e % stride === 0 ? (e === 0 ? "1" : e === 1 ? "10" : `10${superscript(e)}`) : "";
      for (let m = 1; m <= 9; m++) {
        const value = m * 10 ** e;
        if (value >= axis.min * 0.999999 && value <= axis.max * 1.000001)
          list.push({ value, label: m === 1 ? label : "" });
      }
    }
    return list;
  }
  const values = ticks(axis.min * axis.factor, axis.max * axis.factor, target);
  const step = values.length > 1 ? values[1]! - values[0]! : 1;
  const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return values.map((v) => ({ value: v / axis.factor, label: fixed(v === 0 ? 0 : v, places) }));
}

let charts = 0;

/** A chart that keeps its place on the page and is drawn again when its data change. */
export class SvgChart {
  readonly element: HTMLElement;
  private readonly plot = h("div", { class: "plot-area" });
  private readonly legend = h("div", { class: "legend" });
  private readonly readout = h("div", { class: "readout", "aria-hidden": "true" });
  private picture: Picture | null = null;
  private drawn = "";
  private readonly clip = `clip${++charts}`;

  constructor(title: string) {
    this.element = h("figure", { class: "chart" }, h("figcaption", {}, title), this.legend, this.plot, this.readout);
  }

  show(picture: Picture): void {
    this.picture = picture;
    const svg = draw(picture, this.clip);
    // The same picture again leaves the page as it is.
    if (svg.outerHTML === this.drawn) return;
    this.drawn = svg.outerHTML;
    fill(this.legend, ...legendOf(picture));
    fill(this.plot, svg);
    svg.addEventListener("pointermove", (event) => this.point(event, svg));
    svg.addEventListener("pointerleave", () => this.readout.classList.remove("on"));
  }

  /** Says in words why there is nothing to draw. */
  empty(why: string): void {
    if (this.drawn === why) return;
    this.drawn = why;
    this.picture = null;
    fill(this.legend);
    fill(this.plot, h("p", { class: "empty" }, why));
  }

  private point(event: PointerEvent, svg: SVGSVGElement): void {
    const picture = this.picture;
    if (!picture) return;
    const box = svg.getBoundingClientRect();
    const scale = (picture.width ?? 560) / box.width;
    const atX = (event.clientX - box.left) * scale;
    const atY = (event.clientY - box.top) * scale;
    let best: { text: string; distance: number; x: number; y: number } | null = null;
    for (const layer of picture.layers) {
      if (!layer.tell) continue;
      const place = placer(picture, layer);
      for (let k = 0; k < layer.x.length; k++) {
        const at = place(layer.x[k]!, layer.y[k] ?? null);
        if (!at) continue;
        const distance = Math.hypot(at[0] - atX, at[1] - atY);
        if (distance < 28 && (!best || distance < best.distance))
          best = { text: layer.tell(k), distance, x: at[0], y: at[1] };
      }
    }
    this.readout.classList.toggle("on", best !== null);
    if (!best) return;
    this.readout.textContent = best.text;
    const left = Math.min(best.x / scale, box.width - 150);
    this.readout.style.left = `${Math.max(0, left)}px`;
    this.readout.style.top = `${svg.getBoundingClientRect().top - this.element.getBoundingClientRect().top + best.y / scale}px`;
  }
}

type Place = (x: number, y: number | null) => [number, number] | null;

function placer(picture: Picture, layer: Layer): Place {
  const width = (picture.width ?? 560) - Left - (picture.right ? 58 : 14);
  const height = (picture.height ?? 340) - Top - Bottom;
  const axis = layer.right && picture.right ? picture.right : picture.y;
  return (x, y) => {
    if (y === null) return null;
    const across = Left + share(picture.x, x) * width;
    const down = Top + (1 - share(axis, y)) * height;
    return Number.isFinite(across) && Number.isFinite(down)
      ? [across, Math.min(Math.max(down, -5000), 5000)]
      : null;
  };
}

function draw(picture: Picture, clip: string): SVGSVGElement {
  const width = picture.width ?? 560;
  const height = picture.height ?? 340;
  const right = width - (picture.right ? 58 : 14);
  const bottom = height - Bottom;
  const svg = s("svg", { viewBox: `0 0 ${width} ${height.toFixed(1)}`, role: "img", "aria-label": picture.caption });
  const grid = s("g", {});
  for (const { value, label } of marks(picture.x, Math.max(3, (right - Left) / 78))) {
    const at = (Left + share(picture.x, value) * (right - Left)).toFixed(1);
    grid.append(s("line", { class: label ? "grid" : "minor", x1: at, x2: at, y1: Top, y2: bottom }));
    if (label) grid.append(s("text", { class: "tick", x: at, y: bottom + 17, "text-anchor": "middle" }, label));
  }
  for (const { value, label } of marks(picture.y, Math.max(3, (bottom - Top) / 42))) {
    const at = bottom - share(picture.y, value) * (bottom - Top);
    grid.append(s("line", { class: label ? "grid" : "minor", x1: Left, x2: right, y1: at.toFixed(1), y2: at.toFixed(1) }));
    if (label) grid.append(s("text", { class: "tick", x: Left - 7, y: (at + 4).toFixed(1), "text-anchor": "end" }, label));
  }
  if (picture.right)
    for (const { value, label } of marks(picture.right, Math.max(3, (bottom - Top) / 42))) {
      const at = bottom - share(picture.right, value) * (bottom - Top) + 4;
      if (label) grid.append(s("text", { class: "tick", x: right + 7, y: at.toFixed(1), "text-anchor": "start" }, label));
    }
  const upright = (text: string, x: number): SVGTextElement =>
    s("text", { class: "label", "text-anchor": "middle", transform: `translate(${x} ${((Top + bottom) / 2).toFixed(1)}) rotate(-90)` }, text);
  grid.append(
    s("rect", { class: "frame", x: Left, y: Top, width: right - Left, height: (bottom - Top).toFixed(1) }),
    s("text", { class: "label", x: (Left + right) / 2, y: height - 6, "text-anchor": "middle" }, picture.x.title),
    upright(picture.y.title, 14),
  );
  if (picture.right) grid.append(upright(picture.right.title, width - 8));
  const data = s("g", { "clip-path": `url(#${clip})` });
  for (const layer of picture.layers) drawLayer(data, layer, placer(picture, layer));
  svg.append(
    s("clipPath", { id: clip }, s("rect", { x: Left, y: Top - 1, width: right - Left, height: (bottom - Top + 2).toFixed(1) })),
    grid,
    data,
  );
  return svg;
}

function drawLayer(group: SVGGElement, layer: Layer, place: Place): void {
  const paint = (base: string): Record<string, string> =>
    layer.style.startsWith("#") ? { class: base, [base === "band" ? "fill" : "stroke"]: layer.style } : { class: `${base} ${layer.style}` };
  if (layer.kind === "band") {
    const up: string[] = [];
    const down: string[] = [];
    layer.x.forEach((x, k) => {
      const high = place(x, layer.upper?.[k] ?? null);
      const low = place(x, layer.lower?.[k] ?? null);
      if (!high || !low) return;
      up.push(`${high[0].toFixed(1)} ${high[1].toFixed(1)}`);
      down.unshift(`${low[0].toFixed(1)} ${low[1].toFixed(1)}`);
    });
    if (up.length > 1) group.append(s("path", { ...paint("band"), d: `M${up.join("L")}L${down.join("L")}Z` }));
    return;
  }
  let line = "";
  let dots = "";
  let bars = "";
  let open = false;
  layer.x.forEach((x, k) => {
    const at = place(x, layer.y[k] ?? null);
    if (!at) {
      open = false;
      return;
    }
    const [ax, ay] = [at[0].toFixed(1), at[1].toFixed(1)];
    line += `${open ? "L" : "M"}${ax} ${ay}`;
    open = true;
    dots += `M${(at[0] - 2.7).toFixed(1)} ${ay}a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0`;
    const high = place(x, layer.upper?.[k] ?? null);
    const low = place(x, layer.lower?.[k] ?? null);
    if (high && low) bars += `M${ax} ${high[1].toFixed(1)}V${low[1].toFixed(1)}m-3 0h6M${(at[0] - 3).toFixed(1)} ${high[1].toFixed(1)}h6`;
  });
  if (layer.kind !== "dots" && line) group.append(s("path", { ...paint("line"), d: line }));
  if (bars) group.append(s("path", { ...paint("bars"), d: bars }));
  if (layer.kind !== "line" && dots) group.append(s("path", { ...paint("dots"), d: dots }));
}

function legendOf(picture: Picture): HTMLElement[] {
  return picture.layers
    .filter((layer) => layer.name)
    .map((layer) => {
      const sample = s("svg", { viewBox: "0 0 18 10", width: 18, height: 10, "aria-hidden": "true" });
      const colour = layer.style.startsWith("#");
      const of = (base: string): Record<string, string> =>
        colour ? { class: base, [base === "band" ? "fill" : "stroke"]: layer.style } : { class: `${base} ${layer.style}` };
      if (layer.kind === "band") sample.append(s("path", { ...of("band"), d: "M1 1h16v8h-16Z" }));
      else {
        if (layer.kind !== "dots") sample.append(s("path", { ...of("line"), d: "M1 5h16" }));
        if (layer.kind !== "line") sample.append(s("path", { ...of("dots"), d: "M6.300 5a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0" }));
      }
      return h("span", { class: "key" }, sample, layer.name);
    });
}
