// A model's part in an answer: what it was, what was not shown and why, what it took.
import { el, tag, words } from "./dom.js";

const number = (value) => value.toLocaleString("de-DE", { maximumFractionDigits: 4 });

/** The tag alone, while the model still writes. */
export function beingMade() {
  return el("details", { class: "made" }, el("summary", {}, tag(words.byModel, "model")));
}

/** The tag of an answer that was kept, of which no more is known; null where no model wrote. */
export function wasMade(kept) {
  return kept.made_by === "model" ? el("p", { class: "made" }, tag(words.byModel, "model")) : null;
}

/** The tag with all that is known; null where no model was asked. */
export function made(answer) {
  const use = answer.model;
  if (!use) return null;
  const otherwise = use.prompt || use.failure ? words.notWritten : words.onlyRead;
  const title = answer.made_by === "model" ? words.byModel : otherwise;
  const rows = facts(use).filter(([, value]) => value);
  return el("details", { class: "made" }, el("summary", {}, tag(title, "model")), el("dl", { class: "facts" }, ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))), ...times(answer.steps));
}

function facts(use) {
  return [
    ["Mô hình", use.model],
    ["Câu lệnh", prompt(use.prompt)],
    ["Câu không hiện ra", dropped(use.dropped)],
    ["Câu viết lại mới đạt", use.repaired ? String(use.repaired) : ""],
    ["Vì sao có nguyên văn", words.failures[use.failure] ?? use.failure],
    ["Đã dùng", spent(use)],
  ];
}

function prompt(used) {
  return used ? `${words.prompts[used.name] ?? used.name}, bản ${used.version} (mã ${used.hash.slice(0, 12)})` : "";
}

function dropped(kinds) {
  const counted = new Map();
  for (const kind of kinds) counted.set(kind, (counted.get(kind) ?? 0) + 1);
  const told = [...counted].map(([kind, n]) => `${words.dropped[kind] ?? kind} (${n})`);
  return told.length ? `${kinds.length} câu: ${told.join("; ")}` : "";
}

function spent(use) {
  const about = use.estimated ? " (ước tính)" : "";
  const cost = use.cost === null ? "" : `; ${number(use.cost)} ${use.currency}`;
  return `${use.calls} lượt gọi; ${number(use.prompt_tokens)} token đọc, ${number(use.completion_tokens)} token viết${about}${cost}`;
}

/** The steps with their times; parts of a step are not told. */
function times(steps) {
  const whole = steps.filter((step) => !step.name.includes("."));
  const rows = whole.map((step) => el("li", {}, el("span", {}, words.stepNames[step.name] ?? step.name), " ", el("span", {}, `${number(Math.round(step.ms))} ms`)));
  return rows.length ? [el("h3", { class: "small" }, "Các bước"), el("ol", { class: "times" }, ...rows)] : [];
}
