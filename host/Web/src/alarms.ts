import { api } from "./api";
import { fill, h } from "./dom";
import type { Alarm } from "./types";

/** The alarms that stand, above every page; each can be acknowledged by whoever may command. */
export class AlarmBar {
  readonly element = h("section", { class: "alarms", "aria-label": "Alarms", role: "status" });
  private readonly standing = new Map<number, Alarm>();

  constructor() {
    this.show();
  }

  /** Reads all of them; after a connection. */
  async load(): Promise<void> {
    try {
      const all = await api.alarms();
      this.standing.clear();
      for (const alarm of all) if (!alarm.ended) this.standing.set(alarm.id, alarm);
      this.show();
    } catch {
      // The page says elsewhere that the host does not answer.
    }
  }

  /** One began or ended. */
  take(alarm: Alarm): void {
    if (alarm.ended) this.standing.delete(alarm.id);
    else this.standing.set(alarm.id, alarm);
    this.show();
  }

  private show(): void {
    const list = [...this.standing.values()].sort((a, b) => b.id - a.id);
    this.element.hidden = list.length === 0;
    fill(this.element, ...list.slice(0, 5).map((alarm) => this.line(alarm)), list.length > 5 && h("p", {}, `and ${list.length - 5} more`));
  }

  private line(alarm: Alarm): HTMLElement {
    const where = alarm.run_id !== null && alarm.channel !== null ? h("a", { href: `#/run/${alarm.run_id}/${alarm.channel}` }, "show") : null;
    return h(
      "p",
      {},
      h("time", { datetime: alarm.since }, new Date(alarm.since).toLocaleString()),
      " ",
      alarm.text,
      " ",
      where,
      h("button", { type: "button", class: "quiet", onClick: () => void this.acknowledge(alarm) }, "Seen"),
    );
  }

  private async acknowledge(alarm: Alarm): Promise<void> {
    try {
      this.take(await api.acknowledge(alarm.id));
    } catch (error) {
      document.dispatchEvent(new CustomEvent("announce", { detail: (error as Error).message }));
    }
  }
}
