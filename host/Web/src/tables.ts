import { h } from "./dom";
import { digits, frequency, interval, quantity, uncertain } from "./format";
import type { Drt, Fit, KramersKronig } from "./types";

function table(head: string[], rows: string[][], caption: string): HTMLElement {
  return h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...head.map((t) => h("th", { scope: "col" }, t)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, k) => (k === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell)))))),
    ),
  );
}

const warnings = (list: string[]): HTMLElement | null =>
  list.length ? h("ul", { class: "warnings" }, ...list.map((w) => h("li", {}, w))) : null;

export function fitTable(fit: Fit): HTMLElement {
  const quality =
    fit.residual_rms_percent === null ? "" : `, residual ${digits(fit.residual_rms_percent, 3)} % of |Z| (rms)`;
  return h(
    "div",
    {},
    h("p", {}, "Circuit ", h("code", {}, fit.circuit), `${quality}. `, h("span", { class: "soft" }, fit.reason)),
    warnings(fit.warnings),
    table(
      ["Parameter", "Value ± standard error", "95 % interval", "Remark"],
      fit.parameters.map((p) => [p.name, uncertain(p.value, p.standard_error, p.unit), interval(p.lower_95, p.upper_95, p.unit), p.remark]),
      "Parameters of the circuit",
    ),
  );
}

export function peakTable(drt: Drt): HTMLElement {
  return h(
    "div",
    {},
    warnings(drt.warnings),
    drt.peaks.length
      ? table(
          ["Peak", "τ", "95 % interval", "Resistance", "95 % interval", "Probability"],
          drt.peaks.map((p, k) => [
            String(k + 1),
            quantity(p.tau_s, "s", 3),
            interval(p.tau_lower_s, p.tau_upper_s, "s"),
            quantity(p.resistance_ohm, "ohm"),
            interval(p.resistance_lower_ohm, p.resistance_upper_ohm, "ohm"),
            p.probability === null ? "–" : `${digits(p.probability * 100, 3)} %`,
          ]),
          "Peaks of the distribution of relaxation times",
        )
      : h("p", { class: "soft" }, "The distribution shows no peak."),
  );
}

export function verdict(kk: KramersKronig): HTMLElement {
  const window =
    kk.valid_from_hz !== null && kk.valid_to_hz !== null
      ? ` Usable from ${frequency(kk.valid_from_hz)} to ${frequency(kk.valid_to_hz)}.`
      : "";
  const suspects = kk.suspect_points.length ? ` Suspect points: ${kk.suspect_points.map((k) => k + 1).join(", ")}.` : "";
  return h("p", { class: kk.is_valid ? "verdict good" : "verdict bad" }, `Kramers-Kronig: ${kk.verdict}`, h("span", { class: "soft" }, window + suspects));
}
