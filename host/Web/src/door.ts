import { h } from "./dom";

let isOpen = false;

/** Asks for a token and keeps it in a cookie that no script can read; then the page starts over. */
export function askForToken(): void {
  if (isOpen) return;
  isOpen = true;
  const input = h("input", { type: "password", autocomplete: "current-password", name: "token", required: true, "aria-label": "Token" });
  const answer = h("p", { class: "door-answer", role: "alert" });
  const form = h(
    "form",
    { onSubmit: (event: Event) => { event.preventDefault(); void show(input.value, answer); } },
    h("h2", {}, "This host asks for a token"),
    h("p", {}, "Whoever runs the host gives one with “edgetester token add”."),
    input,
    h("button", { type: "submit" }, "Enter"),
    answer,
  );
  const dialog = h("dialog", { class: "door" }, form);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}

async function show(token: string, answer: HTMLElement): Promise<void> {
  try {
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    if (response.ok) {
      location.reload();
      return;
    }
    const problem = (await response.json()) as { detail?: string };
    answer.textContent = problem.detail ?? `The host refused (${response.status}).`;
  } catch {
    answer.textContent = "The host does not answer.";
  }
}

/** Whether the host knows us; an event stream cannot say why it was refused. */
export async function checkDoor(): Promise<void> {
  try {
    const response = await fetch("/api/session");
    if (!response.ok) return;
    const session = (await response.json()) as { role: string };
    if (session.role === "none") askForToken();
  } catch {
    // No answer at all: the page says so elsewhere, and asks again.
  }
}
