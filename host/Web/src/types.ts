// What the API answers. Numbers are in the unit that the field's name ends in; null = not known.

export interface Channel {
  device: string;
  channel: number;
  online: boolean;
  state: "idle" | "running" | "paused" | "draining" | "faulted" | "unknown";
  run_id: string | null;
  run_name: string;
  step: number | null;
  step_total: number | null;
  step_in_words: string;
  cycle: number | null;
  elapsed_s: number | null;
  progress: number | null;
  voltage_v: number | null;
  current_a: number | null;
  charge_c: number | null;
  temperature_c: number | null;
  records: number;
  missing: number;
  spectra: number;
  received: string | null;
}

export interface Run {
  run_id: string;
  channel: number;
  device: string;
  name: string;
  state: string;
  state_in_words: string;
  created: string;
  started: string | null;
  ended: string | null;
  elapsed_s: number;
  samples: number;
  impedance_points: number;
  events: number;
  spectra: number;
  records: number;
  missing: number;
  dropped_by_tester: number;
}

export interface Fact {
  name: string;
  value: string;
}

export interface RunDetail extends Run {
  plan_in_words: string[];
  sample: Fact[];
}

export interface Samples {
  elapsed_s: number[];
  voltage_min_v: (number | null)[];
  voltage_max_v: (number | null)[];
  current_min_a: (number | null)[];
  current_max_a: (number | null)[];
  samples_per_point: number;
}

export interface RunEvent {
  sequence: number;
  elapsed_s: number;
  code: string;
  in_words: string;
  step: number;
  cycle: number;
  voltage_v: number | null;
  current_a: number | null;
}

export interface SpectrumSummary {
  spectrum: number;
  elapsed_s: number;
  cycle: number;
  points: number;
  expected_points: number;
  is_complete: boolean;
}

export interface Parameter {
  name: string;
  value: number | null;
  standard_error: number | null;
  lower_95: number | null;
  upper_95: number | null;
  unit: string;
  remark: string;
}

export interface Fit {
  circuit: string;
  reason: string;
  parameters: Parameter[];
  chi_square: number | null;
  residual_rms_percent: number | null;
  frequency_hz: number[];
  real_ohm: number[];
  imaginary_ohm: number[];
  warnings: string[];
}

export interface KramersKronig {
  verdict: string;
  is_valid: boolean;
  residual_rms_percent: number | null;
  valid_from_hz: number | null;
  valid_to_hz: number | null;
  suspect_points: number[];
  frequency_hz: number[];
  real_residual_percent: (number | null)[];
  imaginary_residual_percent: (number | null)[];
}

export interface Peak {
  tau_s: number;
  tau_lower_s: number | null;
  tau_upper_s: number | null;
  resistance_ohm: number;
  resistance_lower_ohm: number | null;
  resistance_upper_ohm: number | null;
  probability: number | null;
}

export interface Drt {
  method: string;
  lambda: number | null;
  tau_s: number[];
  gamma_ohm: (number | null)[];
  gamma_lower_ohm: (number | null)[];
  gamma_upper_ohm: (number | null)[];
  series_resistance_ohm: number | null;
  inductance_h: number | null;
  peaks: Peak[];
  warnings: string[];
}

export interface Spectrum extends SpectrumSummary {
  frequency_hz: number[];
  real_ohm: number[];
  imaginary_ohm: number[];
  fit: Fit | null;
  kk: KramersKronig | null;
  drt: Drt | null;
  analysis: string;
}

export interface SeriesSpectrum {
  spectrum: number;
  elapsed_s: number;
  cycle: number;
  frequency_hz: number[];
  real_ohm: number[];
  imaginary_ohm: number[];
  tau_s: number[];
  gamma_ohm: (number | null)[];
}

export interface Trend {
  name: string;
  unit: string;
  elapsed_s: number[];
  values: (number | null)[];
  standard_errors: (number | null)[];
}

export interface Series {
  total: number;
  spectra: SeriesSpectrum[];
  trends: Trend[];
}

export interface Verify {
  records: number;
  expected: number;
  missing: number;
  doubled: number;
  out_of_order: number;
  corrupt: number;
  dropped_by_tester: number;
  is_sound: boolean;
  is_complete: boolean;
}

/** Something that somebody should know of. */
export interface Alarm {
  id: number;
  kind: string;
  device: string;
  channel: number | null;
  run_id: string | null;
  text: string;
  since: string;
  ended: string | null;
}
