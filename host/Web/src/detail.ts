import { ApiError, api } from "./api";
import { bodeOf, drtOf, nyquistOf, nyquistSeries, residualsOf, trendsOf, waterfall } from "./charts";
import { fill, h, setAttribute, setText } from "./dom";
import { count, currentNow, duration, moment, quantity, voltageNow } from "./format";
import { SvgChart } from "./svgChart";
import { fitTable, peakTable, verdict } from "./tables";
import { TimeChart } from "./timeChart";
import type { Channel, RunDetail, Series, SpectrumSummary } from "./types";
import type { View } from "./view";

/** One run: live while it goes on, its history afterwards. */
export class Detail implements View {
  readonly element = h("section", { class: "detail" });
  private readonly title = h("h1", {}, "…");
  private readonly chip = h("span", { class: "chip" });
  private readonly now = h("p", { class: "now" });
  private readonly badge = h("span", { class: "badge" });
  private readonly message = h("p", { class: "problem", role: "alert" });
  private readonly buttons = h("div", { class: "buttons" });
  private readonly facts = h("dl", {});
  private readonly plan = h("ol", { class: "plan" });
  private readonly time = new TimeChart((from, to) => void this.readSamples(from, to));
  private readonly whole = h("button", { type: "button", class: "quiet", onClick: () => this.time.zoom(null, null) }, "Whole run");
  private readonly slider = h("input", { type: "range", min: 0, max: 0, value: 0, "aria-label": "Spectrum", onInput: () => this.pick(Number(this.slider.value)) });
  private readonly which = h("output", { class: "soft" });
  private readonly nyquist = new SvgChart("Nyquist plot (same scale on both axes)");
  private readonly bode = new SvgChart("Bode plot");
  private readonly drt = new SvgChart("Distribution of relaxation times");
  private readonly residuals = new SvgChart("Kramers-Kronig residuals");
  private readonly tables = h("div", { class: "tables" });
  private readonly spectrumPart = h("div", {});
  private readonly trendPart = h("div", { class: "charts" });
  private readonly trendCharts = new Map<string, SvgChart>();
  private readonly overlay = new SvgChart("All spectra");
  private readonly fall = new SvgChart("Waterfall");
  private readonly historyPart = h("div", {});
  private readonly events = h("tbody", {});
  private readonly onlyNotable = h("input", { type: "checkbox", id: "all-events", onChange: () => void this.readEvents() });

  private run: RunDetail | null = null;
  private live: Channel | null = null;
  private spectra: SpectrumSummary[] = [];
  private series: Series | null = null;
  private fallKind: "drt" | "imaginary" = "drt";
  private shown = -1;
  private follow = true;
  private asked: AbortController | null = null;
  private readonly timers: number[] = [];
  private closed = false;

  constructor(
    private readonly id: string,
    private readonly channel: number,
  ) {
    const step = (by: number): void => this.pick(Math.min(Math.max(this.shown + by, 0), this.spectra.length - 1));
    fill(
      this.spectrumPart,
      h(
        "div",
        { class: "head-row" },
        h("h2", {}, "Impedance"),
        h(
          "div",
          { class: "picker" },
          h("button", { type: "button", class: "quiet", "aria-label": "Spectrum before", onClick: () => step(-1) }, "‹"),
          this.slider,
          h("button", { type: "button", class: "quiet", "aria-label": "Next spectrum", onClick: () => step(1) }, "›"),
          h("button", { type: "button", class: "quiet", onClick: () => this.pick(this.spectra.length - 1) }, "Latest"),
          this.which,
        ),
      ),
      h("div", { class: "charts" }, this.nyquist.element, this.bode.element, this.drt.element, this.residuals.element),
      this.tables,
    );
    const kind = h(
      "select",
      {
        "aria-label": "What the waterfall shows",
        onChange: (event) => {
          this.fallKind = (event.target as HTMLSelectElement).value as "drt" | "imaginary";
          this.drawHistory();
        },
      },
      h("option", { value: "drt" }, "DRT against τ"),
      h("option", { value: "imaginary" }, "−Z″ against frequency"),
    );
    fill(
      this.historyPart,
      h("h2", {}, "History"),
      this.trendPart,
      h("div", { class: "head-row" }, h("h3", {}, "Spectra of the run"), kind),
      h("div", { class: "charts" }, this.overlay.element, this.fall.element),
    );
    this.element.append(
      h("p", {}, h("a", { href: "#/" }, "‹ All channels")),
      h("div", { class: "head-row" }, h("div", { class: "title-row" }, this.title, this.chip, this.badge), this.buttons),
      this.now,
      this.message,
      h("div", { class: "head-row" }, h("h2", {}, "Voltage and current"), this.whole),
      this.time.element,
      this.spectrumPart,
      this.historyPart,
      h("div", { class: "head-row" }, h("h2", {}, "Events"), h("label", { class: "soft", for: "all-events" }, this.onlyNotable, " every step")),
      h(
        "div",
        { class: "scroll tall", tabindex: 0, role: "region", "aria-label": "Events" },
        h("table", {}, h("thead", {}, h("tr", {}, ...["Time", "What happened", "Voltage", "Current"].map((t) => h("th", { scope: "col" }, t)))), this.events),
      ),
      h("h2", {}, "Sample and plan"),
      this.facts,
      this.plan,
    );
    this.message.hidden = true;
    this.badge.hidden = true;
    this.spectrumPart.hidden = true;
    this.historyPart.hidden = true;
    void this.readAll();
    this.timers.push(window.setInterval(() => void this.tick(), 2000));
  }

  channels(all: Channel[]): void {
    this.live = all.find((c) => c.run_id === this.id && c.channel === this.channel) ?? null;
    const c = this.live;
    setText(
      this.now,
      c
        ? [`${voltageNow(c.voltage_v)}, ${currentNow(c.current_a)}`, c.step_in_words.replace(/\.$/, ""), c.cycle === null ? "" : `cycle ${c.cycle + 1}`, duration(c.elapsed_s)]
            .filter(Boolean)
            .join(" · ")
        : "",
    );
    if (c) this.showBadge(c.missing, c.records);
  }

  spectrum(run: string, channel: number, spectrum: number): void {
    if (run !== this.id || channel !== this.channel) return;
    void this.readSpectra(spectrum);
  }

  runChanged(run: string, channel: number): void {
    if (run === this.id && channel === this.channel) void this.readAll();
  }

  reconnected(): void {
    void this.readAll();
  }

  close(): void {
    this.closed = true;
    this.asked?.abort();
    for (const timer of this.timers) clearInterval(timer);
  }

  private async tick(): Promise<void> {
    if (document.hidden || this.time.isZoomed) return;
    if (this.live?.state === "running" || this.live?.state === "draining") await this.readSamples(null, null);
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.message.hidden = true;
    } catch (error) {
      if (this.closed || (error instanceof DOMException && error.name === "AbortError")) return;
      this.message.hidden = false;
      setText(this.message, error instanceof ApiError ? error.message : `The page could not draw this: ${String(error)}`);
    }
  }

  private async readAll(): Promise<void> {
    await this.guard(async () => {
      this.run = await api.run(this.id, this.channel);
      if (this.closed) return;
      this.showRun(this.run);
      await Promise.all([this.readSamples(null, null), this.readSpectra(null), this.readEvents()]);
    });
  }

  private showRun(run: RunDetail): void {
    setText(this.title, run.name || `run ${run.run_id.slice(0, 8)}`);
    document.title = `${this.title.textContent} · EdgeTester`;
    setText(this.chip, run.state_in_words);
    setAttribute(this.chip, "class", `chip ${run.state}`);
    this.showBadge(run.missing, run.records);
    const facts: [string, string][] = [
      ["Tester", `${run.device}, channel ${run.channel}`],
      ["Started", moment(run.started ?? run.created)],
      ["Ended", run.ended ? moment(run.ended) : "–"],
      ["Length", duration(run.elapsed_s)],
      ["Samples", count(run.samples)],
      ["Spectra", `${count(run.spectra)} (${count(run.impedance_points)} points)`],
      ["Identity", run.run_id],
      ...run.sample.map((f): [string, string] => [f.name, f.value]),
    ];
    fill(this.facts, ...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    fill(this.plan, ...run.plan_in_words.map((line) => h("li", {}, line)));
    this.plan.hidden = run.plan_in_words.length === 0;
    const active = run.state === "running" || run.state === "paused";
    fill(
      this.buttons,
      h("a", { class: "button", href: api.reportAddress(run.run_id, run.channel), target: "_blank", rel: "noopener" }, "Report"),
      h("button", { type: "button", onClick: () => void this.verify() }, "Verify"),
      active && run.state === "running" && h("button", { type: "button", onClick: () => void this.command("pause") }, "Pause"),
      active && run.state === "paused" && h("button", { type: "button", onClick: () => void this.command("resume") }, "Resume"),
      active && h("button", { type: "button", class: "danger", onClick: () => void this.command("stop") }, "Stop"),
    );
  }

  private showBadge(missing: number, records: number): void {
    this.badge.hidden = false;
    setText(this.badge, `${count(missing)} missing of ${count(records)} records`);
    setAttribute(this.badge, "class", `badge ${missing === 0 ? "good" : "bad"}`);
  }

  private async readSamples(from: number | null, to: number | null): Promise<void> {
    this.asked?.abort();
    this.asked = new AbortController();
    const signal = this.asked.signal;
    await this.guard(async () => {
      const points = Math.min(2000, Math.max(300, Math.round(this.time.element.clientWidth * 1.2)));
      const samples = await api.samples(this.id, this.channel, points, from ?? undefined, to ?? undefined, signal);
      if (this.closed) return;
      const end = Math.max(this.live?.elapsed_s ?? 0, this.run?.elapsed_s ?? 0, samples.elapsed_s.at(-1) ?? 0);
      this.time.show(samples, [0, Math.max(end, 1e-3)]);
    });
    this.whole.hidden = !this.time.isZoomed;
  }

  private async readSpectra(changed: number | null): Promise<void> {
    await this.guard(async () => {
      const before = this.spectra.length;
      this.spectra = (await api.spectra(this.id, this.channel)).filter((one) => one.points > 0);
      this.spectrumPart.hidden = this.spectra.length === 0;
      if (this.closed || this.spectra.length === 0) return;
      this.slider.max = String(this.spectra.length - 1);
      if (this.follow || this.shown < 0) this.shown = this.spectra.length - 1;
      this.slider.value = String(this.shown);
      if (changed === null || this.spectra[this.shown]?.spectrum === changed || this.spectra.length !== before) await this.drawSpectrum();
      this.series = await api.series(this.id, this.channel);
      this.drawHistory();
    });
  }

  private pick(index: number): void {
    if (index < 0 || index >= this.spectra.length) return;
    this.shown = index;
    this.follow = index === this.spectra.length - 1;
    this.slider.value = String(index);
    void this.guard(() => this.drawSpectrum());
  }

  private async drawSpectrum(): Promise<void> {
    const summary = this.spectra[this.shown];
    if (!summary) return;
    const spectrum = await api.spectrum(this.id, this.channel, summary.spectrum);
    // The reader may have moved on while this one was on its way.
    if (this.closed || this.spectra[this.shown]?.spectrum !== spectrum.spectrum) return;
    const points = spectrum.is_complete ? `${spectrum.points} points` : `${spectrum.points} of ${spectrum.expected_points} points so far`;
    setText(this.which, `Spectrum ${spectrum.spectrum}, ${points}, ${duration(spectrum.elapsed_s)} after the start, cycle ${spectrum.cycle + 1}`);
    this.nyquist.show(nyquistOf(spectrum));
    this.bode.show(bodeOf(spectrum));
    const waiting = spectrum.analysis || "Not analysed yet.";
    if (spectrum.drt) this.drt.show(drtOf(spectrum.spectrum, spectrum.drt));
    else this.drt.empty(waiting);
    if (spectrum.kk) this.residuals.show(residualsOf(spectrum.spectrum, spectrum.kk));
    else this.residuals.empty(waiting);
    fill(
      this.tables,
      spectrum.kk && verdict(spectrum.kk),
      spectrum.fit ? fitTable(spectrum.fit) : h("p", { class: "soft" }, waiting),
      spectrum.drt && peakTable(spectrum.drt),
    );
  }

  private drawHistory(): void {
    const series = this.series;
    this.historyPart.hidden = !series || series.spectra.length < 2;
    if (!series || series.spectra.length < 2) return;
    const units = [...new Set(series.trends.map((t) => t.unit))];
    for (const unit of units) {
      const trends = series.trends.filter((t) => t.unit === unit).slice(0, 6);
      let chart = this.trendCharts.get(unit);
      if (!chart) {
        chart = new SvgChart(unit === "ohm" ? "Resistances against time (bars: 95 %)" : `Parameters${unit ? ` in ${unit}` : ""} against time (bars: 95 %)`);
        this.trendCharts.set(unit, chart);
        this.trendPart.append(chart.element);
      }
      chart.show(trendsOf(trends));
    }
    this.overlay.show(nyquistSeries(series));
    if (this.fallKind === "drt" && !series.spectra.some((one) => one.tau_s.length)) this.fall.empty("No distribution has been computed yet.");
    else this.fall.show(waterfall(series, this.fallKind));
  }

  private async readEvents(): Promise<void> {
    await this.guard(async () => {
      const all = await api.events(this.id, this.channel);
      const quiet = ["step_started", "step_ended", "range_changed", "spectrum_started"];
      const shown = this.onlyNotable.checked ? all : all.filter((e) => !quiet.includes(e.code));
      fill(
        this.events,
        ...shown
          .slice(-500)
          .reverse()
          .map((e) => h("tr", { class: `event ${e.code}` }, h("td", {}, duration(e.elapsed_s)), h("td", {}, e.in_words), h("td", {}, quantity(e.voltage_v, "V")), h("td", {}, quantity(e.current_a, "A")))),
      );
    });
  }

  private async verify(): Promise<void> {
    await this.guard(async () => {
      const v = await api.verify(this.id, this.channel);
      this.showBadge(v.missing, v.records);
      const other = [
        v.out_of_order ? `${count(v.out_of_order)} out of order` : "",
        v.corrupt ? `${count(v.corrupt)} corrupt` : "",
        v.dropped_by_tester ? `${count(v.dropped_by_tester)} dropped by the tester` : "",
      ].filter(Boolean);
      announce(`${count(v.missing)} missing, ${count(v.doubled)} doubled of ${count(v.expected)} records${other.length ? `, ${other.join(", ")}` : ""}${v.is_complete ? "" : " (the run goes on)"}.`);
    });
  }

  private async command(verb: "pause" | "resume" | "stop"): Promise<void> {
    const run = this.run;
    if (!run) return;
    if (verb === "stop" && !confirm(`Stop “${run.name || run.run_id}”? The cell is disconnected and the run cannot go on afterwards.`)) return;
    await this.guard(async () => {
      const answer = await api.command({ verb, device: run.device, channel: run.channel, run_id: run.run_id });
      announce(`${verb}: ${answer.result.replaceAll("_", " ")}${answer.text ? ` (${answer.text})` : ""}`);
      this.run = await api.run(this.id, this.channel);
      this.showRun(this.run);
    });
  }
}

function announce(text: string): void {
  document.dispatchEvent(new CustomEvent("announce", { detail: text }));
}
