// What the reader sees of the conversation that is kept: until when, a new one, deleting it.
import { el } from "./dom.js";

const bar = document.getElementById("kept");
const until = document.getElementById("kept-until");
const note = document.getElementById("note");
const sure = document.getElementById("sure");
const anew = document.getElementById("anew");
const forget = document.getElementById("forget");

/** Say something beside the question; `choice`: the name of a button and what it does. */
export function tell(text, choice) {
  note.hidden = !text;
  note.replaceChildren(text);
  if (!choice) return;
  const button = el("button", { type: "button", class: "button button--quiet" }, choice.name);
  button.addEventListener("click", choice.act);
  note.append(" ", button);
}

/** Show what there is to show of a conversation; nothing where none is kept. */
export async function showKept(conversation) {
  bar.hidden = !conversation.id;
  if (!conversation.id) return;
  until.textContent = "Cuộc trò chuyện này được lưu trên máy chủ.";
  try {
    const day = (await conversation.until()).toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
    until.textContent = `Cuộc trò chuyện này được lưu đến ngày ${day}, nếu không hỏi thêm.`;
  } catch {
    // The line without the day is true as well.
  }
}

/** Nothing of this can be used while an answer is made. */
export function stopKeeping(busy) {
  anew.disabled = forget.disabled = busy;
}

/** The buttons: `begin()` begins another conversation, `remove()` deletes this one; asked once. */
export function listen({ begin, remove }) {
  anew.addEventListener("click", begin);
  forget.addEventListener("click", () => {
    sure.returnValue = "";
    sure.showModal();
  });
  sure.addEventListener("close", () => sure.returnValue === "delete" && remove());
}
