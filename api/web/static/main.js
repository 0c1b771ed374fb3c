// The conversation: take a question, show its answer as it comes, open citations.
import { ask, ServiceError } from "./stream.js";
import { actions, fail, finish, newTurn, opening, showEvent } from "./turn.js";
import { openCitation } from "./panel.js";

const form = document.getElementById("composer");
const field = document.getElementById("q");
const asOf = document.getElementById("as_of");
const log = document.getElementById("conversation");
const offline = document.getElementById("offline");
const send = form.querySelector(".send");
const live = document.getElementById("live");
let busy = false;

async function put(question) {
  if (busy || !question.trim()) return;
  setBusy(true);
  document.body.classList.add("has-turns");
  const chosen = asOf.value;
  const turn = newTurn(question.trim());
  log.append(turn.node);
  turn.node.scrollIntoView({ block: "start" });
  await fillTurn(turn, question.trim(), chosen);
  setBusy(false);
}

async function fillTurn(turn, question, chosen) {
  let day = chosen;
  const open = (citation, from) => openCitation(citation, day, from);
  const on = (name, data) => {
    if (name === "found") day = data.as_of;
    showEvent(turn, name, data, open);
  };
  try {
    const answer = await ask(question, chosen, on);
    finish(turn, answer, { open, askNext: put });
  } catch (error) {
    const told = error instanceof ServiceError ? error : new ServiceError({ message: "Trang gặp lỗi khi hiện câu trả lời.", hint: "Tải lại trang rồi thử lại." });
    fail(turn, told, () => again(turn, question));
    if (!field.value) field.value = question;
  }
  turn.node.scrollIntoView({ block: "start" });
}

function again(turn, question) {
  turn.node.remove();
  field.value = "";
  put(question);
}

function setBusy(now) {
  busy = now;
  log.setAttribute("aria-busy", String(now));
  send.disabled = now;
  live.textContent = now ? "Đang tìm câu trả lời" : "Đã có kết quả";
  if (!now) focusField();
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
  log.querySelector(".answer").append(actions(answer));
}
focusField();
