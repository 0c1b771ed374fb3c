// Words of an answer for the clipboard.
import { day, el, labels } from "./dom.js";

/** A button that copies what `text()` gives and says so; `say`: the labels of buttons. */
export function copyButton(name, text, kind, say) {
  const button = el("button", { type: "button", class: `button button--quiet ${kind}` }, name);
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text())) ? say.copied : say.not_copied;
    setTimeout(() => (button.textContent = name), 2500);
  });
  return button;
}

/** The answer and its sources as words for a letter. */
export function asText(answer) {
  const { parts, statuses } = labels(answer.language);
  const said = answer.statements.length ? answer.statements.map((item) => item.text.replaceAll(/^> ?/gm, "")) : [answer.answer.replaceAll(/^> ?/gm, "")];
  const sources = answer.citations.map((item, n) => {
    const sample = item.sample ? ` [${parts.no_force}]` : "";
    const where = [item.label, item.document_title, `${parts.number} ${item.document}`].filter(Boolean).join(", ");
    return `[${n + 1}] ${where}; ${statuses[item.status] ?? item.status} ${parts.on} ${day(answer.as_of)}${sample}\n${(item.leads ?? []).map((lead) => `${lead}\n`).join("")}“${item.quote}”`;
  });
  return [answer.question, said.join("\n\n"), sources.length ? `${parts.sources}:\n${sources.join("\n")}` : ""].filter(Boolean).join("\n\n");
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedTheOldWay(text);
  }
}

/** Where a page is not served over TLS there is no clipboard API. */
function copiedTheOldWay(text) {
  const area = el("textarea", { class: "sr", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
