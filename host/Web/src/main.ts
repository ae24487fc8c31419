import "./style.css";
import { AlarmBar } from "./alarms";
import { Detail } from "./detail";
import { h, setAttribute, setText } from "./dom";
import { Overview, remember } from "./overview";
import { Runs } from "./runs";
import { follow } from "./stream";
import type { Channel } from "./types";
import type { View } from "./view";

const main = document.getElementById("main")!;
const notice = document.getElementById("notice")!;
const link = h("span", { class: "link off" }, "connecting…");
const tabs = {
  channels: h("a", { href: "#/" }, "Channels"),
  runs: h("a", { href: "#/runs" }, "Runs"),
};

const alarms = new AlarmBar();
const known = new Map<string, Channel>();
let view: View | null = null;
let isConnected = false;
let noticeTimer = 0;

function say(text: string, isLasting = false): void {
  clearTimeout(noticeTimer);
  setText(notice, text);
  if (text && !isLasting) noticeTimer = window.setTimeout(() => setText(notice, ""), 8000);
}

function route(): void {
  const hash = location.hash || "#/";
  const run = /^#\/run\/([0-9a-f]{32})\/(\d{1,3})$/.exec(hash);
  view?.close?.();
  document.title = "EdgeTester";
  view = run ? new Detail(run[1]!, Number(run[2])) : hash === "#/runs" ? new Runs() : new Overview();
  main.replaceChildren(view.element);
  tabs.channels.toggleAttribute("aria-current", view instanceof Overview);
  tabs.runs.toggleAttribute("aria-current", view instanceof Runs);
  if (known.size) view.channels?.([...known.values()]);
  window.scrollTo(0, 0);
}

function start(): void {
  const stored = localStorage.getItem("theme");
  if (stored === "light" || stored === "dark") document.documentElement.dataset["theme"] = stored;
  const theme = h("button", { type: "button", class: "quiet", onClick: () => switchTheme(), title: "Light or dark", "aria-label": "Light or dark" }, "◐");
  document
    .getElementById("top")!
    .append(h("a", { class: "brand", href: "#/" }, "EdgeTester"), h("nav", { "aria-label": "Pages" }, tabs.channels, tabs.runs), link, theme);
  addEventListener("hashchange", () => {
    route();
    main.focus({ preventScroll: true });
  });
  document.addEventListener("announce", (event) => say((event as CustomEvent<string>).detail));
  main.before(alarms.element);
  route();
  follow({
    connection(now) {
      const isBack = now && !isConnected;
      const wasLost = !now && isConnected;
      isConnected = now;
      setText(link, now ? "live" : "not connected");
      setAttribute(link, "class", now ? "link on" : "link off");
      document.body.classList.toggle("stale", !now);
      if (isBack) void alarms.load();
      if (wasLost) say("The connection to the host is lost; what you see is the last known state. Trying again…", true);
      if (isBack) {
        say("");
        view?.reconnected?.();
      }
    },
    channels(list) {
      remember(list);
      for (const channel of list) known.set(`${channel.device}/${channel.channel}`, channel);
      view?.channels?.([...known.values()]);
    },
    spectrum: (what) => view?.spectrum?.(what.run_id, what.channel, what.spectrum),
    alarm: (what) => alarms.take(what),
    run: (what) => view?.runChanged?.(what.run_id, what.channel),
  });
}

function switchTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset["theme"] ? root.dataset["theme"] === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset["theme"] = isDark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset["theme"]);
  dispatchEvent(new Event("resize"));
  document.dispatchEvent(new Event("theme"));
}

start();
