// One question and its answer in the conversation.
import { request } from "./stream.js";
import { base, day, documentHref, el, sampleTag, sentence, tag, words } from "./dom.js";

/** A turn whose answer is on its way. */
export function newTurn(question) {
  const steps = el("p", { class: "steps" }, el("span", { class: "steps__dots", "aria-hidden": "true" }), "Đang tìm trong các quy định…");
  const answer = el("div", { class: "answer answer--waiting" }, steps);
  const heading = el(
    "h2",
    { class: "question" },
    el("span", { class: "sr" }, "Bạn hỏi: "),
    el("span", { class: "question__text" }, question),
  );
  return { node: el("article", { class: "turn" }, heading, answer), answer, steps, question, citations: [], statements: null };
}

/** Show what an event tells. */
export function showEvent(turn, name, data, open) {
  if (name === "understood") turn.understood = data.told;
  if (name === "found") showFound(turn, data);
  if (name === "citation") turn.citations[data.index] = data.citation;
  if (name === "statement") turn.statements.append(statement(data, turn, open));
}

function showFound(turn, data) {
  turn.answer.classList.remove("answer--waiting");
  turn.steps.remove();
  turn.statements = el("div", { class: "statements" });
  const outcome = tag(words.outcomes[data.outcome] ?? data.outcome, words.outcomeTones[data.outcome], "outcome");
  const when = el("time", { datetime: data.as_of }, day(data.as_of));
  const why = data.as_of_reason ? ` (${data.as_of_reason})` : "";
  const asked = el("span", { class: "day" }, "Hiệu lực xét vào ngày ", when, why);
  turn.asOf = data.as_of;
  turn.answer.append(el("p", { class: "meta" }, ...[outcome, asked, readAs(turn)].filter(Boolean)));
  if (data.notices?.length) turn.answer.append(notices(data.notices));
  turn.answer.append(turn.statements);
}

function notices(texts) {
  return el("ul", { class: "notices", "aria-label": "Lưu ý" }, ...texts.map((text) => el("li", { class: "banner" }, text)));
}

/** How the question was read, where that is not how it was written. */
function readAs({ understood }) {
  return understood ? el("span", { class: "understood" }, `Hiểu là: ${understood}`) : null;
}

function statement(data, turn, open) {
  const again = String(data.citations) === turn.lastCited;
  turn.lastCited = String(data.citations);
  const chips = again ? [] : data.citations.map((n) => chip(turn.citations[n], n, turn.asOf, open));
  return el("div", { class: "statement" }, ...said(data.text), chips.length ? el("p", { class: "chips" }, ...chips) : null);
}

/** The little Markdown of an answer: quotations, lists and paragraphs; every word stays text. */
function said(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const [kind, item] = line.startsWith(">") ? ["blockquote", "p"] : line.startsWith("- ") ? ["ul", "li"] : ["p", null];
    const words = item ? line.slice(1).trim() : line.trim();
    if (!words) continue;
    if (!item) nodes.push(el("p", {}, words));
    else if (nodes.at(-1)?.localName === kind) nodes.at(-1).append(el(item, {}, words));
    else nodes.push(el(kind, { class: kind === "ul" ? "points" : null }, el(item, {}, words)));
  }
  return nodes;
}

function chip(citation, index, asOf, open) {
  const link = el("a", { class: "chip", href: documentHref(citation.path, asOf) }, el("span", { class: "chip__n" }, String(index + 1)), sentence(citation.label));
  return opening(link, citation, open);
}

function source(citation, asOf, open) {
  const title = citation.document_title || citation.document;
  const link = el(
    "a",
    { class: "source", href: documentHref(citation.path, asOf) },
    el("span", { class: "source__where" }, sentence(citation.label)),
    el("span", { class: "source__what" }, `${title} `, el("span", { class: "source__number" }, `(${citation.document})`)),
  );
  const tags = el("span", { class: "source__tags" }, tag(citation.status, words.statusTones[citation.status]), citation.sample ? sampleTag() : null);
  const above = citation.headings?.length ? el("p", { class: "crumbs" }, citation.headings.join(" › ")) : null;
  return el("li", {}, opening(link, citation, open), above, tags, why(citation));
}

/** What the cited clauses refer to; a reference that leads nowhere says why. */
function followed(items, asOf, open) {
  const rows = items.map((one) => {
    if (!one.citation) return el("li", {}, el("span", { class: "beside__where" }, sentence(one.label)), el("p", { class: "fine" }, one.note));
    const heading = one.citation.heading ? el("p", { class: "fine" }, one.citation.heading) : null;
    return beside(one.citation, sentence(one.label), [heading], one.whole, asOf, open);
  });
  return details(`Quy định được dẫn chiếu (${items.length})`, rows, items.some((one) => one.pointer));
}

/** The clauses that define words of the question. */
function defined(items, asOf, open) {
  const rows = items.map(({ term, citation, whole }) => {
    const row = beside(citation, `${sentence(citation.label)}, ${citation.document}`, [], whole, asOf, open);
    row.prepend(el("strong", {}, sentence(term)), " ");
    return row;
  });
  return details(`Từ ngữ trong câu hỏi (${items.length})`, rows, false);
}

function beside(citation, where, more, whole, asOf, open) {
  const link = el("a", { class: "beside__where", href: documentHref(citation.path, asOf) }, where);
  const lines = citation.quote.split("\n").filter((line) => line.trim()).map((line) => el("p", {}, line));
  if (!whole) lines.push(el("p", {}, "…"));
  return el("li", {}, opening(link, citation, open), " ", tag(citation.status, words.statusTones[citation.status]), ...more, el("blockquote", {}, ...lines));
}

function details(title, rows, isOpen) {
  const box = el("details", { class: "beside" }, el("summary", { class: "small" }, title), el("ul", { class: "beside__list" }, ...rows));
  box.open = isOpen;
  return box;
}

/** How a citation stands on the day asked, and what says so. */
function why(citation) {
  if (!citation.validity && !citation.basis?.length) return null;
  const line = citation.validity ? el("p", { class: "source__validity" }, sentence(citation.validity)) : null;
  return el("div", { class: "source__why" }, line, ...(citation.basis ?? []).map((text) => el("p", { class: "fine" }, text)));
}

/** A link that opens the panel; with a modifier key it stays a link. */
export function opening(link, citation, open) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(citation, link);
  });
  return link;
}

/** Close the turn: sources, copying, what to ask next. */
export function finish(turn, answer, { open, askNext }) {
  if (!answer.statements.length) turn.statements.append(el("div", { class: "statement" }, ...said(answer.answer)));
  if (answer.citations.length) {
    const list = el("ol", { class: "sources" }, ...answer.citations.map((item) => source(item, answer.as_of, open)));
    turn.answer.append(el("h3", { class: "small" }, "Căn cứ"), list);
  }
  if (answer.followed?.length) turn.answer.append(followed(answer.followed, answer.as_of, open));
  if (answer.definitions?.length) turn.answer.append(defined(answer.definitions, answer.as_of, open));
  if (answer.suggestions.length) turn.answer.append(suggestions(answer.suggestions, askNext));
  turn.answer.append(actions(answer));
}

function suggestions(texts, askNext) {
  const items = texts.map((text) => {
    const link = el("a", { class: "starter", href: `${base}/?q=${encodeURIComponent(text)}` }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      askNext(text);
    });
    return el("li", {}, link);
  });
  return el("ul", { class: "starters starters--next" }, ...items);
}

/** The row of buttons under an answer. */
export function actions(answer) {
  const name = answer.citations.length ? "Sao chép kèm nguồn" : "Sao chép";
  const button = el("button", { type: "button", class: "button button--quiet copy" }, name);
  button.addEventListener("click", async () => {
    button.textContent = (await copied(asText(answer))) ? "Đã sao chép" : "Không sao chép được";
    setTimeout(() => (button.textContent = name), 2500);
  });
  return el("div", { class: "actions" }, button, ...(answer.id ? stillValid(answer.id) : []));
}

/** Ask of an answer whether it still holds; the link alone leads to the page that says so. */
function stillValid(id) {
  const link = el("a", { class: "button button--quiet still", href: `${base}/tra-loi/${encodeURIComponent(id)}` }, "Còn đúng không?");
  const told = el("p", { class: "still__told", role: "status" });
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    told.replaceChildren("Đang kiểm tra…");
    told.replaceChildren(...(await becameOf(id, link.href)));
    told.scrollIntoView({ block: "center" });
  });
  return [link, told];
}

async function becameOf(id, page) {
  try {
    const response = await request(`${base}/v1/answers/${encodeURIComponent(id)}/still-valid`);
    const { sentence: text } = await response.json();
    return [`${text} `, el("a", { href: page }, "Xem từng căn cứ")];
  } catch (error) {
    return [`${error.message} ${error.hint ?? ""}`];
  }
}

/** The answer and its sources as words for a letter. */
export function asText(answer) {
  const said = answer.statements.length ? answer.statements.map((item) => item.text.replaceAll(/^> ?/gm, "")) : [answer.answer];
  const sources = answer.citations.map((item, n) => {
    const sample = item.sample ? " [văn bản mẫu, không có giá trị pháp lý]" : "";
    const where = [item.label, item.document_title, `số ${item.document}`].filter(Boolean).join(", ");
    return `[${n + 1}] ${where}; ${item.status} vào ngày ${day(answer.as_of)}${sample}\n“${item.quote}”`;
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

/** A failure in place of an answer, with a way to try again. */
export function fail(turn, error, retry) {
  turn.answer.className = "answer answer--error";
  const again = el("button", { type: "button", class: "button" }, "Thử lại");
  again.addEventListener("click", retry);
  const id = error.requestId ? el("p", { class: "fine" }, "Mã yêu cầu: ", el("code", {}, error.requestId)) : null;
  turn.answer.replaceChildren(
    ...[el("p", { class: "answer__text" }, error.message), el("p", { class: "hint" }, error.hint ?? ""), id].filter(Boolean),
    el("p", { class: "actions" }, again),
  );
}
