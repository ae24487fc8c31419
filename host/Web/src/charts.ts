import { digits, duration, frequency, quantity, scaleFor, timeScale, unitOf } from "./format";
import { type Layer, type Picture, frameWidth, heightOf, linear, logarithmic, range } from "./svgChart";
import type { Drt, KramersKronig, Series, SeriesSpectrum, Spectrum, Trend } from "./types";

const Stops = [
  [74, 88, 176],
  [36, 132, 168],
  [40, 160, 120],
  [150, 170, 50],
  [226, 150, 40],
  [214, 78, 60],
] as const;

/** A colour from early (0) to late (1) that reads on light and on dark. */
export function ramp(share: number): string {
  const at = Math.min(Math.max(share, 0), 1) * (Stops.length - 1);
  const below = Math.min(Math.floor(at), Stops.length - 2);
  const mix = (i: 0 | 1 | 2): string =>
    Math.round(Stops[below]![i] + (Stops[below + 1]![i] - Stops[below]![i]) * (at - below))
      .toString(16)
      .padStart(2, "0");
  return `#${mix(0)}${mix(1)}${mix(2)}`;
}

const negated = (values: readonly number[]): number[] => values.map((v) => -v);

/** −Z″ against Z′; one ohm is equally long on both axes. */
export function nyquist(caption: string, layers: Layer[], width = 560): Picture {
  const [x0, x1] = range(layers.flatMap((l) => [...l.x]));
  const [y0, y1] = range(layers.flatMap((l) => [...l.y]));
  // A resistance is read against zero, so zero is shown unless the data lie far from it.
  const from = x0 > 0 && x0 < 0.5 * x1 ? 0 : x0;
  const floor = y0 > 0 ? 0 : y0;
  const across = Math.max(x1 - from, 1e-12);
  const up = Math.max(y1 - floor, 1e-12);
  const aspect = Math.min(Math.max((up * 1.12) / (across * 1.08), 0.4), 0.8);
  const ohms = Math.max(across * 1.08, (up * 1.12) / aspect);
  const left = from === 0 ? 0 : (ohms - across) / 2;
  const below = floor === 0 ? 0 : Math.min((ohms * aspect - up) / 2, up * 0.06);
  const [unit, factor] = scaleFor(Math.max(Math.abs(x1), Math.abs(y1)), "Ω");
  return {
    caption,
    x: linear(from - left, from - left + ohms, `Z′ / ${unit}`, factor),
    y: linear(floor - below, floor - below + ohms * aspect, `−Z″ / ${unit}`, factor),
    layers,
    width,
    height: heightOf(frameWidth(width) * aspect),
  };
}

export function nyquistOf(spectrum: Spectrum): Picture {
  const layers: Layer[] = [];
  const fit = spectrum.fit;
  if (fit)
    layers.push({ name: "circuit fit", x: fit.real_ohm, y: negated(fit.imaginary_ohm), kind: "line", style: "s2" });
  layers.push({
    name: "measured",
    x: spectrum.real_ohm,
    y: negated(spectrum.imaginary_ohm),
    kind: "dots",
    style: "s1",
    tell: (k) =>
      `${frequency(spectrum.frequency_hz[k]!)}: ${quantity(spectrum.real_ohm[k], "Ω")}, −Z″ ${quantity(-spectrum.imaginary_ohm[k]!, "Ω")}`,
  });
  return nyquist(`Nyquist plot of spectrum ${spectrum.spectrum}`, layers);
}

export function bodeOf(spectrum: Spectrum): Picture {
  const f = spectrum.frequency_hz;
  const size = (re: readonly number[], im: readonly number[]): number[] => re.map((v, k) => Math.hypot(v, im[k]!));
  const angle = (re: readonly number[], im: readonly number[]): number[] =>
    re.map((v, k) => (-Math.atan2(im[k]!, v) * 180) / Math.PI);
  const modulus = size(spectrum.real_ohm, spectrum.imaginary_ohm);
  const phase = angle(spectrum.real_ohm, spectrum.imaginary_ohm);
  const [m0, m1] = range(modulus, true);
  const [p0, p1] = range(phase);
  const [f0, f1] = range(f, true);
  const layers: Layer[] = [];
  const fit = spectrum.fit;
  if (fit) {
    layers.push({ name: "", x: fit.frequency_hz, y: size(fit.real_ohm, fit.imaginary_ohm), kind: "line", style: "s2" });
    layers.push({ name: "circuit fit", x: fit.frequency_hz, y: angle(fit.real_ohm, fit.imaginary_ohm), kind: "line", style: "s2", right: true });
  }
  layers.push({
    name: "|Z| (left)",
    x: f,
    y: modulus,
    kind: "dots",
    style: "s1",
    tell: (k) => `${frequency(f[k]!)}: |Z| ${quantity(modulus[k], "Ω")}`,
  });
  layers.push({
    name: "−phase (right)",
    x: f,
    y: phase,
    kind: "dots",
    style: "s3",
    right: true,
    tell: (k) => `${frequency(f[k]!)}: −phase ${digits(phase[k], 3)}°`,
  });
  const pad = Math.max(2, (p1 - p0) * 0.06);
  return {
    caption: `Bode plot of spectrum ${spectrum.spectrum}`,
    x: logarithmic(f0, f1, "Frequency / Hz"),
    y: logarithmic(m0 * 0.8, m1 * 1.25, "|Z| / Ω"),
    right: linear(Math.min(p0 - pad, 0), Math.max(p1 + pad, 10), "−phase / °"),
    layers,
  };
}

export function drtOf(number: number, drt: Drt): Picture {
  const [g0, g1] = range(drt.gamma_ohm);
  // A band that is wide at the ends of the range must not press the peaks flat.
  const top = Math.max(g1, Math.min(range(drt.gamma_upper_ohm)[1], g1 * 1.6)) * 1.05;
  const bottom = g0 < 0 ? g0 * 1.1 : 0;
  const [unit, factor] = scaleFor(Math.max(Math.abs(g0), Math.abs(g1)), "Ω");
  const nearest = (tau: number): number | null => {
    let best: number | null = null;
    let distance = Infinity;
    drt.tau_s.forEach((t, k) => {
      const here = Math.abs(Math.log(t / tau));
      if (here < distance) [best, distance] = [drt.gamma_ohm[k] ?? null, here];
    });
    return best;
  };
  const layers: Layer[] = [
    { name: "95 % credible band", x: drt.tau_s, y: drt.gamma_ohm, lower: drt.gamma_lower_ohm, upper: drt.gamma_upper_ohm, kind: "band", style: "s1" },
    { name: "γ", x: drt.tau_s, y: drt.gamma_ohm, kind: "line", style: "s1" },
  ];
  if (drt.peaks.length)
    layers.push({
      name: "peaks",
      x: drt.peaks.map((p) => p.tau_s),
      y: drt.peaks.map((p) => nearest(p.tau_s)),
      kind: "dots",
      style: "s2",
      tell: (k) => {
        const peak = drt.peaks[k]!;
        return `τ ${quantity(peak.tau_s, "s", 3)}, R ${quantity(peak.resistance_ohm, "Ω")}`;
      },
    });
  return {
    caption: `Distribution of relaxation times of spectrum ${number}`,
    x: logarithmic(drt.tau_s[0] ?? 1, drt.tau_s.at(-1) ?? 10, "Relaxation time τ / s"),
    y: linear(bottom, top, `γ(ln τ) / ${unit}`, factor),
    layers,
  };
}

export function residualsOf(number: number, kk: KramersKronig): Picture {
  const [f0, f1] = range(kk.frequency_hz, true);
  const [r0, r1] = range([...kk.real_residual_percent, ...kk.imaginary_residual_percent]);
  const half = Math.max(Math.abs(r0), Math.abs(r1), 0.05) * 1.1;
  const tell = (part: string, values: readonly (number | null)[]) => (k: number) =>
    `${frequency(kk.frequency_hz[k]!)}: ${part} ${digits(values[k], 3)} %`;
  return {
    caption: `Kramers-Kronig residuals of spectrum ${number}`,
    x: logarithmic(f0, f1, "Frequency / Hz"),
    y: linear(-half, half, "Residual / % of |Z|"),
    layers: [
      { name: "", x: [f0, f1], y: [0, 0], kind: "line", style: "zero" },
      { name: "Z′", x: kk.frequency_hz, y: kk.real_residual_percent, kind: "dots", style: "s1", tell: tell("Z′", kk.real_residual_percent) },
      { name: "Z″", x: kk.frequency_hz, y: kk.imaginary_residual_percent, kind: "dots", style: "s2", tell: tell("Z″", kk.imaginary_residual_percent) },
    ],
  };
}

/** Parameters of one unit against time, with 95 % bars. */
export function trendsOf(trends: Trend[]): Picture {
  const [t0, t1] = range(trends.flatMap((t) => t.elapsed_s));
  const [v0, v1] = range(trends.flatMap((t) => t.values));
  const [clock, perSecond] = timeScale(t1);
  const plain = unitOf(trends[0]?.unit ?? "");
  const [unit, factor] = plain === "Ω" || plain === "F" ? scaleFor(Math.max(Math.abs(v0), Math.abs(v1)), plain) : [plain, 1];
  const span = v1 - v0;
  const pad = (t1 - t0) * 0.02 || 1;
  return {
    caption: `${trends.map((t) => t.name).join(", ")} against time`,
    x: linear(t0 - pad, t1 + pad, `Time since the start / ${clock}`, perSecond),
    y: linear(v0 >= 0 && v0 < 0.5 * v1 ? 0 : v0 - span * 0.1, v1 + span * 0.1 || v1 * 1.1, unit ? `Value / ${unit}` : "Value", factor),
    layers: trends.map((trend, k) => ({
      name: trend.name,
      x: trend.elapsed_s,
      y: trend.values,
      lower: trend.values.map((v, i) => bar(v, trend.standard_errors[i] ?? null, -1.96)),
      upper: trend.values.map((v, i) => bar(v, trend.standard_errors[i] ?? null, 1.96)),
      kind: "dots-line",
      style: `s${(k % 6) + 1}`,
      tell: (i) => `${trend.name}: ${quantity(trend.values[i], trend.unit)} after ${duration(trend.elapsed_s[i]!)}`,
    })),
    height: 320,
  };
}

const bar = (value: number | null, error: number | null, times: number): number | null =>
  value === null || error === null ? null : value + times * error;

/** All spectra over each other, from first to last. */
export function nyquistSeries(series: Series): Picture {
  const n = series.spectra.length;
  return nyquist(
    `Nyquist plots of ${n} spectra`,
    series.spectra.map((one, k) => ({
      name: k === 0 ? `first (${duration(one.elapsed_s)})` : k === n - 1 ? `last (${duration(one.elapsed_s)})` : "",
      x: one.real_ohm,
      y: negated(one.imaginary_ohm),
      kind: "dots-line",
      style: ramp(n < 2 ? 0 : k / (n - 1)),
      tell: (i) => `Spectrum ${one.spectrum}, ${frequency(one.frequency_hz[i]!)}: ${quantity(one.real_ohm[i], "Ω")}`,
    })),
  );
}

/** One ridge a spectrum, each raised above the one before it. */
export function waterfall(series: Series, what: "drt" | "imaginary"): Picture {
  const isDrt = what === "drt";
  const abscissa = (one: SeriesSpectrum): number[] => (isDrt ? one.tau_s : one.frequency_hz);
  const ordinate = (one: SeriesSpectrum): (number | null)[] => (isDrt ? one.gamma_ohm : negated(one.imaginary_ohm));
  const spectra = series.spectra.filter((one) => abscissa(one).length > 0);
  const n = spectra.length;
  const [, high] = range(spectra.flatMap(ordinate));
  const lift = (high / Math.max(n - 1, 1)) * 1.6;
  const [unit, factor] = scaleFor(high, "Ω");
  const [x0, x1] = range(spectra.flatMap(abscissa), true);
  const layers: Layer[] = [];
  // The last stands at the back and is drawn first.
  for (let k = n - 1; k >= 0; k--) {
    const one = spectra[k]!;
    const raised = ordinate(one).map((v) => (v === null ? null : v + k * lift));
    const style = ramp(n < 2 ? 0 : k / (n - 1));
    layers.push({ name: "", x: abscissa(one), y: raised, lower: raised.map(() => k * lift), upper: raised, kind: "band", style: "veil" });
    layers.push({
      name: k === 0 || k === n - 1 ? `spectrum ${one.spectrum} (${duration(one.elapsed_s)})` : "",
      x: abscissa(one),
      y: raised,
      kind: "line",
      style,
      tell: (i) => `Spectrum ${one.spectrum}, ${duration(one.elapsed_s)}: ${quantity(ordinate(one)[i], "Ω")}`,
    });
  }
  return {
    caption: isDrt ? `Waterfall of ${n} distributions of relaxation times` : `Waterfall of −Z″ of ${n} spectra`,
    x: logarithmic(x0, x1, isDrt ? "Relaxation time τ / s" : "Frequency / Hz"),
    y: linear(0, (high + (n - 1) * lift) * 1.03, isDrt ? `γ(ln τ) / ${unit}, raised` : `−Z″ / ${unit}, raised`, factor),
    layers,
    height: 420,
  };
}
