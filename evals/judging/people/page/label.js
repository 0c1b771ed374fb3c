// Labelling with the keyboard first. Every text goes in as text: nothing here makes markup of words.
const TOKEN = "hocvu-label-token";
const SHORTCUTS = "hocvu-label-shortcuts";
const byId = (id) => document.getElementById(id);
const place = byId("place");
const state = { work: null, at: 0, answer: null, cursor: 0, saving: Promise.resolve() };

// --- talking to the program

function takeToken() {
  if (location.hash.length > 1) {
    sessionStorage.setItem(TOKEN, location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(TOKEN) ?? "";
}

async function call(path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body) headers["Content-Type"] = "application/json";
  // keepalive: a label arrives even where the page is closed right after
  const options = body ? { method: "POST", headers, body: JSON.stringify(body), keepalive: true } : { headers };
  const answer = await fetch(path, options).catch(() => null);
  if (!answer) throw new Error("Không liên lạc được với chương trình. Nó còn chạy ở cửa sổ lệnh không?");
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? "Chương trình báo lỗi.");
  return told;
}

// --- making elements

function make(name, fields = {}, ...children) {
  const { text, data, ...rest } = fields;
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(rest)) element.setAttribute(key, value);
  Object.assign(element.dataset, data);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

function ask(one) {
  if (!one) return null;
  const prompt = make("p", { class: "ask__prompt", id: `ask-${one.id}`, text: one.prompt });
  const choices = one.choices.map((choice, n) => {
    const key = make("kbd", { "aria-hidden": "true", text: String(n + 1) });
    const fields = { type: "button", class: "choice", "aria-pressed": String(choice.label === one.label) };
    const button = make("button", { ...fields, data: { label: choice.label } }, key, make("span", { text: choice.words }));
    button.addEventListener("click", () => choose(one.id, choice.label));
    return button;
  });
  const fields = { class: "ask", role: "group", tabindex: "-1", "aria-labelledby": prompt.id, data: { item: one.id } };
  const group = make("div", fields, prompt, make("div", { class: "choices" }, ...choices), note(one));
  group.addEventListener("focusin", () => point(asks().indexOf(group)));
  return group;
}

function note(one) {
  const input = make("input", { type: "text", maxlength: "2000", autocomplete: "off" });
  input.value = one.words;
  const label = make("label", { class: one.words ? "note" : "note note--empty" }, make("span", { text: "Ghi chú" }), input);
  input.addEventListener("change", () => keepWords(one.id, input.value));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") input.value = known(one.id).words;
    input.closest(".ask").focus();
  });
  return label;
}

const said = (blocks) =>
  make("div", { class: "said" }, ...blocks.map((one) => make(one.quoted ? "blockquote" : "p", { text: one.text })));

function cited(one) {
  const where = make("p", {}, make("b", { text: one.label }), ` · ${one.document}`);
  if (one.status) where.append(` · ${one.status}`);
  const quote = make("blockquote", { text: one.quote });
  const folded = one.ask ? quote : make("details", {}, make("summary", { text: "Nguyên văn" }), quote);
  return make("li", {}, where, folded, ask(one.ask));
}

function statement(one, n) {
  if (!one.claim) return make("section", { class: "card aside", "aria-label": "Lời dẫn" }, said(one.blocks));
  const heading = make("h2", { class: "soft", text: `Câu ${n}` });
  const sources = one.cited.length
    ? make("ul", { class: "cited", "aria-label": "Căn cứ được dẫn" }, ...one.cited.map(cited))
    : make("p", { class: "soft", text: "Câu này không dẫn căn cứ nào." });
  return make("section", { class: "card" }, heading, said(one.blocks), ask(one.ask), sources);
}

function question(one) {
  const facts = make("p", { class: "facts" }, fact("Ngày hỏi", one.day), fact("Kết quả", one.outcome));
  if (one.audience) facts.append(fact("Người hỏi", one.audience));
  if (one.of > 1) facts.append(fact("Câu trả lời", `${one.number}/${one.of}`));
  const before = one.before.map((text) => make("p", { class: "soft", text: `Trước đó đã hỏi: ${text}` }));
  return make("section", { class: "card question", "aria-labelledby": "question" }, ...before,
    make("h1", { id: "question", text: one.question }), facts,
    ...one.notices.map((text) => make("p", { class: "soft", text })), right(one));
}

const fact = (name, value) => make("span", {}, `${name}: `, make("b", { text: value }));

function right(one) {
  const lines = one.gold.map((group) => make("li", { text: group.join(" hoặc ") }));
  lines.push(make("li", { text: `Kết quả đúng: ${one.expected.join(" hoặc ")}` }));
  return make("details", {}, make("summary", { text: "Bộ câu hỏi cho là đúng" }), make("ul", {}, ...lines));
}

function nuggets(some) {
  if (!some.length) return null;
  const rows = some.map((one) => {
    const tag = make("span", { class: "tag", text: one.vital ? "ý chính" : "ý phụ" });
    return make("li", {}, make("p", {}, `${one.text} `, tag), ask(one.ask));
  });
  return make("section", { class: "card" }, make("h2", { text: "Các ý của một câu trả lời đúng" }), make("ul", { class: "nuggets" }, ...rows));
}

function whole(one) {
  return one && make("section", { class: "card" }, make("h2", { text: "Cả câu trả lời" }), ask(one));
}

// --- where one is

const asks = () => [...place.querySelectorAll(".ask")];
const group = (id) => asks().find((one) => one.dataset.item === id);
const known = (id) => state.asks.get(id);

function point(n) {
  const all = asks();
  state.cursor = Math.min(Math.max(n, 0), all.length - 1);
  all.forEach((one, at) => one.classList.toggle("now", at === state.cursor));
}

function goTo(n) {
  point(n);
  const now = asks()[state.cursor];
  now?.focus({ preventScroll: true });
  now?.scrollIntoView({ block: "center", behavior: "instant" });
}

function show(answer, item) {
  state.answer = answer;
  const found = [...answer.statements.flatMap((one) => [one.ask, ...one.cited.map((cite) => cite.ask)]),
    ...answer.nuggets.map((one) => one.ask), answer.whole].filter(Boolean);
  state.asks = new Map(found.map((one) => [one.id, one]));
  let n = 0;
  place.replaceChildren(question(answer),
    ...answer.statements.map((one) => statement(one, one.claim ? (n += 1) : 0)),
    ...[nuggets(answer.nuggets), whole(answer.whole)].filter(Boolean));
  const all = asks();
  const open = all.findIndex((one) => !known(one.dataset.item).label);
  const wanted = item ? all.indexOf(group(item)) : open < 0 ? 0 : open;
  tell();
  if (item || wanted > 0) return goTo(wanted);
  goTo(0);
  scrollTo(0, 0);
}

async function open(at, item) {
  const before = state.answer;
  state.answer = null; // a key pressed meanwhile is no label of the answer that goes
  try {
    await state.saving;
    const answer = await call(`api/answers/${state.work.answers[at].name}`);
    state.at = at;
    show(answer, item);
  } catch (error) {
    state.answer = before;
    throw error;
  }
  byId("status").textContent = `Câu trả lời ${at + 1} trên ${state.work.answers.length}. ${state.answer.question}`;
}

function tell() {
  const all = state.work.answers;
  const done = all.filter((one) => one.done >= one.items).length;
  byId("counted").textContent = `Câu trả lời ${state.at + 1} · xong ${done}/${all.length}`;
  byId("bar").max = all.reduce((sum, one) => sum + one.items, 0);
  byId("bar").value = all.reduce((sum, one) => sum + one.done, 0);
  byId("previous").disabled = state.at === 0;
  byId("next").disabled = state.at === all.length - 1;
  byId("unfinished").disabled = done === all.length;
}

// --- labelling

function choose(id, label) {
  if (!state.answer) return null;
  const one = known(id);
  keep(id, label, one.words);
  const all = asks();
  const at = all.indexOf(group(id));
  if (at + 1 < all.length) return goTo(at + 1);
  byId("status").textContent = "Đã hết các mục của câu này.";
  const next = byId("next").disabled ? byId("unfinished") : byId("next");
  if (next.disabled) return finished();
  next.focus();
  return null;
}

function keepWords(id, words) {
  const one = known(id);
  if (words.trim() === one.words) return;
  if (!one.label) {
    one.words = words.trim(); // kept with the label, once there is one
    return;
  }
  keep(id, one.label, words.trim());
}

function keep(id, label, words) {
  const { at, answer } = state;
  const before = { ...known(id) };
  paint(id, label, words);
  const body = { answer: answer.name, item: id, label, words };
  state.saving = state.saving.then(() => call("api/labels", body)).then((told) => {
    state.work.answers[at].done = told.done;
    tell();
  }).catch((error) => {
    if (state.answer === answer) paint(id, before.label, before.words);
    fail(new Error(`Nhãn chưa được lưu. ${error.message}`));
  });
}

function paint(id, label, words) {
  Object.assign(known(id), { label, words });
  for (const button of group(id).querySelectorAll(".choice")) {
    button.setAttribute("aria-pressed", String(button.dataset.label === label));
  }
  group(id).querySelector(".note").classList.toggle("note--empty", !words);
  count(state.at);
}

function count(at) {
  state.work.answers[at].done = [...state.asks.values()].filter((one) => one.label).length;
  tell();
}

async function undo() {
  await state.saving;
  const told = await call("api/undo", {});
  const at = state.work.answers.findIndex((one) => one.name === told.answer);
  if (at >= 0) {
    await open(at, told.item);
    count(at);
  }
  byId("status").textContent = at < 0 ? "Không còn gì để hoàn tác." : "Đã hoàn tác.";
}

function unfinished() {
  const all = state.work.answers;
  const order = [...all.keys()].map((n) => (state.at + 1 + n) % all.length);
  const at = order.find((n) => all[n].done < all[n].items);
  return at === undefined ? finished() : open(at);
}

async function finished() {
  await state.saving;
  if (state.work.answers.some((one) => one.done < one.items)) return; // one could not be kept
  byId("status").textContent = "Đã xong tất cả. Cảm ơn bạn.";
  if (!byId("finished")) place.append(make("p", { class: "notice", id: "finished", text: "Đã xong tất cả. Cảm ơn bạn." }));
  byId("finished").scrollIntoView({ block: "center" });
}

function fail(error) {
  const words = make("p", { class: "notice notice--bad", role: "alert", text: error.message });
  place.querySelector(".notice--bad")?.remove();
  place.prepend(words);
  words.scrollIntoView({ block: "center" });
}

const trying = (work) => (...given) => Promise.resolve(work(...given)).catch(fail);
const steps = {
  ArrowDown: () => goTo(state.cursor + 1),
  ArrowUp: () => goTo(state.cursor - 1),
  ArrowRight: () => (byId("next").disabled ? null : open(state.at + 1)),
  ArrowLeft: () => (byId("previous").disabled ? null : open(state.at - 1)),
  c: unfinished,
  g: () => asks()[state.cursor].querySelector("input").focus(),
  u: undo,
  "?": () => byId("help").showModal(),
};

function pressed(event) {
  const typing = event.target.closest?.("input, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !state.answer) return;
  const single = event.key.length === 1;
  if (single && !byId("shortcuts").checked) return;
  const now = asks()[state.cursor];
  const choice = /^[1-9]$/.test(event.key) ? now?.querySelectorAll(".choice")[event.key - 1] : null;
  if (!choice && !steps[event.key]) return;
  event.preventDefault();
  if (choice) choose(now.dataset.item, choice.dataset.label);
  else trying(steps[event.key])();
}

// --- beginning

async function begin() {
  if (!token) throw new Error("Hãy mở trang bằng đường dẫn in ra ở cửa sổ lệnh.");
  state.work = await call("api/work");
  byId("who").textContent = state.work.who;
  if (!state.work.answers.length) {
    const words = state.work.settling ? "Không có chỗ nào bất đồng." : "Không có câu trả lời nào được giao cho bạn.";
    place.replaceChildren(make("p", { class: "notice", text: words }));
    return;
  }
  byId("progress").hidden = byId("foot").hidden = false;
  const first = state.work.answers.findIndex((one) => one.done < one.items);
  await open(Math.max(first, 0));
  if (first < 0) finished();
}

const token = takeToken();
byId("shortcuts").checked = sessionStorage.getItem(SHORTCUTS) !== "off";
byId("shortcuts").addEventListener("change", (event) => sessionStorage.setItem(SHORTCUTS, event.target.checked ? "on" : "off"));
byId("open-help").addEventListener("click", () => byId("help").showModal());
byId("previous").addEventListener("click", trying(steps.ArrowLeft));
byId("next").addEventListener("click", trying(steps.ArrowRight));
byId("undo").addEventListener("click", trying(undo));
byId("unfinished").addEventListener("click", trying(unfinished));
document.addEventListener("keydown", pressed);
addEventListener("hashchange", () => location.reload()); // another link, opened in this tab
begin().catch(fail);
