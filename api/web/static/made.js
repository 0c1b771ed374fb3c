// A model's part in an answer: what it was, what was not shown and why, what it took.
import { el, fill, labels, tag } from "./dom.js";

const LOCALES = { vi: "de-DE", en: "en-GB" };
const HASH_CHARS = 12;

const number = (value, say) => value.toLocaleString(LOCALES[say.lang], { maximumFractionDigits: 4 });

/** The tag alone, while the model still writes. */
export function beingMade(say) {
  return el("details", { class: "made" }, el("summary", {}, tag(say.made.by_model, "model")));
}

/** The tag of an answer that was kept, of which no more is known; null where no model wrote. */
export function wasMade(kept) {
  return kept.made_by === "model" ? el("p", { class: "made" }, tag(labels(kept.language).made.by_model, "model")) : null;
}

/** The tag with all that is known; null where no model was asked. */
export function made(answer) {
  const use = answer.model;
  if (!use) return null;
  const say = labels(answer.language);
  const otherwise = use.prompt || use.failure ? say.made.not_written : say.made.only_read;
  const title = answer.made_by === "model" ? say.made.by_model : otherwise;
  const rows = facts(use, say).filter(([, value]) => value);
  return el("details", { class: "made" }, el("summary", {}, tag(title, "model")), el("dl", { class: "facts" }, ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))), ...times(answer.steps, say));
}

function facts(use, say) {
  const { made: name } = say;
  return [
    [name.model, use.model],
    [name.prompt, prompt(use.prompt, say)],
    [name.dropped, dropped(use.dropped, say)],
    [name.repaired, use.repaired ? String(use.repaired) : ""],
    [name.failure, say.failures[use.failure] ?? use.failure],
    [name.spent, spent(use, say)],
  ];
}

function prompt(used, say) {
  if (!used) return "";
  return fill(say.made.prompt_form, { name: say.prompts[used.name] ?? used.name, version: used.version, hash: used.hash.slice(0, HASH_CHARS) });
}

function dropped(kinds, say) {
  const counted = new Map();
  for (const kind of kinds) counted.set(kind, (counted.get(kind) ?? 0) + 1);
  const why = [...counted].map(([kind, n]) => `${say.dropped[kind] ?? kind} (${n})`).join("; ");
  return why && fill(say.made.dropped_form, { count: kinds.length, why });
}

function spent(use, say) {
  return fill(say.made.spent_form, {
    calls: use.calls,
    read: number(use.prompt_tokens, say),
    written: number(use.completion_tokens, say),
    about: use.estimated ? say.made.estimated : "",
    cost: use.cost === null ? "" : `; ${number(use.cost, say)} ${use.currency}`,
  });
}

/** The steps with their times; parts of a step are not told. */
function times(steps, say) {
  const whole = steps.filter((step) => !step.name.includes("."));
  const rows = whole.map((step) => el("li", {}, el("span", {}, say.steps[step.name] ?? step.name), " ", el("span", {}, `${number(Math.round(step.ms), say)} ms`)));
  return rows.length ? [el("h3", { class: "small" }, say.made.steps), el("ol", { class: "times" }, ...rows)] : [];
}
