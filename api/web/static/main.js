// The conversation: take a question, show its answer as it comes, open citations.
import { Conversation } from "./conversation.js";
import { audience } from "./dom.js";
import { listen, showKept, stopKeeping, tell } from "./keeping.js";
import { openAddress, openCitation } from "./panel.js";
import { opening } from "./statements.js";
import { ask, ServiceError } from "./stream.js";
import { after, fail, finish, keptTurn, newTurn, showEvent } from "./turn.js";
import { rememberWho } from "./who.js";

const form = document.getElementById("composer");
const field = document.getElementById("q");
const asOf = document.getElementById("as_of");
const log = document.getElementById("conversation");
const offline = document.getElementById("offline");
const send = form.querySelector(".send");
const live = document.getElementById("live");
const conversation = new Conversation();
const numberOf = (answer) => conversation.numberOf(answer);
let busy = false;

async function put(question) {
  if (busy || !question.trim()) return;
  setBusy(true, "Đang tìm câu trả lời");
  tell("");
  document.body.classList.add("has-turns");
  const turn = newTurn(question.trim());
  log.append(turn.node);
  turn.node.scrollIntoView({ block: "start" });
  const told = await fillTurn(turn, question.trim(), asOf.value);
  setBusy(false, told);
  showKept(conversation);
}

/** Ask and show; what a screen reader is told at the end. */
async function fillTurn(turn, question, chosen) {
  let day = chosen;
  const open = (citation, from) => openCitation(citation, day, from);
  const on = (name, data) => {
    if (name === "found") day = data.as_of;
    showEvent(turn, name, data, open, (text) => (live.textContent = text));
  };
  let told = "Đã có kết quả";
  try {
    const answer = await askOn({ question, as_of: chosen || null, audience: audience() }, on);
    conversation.heard(answer);
    finish(turn, answer, { open, askNext: put, numberOf });
  } catch (error) {
    const known = error instanceof ServiceError ? error : new ServiceError({ message: "Trang gặp lỗi khi hiện câu trả lời.", hint: "Tải lại trang rồi thử lại." });
    fail(turn, known, () => again(turn, question));
    if (!field.value) field.value = question;
    told = "Không có câu trả lời";
  }
  turn.node.scrollIntoView({ block: "start" });
  return told;
}

/** Ask in the conversation; where that is kept no longer, begin another and say so. */
async function askOn(asked, on) {
  const going = conversation.id;
  try {
    return await ask({ ...asked, ...conversation.fields() }, on);
  } catch (error) {
    if (!going || error.code !== "not_found") throw error;
    conversation.leave();
    tell("Cuộc trò chuyện trước không còn được lưu; câu hỏi này mở cuộc trò chuyện mới.");
    return ask({ ...asked, ...conversation.fields() }, on);
  }
}

function again(turn, question) {
  turn.node.remove();
  field.value = "";
  put(question);
}

function setBusy(now, told) {
  busy = now;
  log.setAttribute("aria-busy", String(now));
  send.disabled = now;
  stopKeeping(now);
  live.textContent = told;
  if (!now) focusField();
}

/** The turns of the conversation that this tab was in before a reload. */
async function restore() {
  setBusy(true, "Đang mở lại cuộc trò chuyện");
  try {
    const turns = await conversation.restored();
    document.body.classList.toggle("has-turns", turns.length > 0);
    const handlers = { openAddress, numberOf };
    log.replaceChildren(...turns.map((turn) => keptTurn(turn, conversation.id, handlers).node));
    log.lastElementChild?.scrollIntoView({ block: "start" });
    showKept(conversation);
  } catch (error) {
    notRestored(error);
  }
  setBusy(false, "");
}

function notRestored(error) {
  if (error.code !== "not_found") {
    tell(`Chưa mở lại được cuộc trò chuyện. ${error.message}`, { name: "Thử lại", act: () => (tell(""), restore()) });
    return;
  }
  conversation.leave();
  tell("Cuộc trò chuyện trước đã hết hạn lưu hoặc đã bị xoá. Câu hỏi tiếp theo mở cuộc trò chuyện mới.");
}

function clear() {
  conversation.leave();
  log.replaceChildren();
  document.body.classList.remove("has-turns");
  showKept(conversation);
  field.focus();
}

function begin() {
  const before = conversation.id;
  clear();
  const back = () => {
    conversation.enter(before);
    tell("");
    restore();
  };
  tell("Đã mở cuộc trò chuyện mới. Cuộc trước vẫn được lưu cho đến khi hết hạn.", { name: "Quay lại cuộc trước", act: back });
}

async function remove() {
  try {
    await conversation.forget();
    clear();
    tell("Đã xoá cuộc trò chuyện.");
  } catch (error) {
    tell(`Chưa xoá được cuộc trò chuyện. ${error.message} ${error.hint ?? ""}`);
  }
}

function submit(event) {
  event.preventDefault();
  if (busy) return;
  const question = field.value;
  field.value = "";
  grow();
  put(question);
}

/** Not on a phone, where the keyboard would cover the answer. */
function focusField() {
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
}

form.addEventListener("submit", submit);
field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

for (const link of document.querySelectorAll(".starter")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    put(link.textContent);
  });
}

const online = () => (offline.hidden = navigator.onLine);
addEventListener("online", online);
addEventListener("offline", online);
online();

// The answer that the server put into the page gets the same abilities.
const first = document.getElementById("first");
if (first) {
  const answer = JSON.parse(first.textContent);
  const open = (citation, from) => openCitation(citation, answer.as_of, from);
  for (const link of log.querySelectorAll("[data-citation]")) {
    opening(link, answer.citations[Number(link.dataset.citation)], open);
  }
  for (const link of log.querySelectorAll("[data-followed]")) {
    opening(link, answer.followed[Number(link.dataset.followed)].citation, open);
  }
  for (const link of log.querySelectorAll("[data-defined]")) {
    opening(link, answer.definitions[Number(link.dataset.defined)].citation, open);
  }
  conversation.heard(answer);
  log.querySelector(".letter")?.remove();
  log.querySelector(".answer").append(...after(answer, numberOf));
}

rememberWho();
listen({ begin, remove });
if (!document.querySelector(".turn") && conversation.before) restore();
else focusField();
