// Words of an answer for the clipboard.
import { day, el } from "./dom.js";

/** A button that copies what `text()` gives and says so. */
export function copyButton(name, text, kind) {
  const button = el("button", { type: "button", class: `button button--quiet ${kind}` }, name);
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text())) ? "Đã sao chép" : "Không sao chép được";
    setTimeout(() => (button.textContent = name), 2500);
  });
  return button;
}

/** The answer and its sources as words for a letter. */
export function asText(answer) {
  const said = answer.statements.length ? answer.statements.map((item) => item.text.replaceAll(/^> ?/gm, "")) : [answer.answer.replaceAll(/^> ?/gm, "")];
  const sources = answer.citations.map((item, n) => {
    const sample = item.sample ? " [văn bản mẫu, không có giá trị pháp lý]" : "";
    const where = [item.label, item.document_title, `số ${item.document}`].filter(Boolean).join(", ");
    return `[${n + 1}] ${where}; ${item.status} vào ngày ${day(answer.as_of)}${sample}\n${(item.leads ?? []).map((lead) => `${lead}\n`).join("")}“${item.quote}”`;
  });
  return [answer.question, said.join("\n\n"), sources.length ? `Căn cứ:\n${sources.join("\n")}` : ""].filter(Boolean).join("\n\n");
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
