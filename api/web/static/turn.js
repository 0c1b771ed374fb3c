// One question and its answer in the conversation.
import { asText, copyButton } from "./copy.js";
import { base, day, documentHref, el, inWords, labels, sentence, tag, words } from "./dom.js";
import { feedback } from "./feedback.js";
import { beingMade, made, wasMade } from "./made.js";
import { sources } from "./sources.js";
import { said, Statements } from "./statements.js";
import { request } from "./stream.js";

const WRITING_AFTER_MS = 200;
const ANSWERING = ["answered", "partly_answered"];

/** A turn whose answer is on its way. */
export function newTurn(question) {
  const answer = el("div", { class: "answer answer--waiting" }, waiting("Đang tìm trong các quy định…"));
  const heading = el(
    "h2",
    { class: "question" },
    el("span", { class: "sr" }, "Bạn hỏi: "),
    el("span", { class: "question__text" }, question),
  );
  return { node: el("article", { class: "turn" }, heading, answer), heading, answer, question, citations: [], statements: null, told: [], steps: answer.firstChild };
}

function waiting(text) {
  return el("p", { class: "steps" }, el("span", { class: "steps__dots", "aria-hidden": "true" }), text);
}

/** Show what an event tells. `onWriting` is called once where a model takes its time to write. */
export function showEvent(turn, name, data, open, onWriting) {
  if (name === "understood") turn.understood = data;
  if (name === "found") {
    head(turn, { ...data, understood: turn.understood, standalone: turn.understood?.standalone }, open);
    if (ANSWERING.includes(data.outcome)) turn.timer = setTimeout(() => writing(turn, onWriting), WRITING_AFTER_MS);
  }
  if (name === "citation") turn.citations[data.index] = data.citation;
  if (name === "statement") tell(turn, data);
}

/** The head of an answer, before its statements. `answer`: as far as it is known. */
function head(turn, answer, open) {
  turn.found = { outcome: answer.outcome, notices: answer.notices ?? [], asOf: answer.as_of, language: answer.language ?? "vi" };
  turn.told = [];
  turn.say = labels(turn.found.language);
  turn.heading.lastChild.lang = turn.answer.lang = turn.found.language;
  turn.answer.classList.remove("answer--waiting");
  turn.statements = new Statements(turn.citations, answer.as_of, open, turn.found.language);
  const meta = el("p", { class: "meta" }, outcome(answer.outcome, turn.say), asked(answer, turn.say), ...readAs(answer, turn.say));
  turn.answer.replaceChildren(meta, ...(turn.found.notices.length ? [notices(turn.found.notices, turn.say)] : []), turn.statements.node);
}

function tell(turn, statement) {
  if (words.written.includes(statement.part) && !turn.answer.querySelector(".made")) turn.statements.node.before(beingMade(turn.say));
  turn.told.push(key(statement));
  turn.statements.add(statement);
}

/** Found, and the model still at work: said once, to the eye and to a screen reader. */
function writing(turn, onWriting) {
  const text = turn.say.head.writing;
  turn.steps = waiting(text);
  turn.statements.node.after(turn.steps);
  onWriting(text);
}

function outcome(value, say) {
  return tag(say.outcomes[value] ?? value, words.outcomeTones[value], "outcome");
}

function asked({ as_of: asOf, as_of_reason: reason }, say) {
  return el("span", { class: "day" }, `${say.head.day} `, el("time", { datetime: asOf }, day(asOf)), reason ? ` (${why(reason, say)})` : "");
}

/** Why an answer is for its day: what stands before a colon is a label. */
function why(reason, say) {
  const [head, ...rest] = reason.split(":");
  return [say.reasons[head] ?? head, ...rest].join(":");
}

function notices(texts, say) {
  return el("ul", { class: "notices", "aria-label": say.parts.notice }, ...texts.map((text) => el("li", { class: "banner", lang: say.lang }, text)));
}

/** How the question was read, where that is not how it was written. */
function readAs({ standalone, understood }, { head: say }) {
  const told = understood?.told && el("span", { lang: "vi" }, understood.told);
  const lines = [standalone && [`${say.read_as}: `, standalone], told && [`${standalone ? say.searched_as : say.read_as}: `, told]];
  return lines.filter(Boolean).map((line) => el("span", { class: "understood" }, ...line));
}

const key = ({ text, citations, part }) => JSON.stringify([text, citations, part]);

/** Whether the whole answer says other things than were told of it while it was made. */
function differs(turn, answer) {
  const { outcome: ending, notices: lines, asOf, language } = turn.found;
  const same = String(turn.told) === String(answer.statements.map(key)) && ending === answer.outcome && asOf === answer.as_of;
  const sameCited = JSON.stringify(turn.citations) === JSON.stringify(answer.citations);
  return !same || !sameCited || JSON.stringify(lines) !== JSON.stringify(answer.notices) || language !== answer.language;
}

/** The whole answer in place of what was told of it. */
function redraw(turn, answer, open) {
  turn.citations = answer.citations;
  turn.answer.classList.add("is-whole");
  head(turn, answer, open);
  for (const statement of answer.statements) tell(turn, statement);
}

/** Close the turn: what `answer`, the whole, says; sources, copying, feedback, what to ask next. */
export function finish(turn, answer, { open, askNext, numberOf }) {
  quiet(turn);
  if (!turn.found || differs(turn, answer)) redraw(turn, answer, open);
  if (!answer.statements.length) turn.statements.node.append(el("div", { class: "statement" }, ...said(answer.answer)));
  turn.answer.querySelector(".made")?.remove();
  const told = made(answer);
  if (told) turn.statements.node.before(told);
  turn.answer.append(...sources(answer, open));
  if (answer.suggestions.length) turn.answer.append(suggestions(answer.suggestions, askNext));
  turn.answer.append(...after(answer, numberOf));
}

function quiet(turn) {
  clearTimeout(turn.timer);
  turn.steps?.remove();
}

/** What stands under every answer: a letter where there is one, copying, feedback. */
export function after(answer, numberOf) {
  return [answer.letter ? letter(answer.letter, labels(answer.language)) : null, actions(answer), feedback(answer, numberOf)].filter(Boolean);
}

/** The paragraph for an official letter, where the server has not put it into the page. */
function letter(text, say) {
  return el("details", { class: "letter" }, el("summary", { class: "small" }, say.parts.letter), el("p", { class: "letter__text", lang: "vi" }, text));
}

/** A turn of a conversation that was kept: its words, and links to what it cited. */
export function keptTurn(kept, conversation, { openAddress, numberOf }) {
  const turn = newTurn(kept.question);
  const say = labels(kept.language);
  turn.heading.lastChild.lang = turn.answer.lang = say.lang;
  const answer = { ...kept, id: kept.answer_id, conversation, turn: kept.n, statements: [], citations: [] };
  turn.answer.classList.remove("answer--waiting");
  const meta = el("p", { class: "meta" }, outcome(kept.outcome, say), asked(kept, say), ...readAs(kept, say));
  const body = el("div", { class: "statements" }, el("div", { class: "statement" }, ...said(kept.answer)));
  const cited = kept.cited.map((path) => address(path, kept.as_of, openAddress));
  const list = cited.length ? [el("h3", { class: "small" }, say.parts.sources), el("ul", { class: "chips", lang: "vi" }, ...cited)] : [];
  turn.answer.replaceChildren(...[meta, wasMade(kept), body].filter(Boolean), ...list, ...after(answer, numberOf));
  return turn;
}

function address(path, asOf, open) {
  const link = el("a", { class: "chip chip--plain", href: documentHref(path, asOf) }, sentence(inWords(path)));
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(path, asOf, link);
  });
  return el("li", {}, link);
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
  return el("ul", { class: "starters starters--next", lang: "vi" }, ...items);
}

/** The row of buttons under an answer. */
function actions(answer) {
  const { buttons: say } = labels(answer.language);
  const buttons = [copyButton(answer.citations.length ? say.copy_sources : say.copy, () => asText(answer), "copy", say)];
  if (answer.letter) buttons.push(copyButton(say.copy_letter, () => answer.letter, "copy-letter", say));
  return el("div", { class: "actions" }, ...buttons, ...(answer.id ? stillValid(answer.id, say) : []));
}

/** Ask of an answer whether it still holds; the link alone leads to the page that says so. */
function stillValid(id, say) {
  const link = el("a", { class: "button button--quiet still", href: `${base}/tra-loi/${encodeURIComponent(id)}` }, say.still);
  const told = el("p", { class: "still__told", role: "status" });
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    told.replaceChildren(say.checking);
    told.replaceChildren(...(await becameOf(id, link.href, say)));
    told.scrollIntoView({ block: "center" });
  });
  return [link, told];
}

async function becameOf(id, page, say) {
  try {
    const response = await request(`${base}/v1/answers/${encodeURIComponent(id)}/still-valid`);
    const { sentence: text } = await response.json();
    return [el("span", { lang: "vi" }, `${text} `), el("a", { href: page }, say.each)];
  } catch (error) {
    return [`${error.message} ${error.hint ?? ""}`];
  }
}

/** A failure in place of an answer, with a way to try again. */
export function fail(turn, error, retry) {
  quiet(turn);
  turn.answer.className = "answer answer--error";
  turn.answer.lang = "vi";
  const again = el("button", { type: "button", class: "button" }, "Thử lại");
  again.addEventListener("click", retry);
  const id = error.requestId ? el("p", { class: "fine" }, "Mã yêu cầu: ", el("code", {}, error.requestId)) : null;
  turn.answer.replaceChildren(
    ...[el("p", { class: "answer__text" }, error.message), el("p", { class: "hint" }, error.hint ?? ""), id].filter(Boolean),
    el("p", { class: "actions" }, again),
  );
}
