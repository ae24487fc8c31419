// Numbers with units as people read them; the same rules as host/Report/Html/QuantityText.cs.

const Prefixed = ["Ω", "F", "H", "s", "V", "A", "C", "Hz", "W", "J"];
const Names = ["f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];
const Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export function unitOf(plain: string): string {
  return plain
    .replace("ohm", "Ω")
    .replace("cm2", "cm²")
    .replace("^-1", "⁻¹")
    .replace("^alpha", "^α")
    .replace(/\^\(alpha ?- ?1\)/, "^(α−1)");
}

export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((c) => Raised[Number(c)]).join("");
  return (exponent < 0 ? "⁻" : "") + digits;
}

export function fixed(value: number, digits: number): string {
  return value.toFixed(Math.min(Math.max(digits, 0), 12)).replace("-", "−");
}

/** A number with that many significant digits. */
export function digits(value: number | null | undefined, significant: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 7) return fixed(value, significant - 1 - exponent);
  return `${fixed(value / 10 ** exponent, significant - 1)}·10${superscript(exponent)}`;
}

function prefixFor(value: number, unit: string): [number, string] {
  if (value === 0 || !Prefixed.includes(unit)) return [1, ""];
  const lowest = unit === "Hz" ? 0 : -5; // nobody in the field says millihertz
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-12), lowest), 4);
  return [10 ** (-3 * power), Names[power + 5] ?? ""];
}

function join(number: string, unit: string): string {
  return unit ? `${number} ${unit}` : number;
}

/** A value with its unit: "1.234 kΩ". */
export function quantity(value: number | null | undefined, unit: string, significant = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const shown = unitOf(unit);
  const [factor, prefix] = prefixFor(value, shown);
  return join(digits(value * factor, significant), prefix + shown);
}

/** A frequency without needless zeros: "200 kHz". */
export function frequency(value: number): string {
  const [factor, prefix] = prefixFor(value, "Hz");
  return `${Number((value * factor).toPrecision(4))} ${prefix}Hz`;
}

/** A value rounded to two digits of its standard error: "407.8 ± 1.2 Ω". */
export function uncertain(value: number | null, error: number | null, unit: string): string {
  if (value === null) return "–";
  if (error === null || !(error > 0)) return quantity(value, unit);
  const shown = unitOf(unit);
  const [factor, prefix] = prefixFor(Math.max(Math.abs(value), error), shown);
  const v = value * factor;
  const e = error * factor;
  const exponent = Math.floor(Math.log10(e));
  if (Math.abs(v) >= 1e6 || Math.abs(v) < 1e-3 || exponent < -8 || exponent > 6) {
    const common = Math.floor(Math.log10(Math.max(Math.abs(v), e)));
    const places = Math.min(Math.max(common - exponent + 1, 0), 8);
    const scale = 10 ** -common;
    return join(`(${fixed(v * scale, places)} ± ${fixed(e * scale, places)})·10${superscript(common)}`, prefix + shown);
  }
  const places = Math.min(Math.max(1 - exponent, 0), 9);
  return join(`${fixed(v, places)} ± ${fixed(e, places)}`, prefix + shown);
}

/** An interval: "405.4 to 410.2 Ω". */
export function interval(lower: number | null, upper: number | null, unit: string): string {
  if (lower === null || upper === null) return "–";
  const shown = unitOf(unit);
  const largest = Math.max(Math.abs(lower), Math.abs(upper));
  const [factor, prefix] = prefixFor(largest, shown);
  const size = largest * factor;
  const common = (size > 0 && size < 1e-3) || size >= 1e6 ? Math.floor(Math.log10(size)) : 0;
  const scale = factor * 10 ** -common;
  // As many places as the width calls for: an interval whose ends read alike says nothing.
  const width = Math.abs(upper - lower) * scale;
  const places = width > 0 ? Math.min(Math.max(1 - Math.floor(Math.log10(width)), 0), 9) : 3;
  const text = `${fixed(lower * scale, places)} to ${fixed(upper * scale, places)}`;
  return join(common === 0 ? text : `(${text})·10${superscript(common)}`, prefix + shown);
}

/** Voltage now, with places that do not jump about and do not show noise below the converter's. */
export function voltageNow(volt: number | null): string {
  if (volt === null) return "–";
  return Math.abs(volt) >= 1 ? `${fixed(volt, 4)} V` : `${steady(volt * 1e3, 2)} mV`;
}

/** Current now, as above. */
export function currentNow(ampere: number | null): string {
  if (ampere === null) return "–";
  return Math.abs(ampere) >= 1e-3 ? `${fixed(ampere * 1e3, 4)} mA` : `${steady(ampere * 1e6, 2)} µA`;
}

// Without a minus before a zero.
function steady(value: number, places: number): string {
  return fixed(Number(value.toFixed(places)) === 0 ? 0 : value, places);
}

/** A length of time: "2 h 05 min". */
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return "–";
  if (seconds < 60) return `${seconds < 10 ? fixed(seconds, 1) : Math.round(seconds)} s`;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d ${two((seconds % 86400) / 3600)} h`;
}

/** The unit of time in which a span reads best, and what seconds are multiplied by. */
export function timeScale(spanSeconds: number): [string, number] {
  if (spanSeconds > 3 * 86400) return ["d", 1 / 86400];
  if (spanSeconds > 3 * 3600) return ["h", 1 / 3600];
  if (spanSeconds > 300) return ["min", 1 / 60];
  return ["s", 1];
}

/** The prefix with which the largest value reads as 1 to 2000, and what values are multiplied by. */
export function scaleFor(largest: number, unit: string): [string, number] {
  if (!Number.isFinite(largest) || largest <= 0) return [unit, 1];
  if (largest >= 1e9) return [`G${unit}`, 1e-9];
  if (largest >= 2e6) return [`M${unit}`, 1e-6];
  if (largest >= 2e3) return [`k${unit}`, 1e-3];
  if (largest >= 1) return [unit, 1];
  if (largest >= 1e-3) return [`m${unit}`, 1e3];
  if (largest >= 1e-6) return [`µ${unit}`, 1e6];
  return [`n${unit}`, 1e9];
}

/** Date and time of the reader's place. */
export function moment(iso: string | null): string {
  if (!iso) return "–";
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? "–"
    : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

export function count(value: number): string {
  return value.toLocaleString("en").replaceAll(",", "\u202f");
}
