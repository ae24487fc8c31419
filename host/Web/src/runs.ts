import { ApiError, api } from "./api";
import { fill, h } from "./dom";
import { count, duration, moment } from "./format";
import type { Run } from "./types";
import type { View } from "./view";

/** Every run that the store knows, newest first. */
export class Runs implements View {
  readonly element = h("section", { "aria-labelledby": "runs-title" });
  private readonly body = h("tbody", {});
  private readonly message = h("p", { class: "empty" }, "Reading…");
  private readonly search = h("input", { type: "search", placeholder: "Name, tester or identity", "aria-label": "Search runs", onInput: () => this.draw() });
  private readonly table = h(
    "div",
    { class: "scroll" },
    h(
      "table",
      { class: "runs" },
      h("thead", {}, h("tr", {}, ...["Run", "Tester", "State", "Started", "Length", "Spectra", "Records", "Missing"].map((t) => h("th", { scope: "col" }, t)))),
      this.body,
    ),
  );
  private runs: Run[] = [];
  private timer = 0;

  constructor() {
    this.element.append(h("div", { class: "head-row" }, h("h1", { id: "runs-title" }, "Runs"), this.search), this.message, this.table);
    void this.read();
  }

  runChanged(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.read(), 300);
  }

  reconnected(): void {
    void this.read();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async read(): Promise<void> {
    try {
      this.runs = await api.runs();
      this.draw();
    } catch (error) {
      this.message.hidden = false;
      this.message.textContent = error instanceof ApiError ? error.message : String(error);
    }
  }

  private draw(): void {
    const wanted = this.search.value.trim().toLowerCase();
    const shown = this.runs.filter((r) => `${r.name} ${r.device} ${r.run_id} ${r.state_in_words}`.toLowerCase().includes(wanted));
    this.message.hidden = shown.length > 0;
    this.message.textContent = this.runs.length ? "No run matches." : "No run has been recorded yet.";
    this.table.hidden = shown.length === 0;
    fill(
      this.body,
      ...shown.map((r) =>
        h(
          "tr",
          {},
          h("td", {}, h("a", { href: `#/run/${r.run_id}/${r.channel}` }, r.name || `run ${r.run_id.slice(0, 8)}`)),
          h("td", {}, `${r.device} · ${r.channel}`),
          h("td", {}, h("span", { class: `chip ${r.state}` }, r.state_in_words)),
          h("td", {}, moment(r.started ?? r.created)),
          h("td", { class: "num" }, duration(r.elapsed_s)),
          h("td", { class: "num" }, count(r.spectra)),
          h("td", { class: "num" }, count(r.records)),
          h("td", { class: r.missing ? "num bad" : "num good" }, count(r.missing)),
        ),
      ),
    );
  }
}
